"""Votes of supporters on a milestone: what the Crowdfund's logs say of them, and the ballots people sign."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, UtcDateTime, YenType
from chain.ids import Address
from chain.indexer.facts import Fact
from chain.units import Yen
from marketplace.models.orders import OrderState


class MilestoneVoteOpened(Fact, Base):
    """`round` counts the votes of one project from 1; `closes_at` in unix seconds."""

    __tablename__ = "milestone_vote_opened"
    __table_args__ = (Index("ix_milestone_vote_opened_number_round", "number", "round", unique=True),)

    number: Mapped[int] = mapped_column(BigInteger)
    round: Mapped[int]
    milestone: Mapped[int]
    report_hash: Mapped[bytes] = mapped_column(Bytes32)
    closes_at: Mapped[int] = mapped_column(BigInteger)
    block_time: Mapped[int] = mapped_column(BigInteger)


class MilestoneBallotCast(Fact, Base):
    """A supporter's ballot that counts, with the yen they pledged in all."""

    __tablename__ = "milestone_ballot_cast"
    __table_args__ = (
        Index("ix_milestone_ballot_cast_number_round_supporter", "number", "round", "supporter", unique=True),
    )

    number: Mapped[int] = mapped_column(BigInteger)
    round: Mapped[int]
    supporter: Mapped[Address] = mapped_column(AddressType, index=True)
    agrees: Mapped[bool]
    weight: Mapped[Yen] = mapped_column(YenType)
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)


class MilestoneBallotRejected(Fact, Base):
    """A ballot that the contract did not count. `objection`: closed, no_supporter, voted_already or signature."""

    __tablename__ = "milestone_ballot_rejected"
    __table_args__ = (Index("ix_milestone_ballot_rejected_number_supporter", "number", "supporter"),)

    number: Mapped[int] = mapped_column(BigInteger)
    round: Mapped[int]
    supporter: Mapped[Address] = mapped_column(AddressType)
    objection: Mapped[str] = mapped_column(String(20))
    block_time: Mapped[int] = mapped_column(BigInteger)


class MilestoneVoteClosed(Fact, Base):
    __tablename__ = "milestone_vote_closed"
    __table_args__ = (Index("ix_milestone_vote_closed_number_round", "number", "round", unique=True),)

    number: Mapped[int] = mapped_column(BigInteger)
    round: Mapped[int]
    agreed: Mapped[Yen] = mapped_column(YenType)
    refused: Mapped[Yen] = mapped_column(YenType)
    is_released: Mapped[bool]
    block_time: Mapped[int] = mapped_column(BigInteger)


class MilestoneBallot(Base):
    """What a supporter signs. `state` holds awaiting_signature, pending or failed; what is beyond comes from the
    ledger. Ballots travel together: `batch` is the first one's id, None until they leave."""

    __tablename__ = "milestone_ballot"
    __table_args__ = (
        UniqueConstraint(
            "project_number", "round", "supporter", name="uq_milestone_ballot_project_number_round_supporter"
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    project_number: Mapped[int] = mapped_column(BigInteger, ForeignKey("project.number"))
    round: Mapped[int]
    supporter: Mapped[Address] = mapped_column(AddressType, index=True)
    report_hash: Mapped[bytes] = mapped_column(Bytes32)
    agrees: Mapped[bool]
    attempt: Mapped[int] = mapped_column(default=0)
    rejections_before: Mapped[int] = mapped_column(default=0)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[OrderState] = mapped_column(String(24), default=OrderState.AWAITING_SIGNATURE)
    batch: Mapped[int | None] = mapped_column(BigInteger)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
