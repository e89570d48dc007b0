"""What the Crowdfund's logs say. Only its projector writes here; all of it can be rebuilt from logs alone."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, Bytes32, YenType
from chain.ids import Address
from chain.indexer.facts import Fact
from chain.units import Yen


class ChainProject(Fact, Base):
    __tablename__ = "chain_project"

    number: Mapped[int] = mapped_column(BigInteger, unique=True)
    municipality: Mapped[int]
    goal: Mapped[Yen] = mapped_column(YenType)
    opens_at: Mapped[int] = mapped_column(BigInteger)  # unix seconds
    closes_at: Mapped[int] = mapped_column(BigInteger)
    all_or_nothing: Mapped[bool]
    collection: Mapped[Address] = mapped_column(AddressType)  # the zero address: no thanks are minted
    thanks_from: Mapped[Yen] = mapped_column(YenType)
    block_time: Mapped[int] = mapped_column(BigInteger)


class ProjectCancelled(Fact, Base):
    __tablename__ = "project_cancelled"

    number: Mapped[int] = mapped_column(BigInteger, unique=True)
    block_time: Mapped[int] = mapped_column(BigInteger)


class ProjectPledged(Fact, Base):
    """A pledge that reached the contract."""

    __tablename__ = "project_pledged"
    __table_args__ = (Index("ix_project_pledged_number_supporter", "number", "supporter"),)

    pledge_id: Mapped[bytes] = mapped_column(Bytes32, unique=True)
    number: Mapped[int] = mapped_column(BigInteger)
    supporter: Mapped[Address] = mapped_column(AddressType, index=True)
    amount: Mapped[Yen] = mapped_column(YenType)
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)


class MilestonePaid(Fact, Base):
    __tablename__ = "milestone_paid"
    __table_args__ = (Index("ix_milestone_paid_number", "number"),)

    number: Mapped[int] = mapped_column(BigInteger)
    milestone: Mapped[int]
    amount: Mapped[Yen] = mapped_column(YenType)
    report_hash: Mapped[bytes] = mapped_column(Bytes32)
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)


class PledgeReturned(Fact, Base):
    """All that goes back to one supporter of a project. `is_owed`: the coin refused, it waits for a withdrawal."""

    __tablename__ = "pledge_returned"
    __table_args__ = (Index("ix_pledge_returned_number_supporter", "number", "supporter", unique=True),)

    number: Mapped[int] = mapped_column(BigInteger)
    supporter: Mapped[Address] = mapped_column(AddressType, index=True)
    amount: Mapped[Yen] = mapped_column(YenType)
    is_owed: Mapped[bool]
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)


class ProjectThanked(Fact, Base):
    __tablename__ = "project_thanked"
    __table_args__ = (Index("ix_project_thanked_number_supporter", "number", "supporter", unique=True),)

    number: Mapped[int] = mapped_column(BigInteger)
    supporter: Mapped[Address] = mapped_column(AddressType, index=True)
    token_id: Mapped[int] = mapped_column(BigInteger)
    block_time: Mapped[int] = mapped_column(BigInteger)


class ProjectSharePaid(Fact, Base):
    """A payee's part of a milestone."""

    __tablename__ = "project_share_paid"

    number: Mapped[int] = mapped_column(BigInteger, index=True)
    payee: Mapped[Address] = mapped_column(AddressType, index=True)
    amount: Mapped[Yen] = mapped_column(YenType)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)


class CrowdfundWithdrawn(Fact, Base):
    """What was owed to an account, of all its projects, was sent."""

    __tablename__ = "crowdfund_withdrawn"

    account: Mapped[Address] = mapped_column(AddressType, index=True)
    amount: Mapped[Yen] = mapped_column(YenType)
    block_time: Mapped[int] = mapped_column(BigInteger)
