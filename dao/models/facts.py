"""What the chain said about communities, one row a log. Written by dao/projections only; read by dao/queries."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import BigInteger, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, Bytes32, MunicipalityCodeType, YenType
from chain.ids import Address, MunicipalityCode
from chain.indexer.facts import Fact
from chain.units import Yen
from dao.models.treasury.origins import MovementKind


class Setting(StrEnum):
    """Parameters of a governor, by the event that changes them."""

    VOTING_DELAY = "voting_delay"  # seconds
    VOTING_PERIOD = "voting_period"  # seconds
    PROPOSAL_THRESHOLD = "proposal_threshold"  # votes
    QUORUM_PER_CENT = "quorum_per_cent"
    TIMELOCK_DELAY = "timelock_delay"  # seconds
    VOTE_EXTENSION = "vote_extension"  # seconds that a vote still lasts after its quorum is reached


class GovernorSetting(Fact, Base):
    __tablename__ = "governor_setting"
    __table_args__ = (Index("ix_governor_setting_contract_name", "contract", "name"),)

    contract: Mapped[Address] = mapped_column(AddressType)  # the governor; for the timelock's delay the timelock
    name: Mapped[Setting] = mapped_column(String(24))
    value: Mapped[int] = mapped_column(BigInteger)
    block_time: Mapped[int] = mapped_column(BigInteger)


class Milestone(StrEnum):
    CREATED = "created"
    QUORUM = "quorum"  # reached, which it stays whoever changes their mind
    EXTENDED = "extended"  # the quorum was reached shortly before the close
    QUEUED = "queued"
    EXECUTED = "executed"
    CANCELED = "canceled"
    VETOED = "vetoed"  # stopped by a town while it waited, which cancels it


class ProposalMilestone(Fact, Base):
    """One step in the life of a proposal. `snapshot` and `deadline` stand on CREATED, a later `deadline` on
    EXTENDED, `eta` on QUEUED."""

    __tablename__ = "proposal_milestone"
    __table_args__ = (Index("ix_proposal_milestone_governor_proposal_id", "governor", "proposal_id"),)

    governor: Mapped[Address] = mapped_column(AddressType)
    proposal_id: Mapped[str] = mapped_column(String(78))
    milestone: Mapped[Milestone] = mapped_column(String(10))
    snapshot: Mapped[int | None] = mapped_column(BigInteger)
    deadline: Mapped[int | None] = mapped_column(BigInteger)
    eta: Mapped[int | None] = mapped_column(BigInteger)
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)


class VoteCast(Fact, Base):
    __tablename__ = "vote_cast"
    __table_args__ = (
        Index("ix_vote_cast_governor_proposal_id", "governor", "proposal_id"),
        Index("ix_vote_cast_voter", "voter"),
    )

    governor: Mapped[Address] = mapped_column(AddressType)
    proposal_id: Mapped[str] = mapped_column(String(78))
    voter: Mapped[Address] = mapped_column(AddressType)
    support: Mapped[int]
    weight: Mapped[int] = mapped_column(BigInteger)
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)


class BallotReplacement(Fact, Base):
    """A ballot that counts no longer, because its voter chose again; the new choice is the next VoteCast."""

    __tablename__ = "ballot_replacement"
    __table_args__ = (Index("ix_ballot_replacement_governor_proposal_id", "governor", "proposal_id"),)

    governor: Mapped[Address] = mapped_column(AddressType)
    proposal_id: Mapped[str] = mapped_column(String(78))
    voter: Mapped[Address] = mapped_column(AddressType)
    support: Mapped[int]  # what no longer counts
    weight: Mapped[int] = mapped_column(BigInteger)
    block_time: Mapped[int] = mapped_column(BigInteger)


class BallotRejection(Fact, Base):
    """A ballot that failed alone inside a batch; `reason` is the contract's revert data."""

    __tablename__ = "ballot_rejection"
    __table_args__ = (Index("ix_ballot_rejection_governor_proposal_id", "governor", "proposal_id"),)

    governor: Mapped[Address] = mapped_column(AddressType)
    proposal_id: Mapped[str] = mapped_column(String(78))
    voter: Mapped[Address] = mapped_column(AddressType)
    reason: Mapped[bytes] = mapped_column(LargeBinary)
    block_time: Mapped[int] = mapped_column(BigInteger)


class ProposalTally(Base):
    """Running sums of VoteCast, less those of BallotReplacement."""

    __tablename__ = "proposal_tally"

    governor: Mapped[Address] = mapped_column(AddressType, primary_key=True)
    proposal_id: Mapped[str] = mapped_column(String(78), primary_key=True)
    against: Mapped[int] = mapped_column(BigInteger)
    in_favour: Mapped[int] = mapped_column(BigInteger)
    abstain: Mapped[int] = mapped_column(BigInteger)
    voters: Mapped[int] = mapped_column(BigInteger)


class VoteCheckpoint(Fact, Base):
    """How many votes somebody has in a collection from this log on."""

    __tablename__ = "vote_checkpoint"
    __table_args__ = (Index("ix_vote_checkpoint_collection_voter", "collection", "voter", "block_time"),)

    collection: Mapped[Address] = mapped_column(AddressType)
    voter: Mapped[Address] = mapped_column(AddressType)
    votes_before: Mapped[int] = mapped_column(BigInteger)
    votes: Mapped[int] = mapped_column(BigInteger)
    block_time: Mapped[int] = mapped_column(BigInteger)


class Electorate(Base):
    """Running sums of VoteCheckpoint: who could vote in a collection now."""

    __tablename__ = "electorate"

    collection: Mapped[Address] = mapped_column(AddressType, primary_key=True)
    members: Mapped[int] = mapped_column(BigInteger)
    votes: Mapped[int] = mapped_column(BigInteger)


class TreasuryOpening(Fact, Base):
    """From here on this timelock holds the treasury of this governor."""

    __tablename__ = "treasury_opening"

    governor: Mapped[Address] = mapped_column(AddressType, index=True)
    timelock: Mapped[Address] = mapped_column(AddressType, index=True)


class TreasuryMovement(Fact, Base):
    """Yen into or out of a treasury. `counterpart` is who gave or who got it."""

    __tablename__ = "treasury_movement"
    __table_args__ = (Index("ix_treasury_movement_timelock", "timelock", "block_number", "log_index"),)

    timelock: Mapped[Address] = mapped_column(AddressType)
    counterpart: Mapped[Address] = mapped_column(AddressType)
    is_income: Mapped[bool]
    amount: Mapped[Yen] = mapped_column(YenType)
    kind: Mapped[MovementKind] = mapped_column(String(12))
    origin: Mapped[str] = mapped_column(String(60))  # what was sold, as `origin_key` writes it; "" when nothing was
    municipality: Mapped[MunicipalityCode | None] = mapped_column(MunicipalityCodeType)  # that sold it
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32, index=True)


class TreasuryBalance(Base):
    """Running sums of TreasuryMovement."""

    __tablename__ = "treasury_balance"

    timelock: Mapped[Address] = mapped_column(AddressType, primary_key=True)
    income: Mapped[int] = mapped_column(BigInteger)
    spending: Mapped[int] = mapped_column(BigInteger)

    @property
    def balance(self) -> Yen:
        return Yen(self.income - self.spending)
