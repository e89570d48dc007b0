"""Drops (一斉付与): who gets what out of one signed root, and the tree that proves it."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, PointsType
from chain.ids import Address
from chain.units import Points

CROWN = -1  # the position of the tree's upper part among its branches


class DropEntry(Base):
    """One person of a drop. The same list as the campaign's good rows, by their place in the tree."""

    __tablename__ = "points_drop_entry"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("points_campaign.id", ondelete="CASCADE"), primary_key=True)
    entry_index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    holder: Mapped[Address] = mapped_column(AddressType, index=True)
    amount: Mapped[Points] = mapped_column(PointsType)


class DropBranch(Base):
    """A piece of a drop's Merkle tree as chain/contracts/merkle.py stores it."""

    __tablename__ = "points_drop_branch"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("points_campaign.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    nodes: Mapped[bytes] = mapped_column(LargeBinary)
