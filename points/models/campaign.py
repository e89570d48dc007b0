"""A grant (付与) of one program to many people out of an uploaded list, sent to the chain in chunks."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, PointsType, UtcDateTime
from chain.ids import Address
from chain.units import Points

CHUNK_SIZE = 300  # 300 × 28,000 gas = 8.4 million, half of the cap of one transaction
GAS_PER_PERSON = 28_000
GAS_PER_CHUNK = 90_000
MAX_ROWS = 100_000
MAX_POINTS_PER_PERSON = 10_000_000


class CampaignState(StrEnum):
    DRAFT = "draft"  # program and purpose chosen, no list yet
    CHECKED = "checked"  # a list was read; its good rows are ready
    RUNNING = "running"  # signed; chunks on their way
    PAUSED = "paused"  # what was not sent yet is held back
    DONE = "done"  # every chunk is on chain
    CANCELLED = "cancelled"  # what was not sent was given up; the rest is on chain
    FAILED = "failed"  # a chunk was refused for good


class CampaignMethod(StrEnum):
    """How points reach people: see points/models/campaign_cost.py for which one is chosen."""

    GRANT = "grant"  # 付与: into every account at once
    DROP = "drop"  # 一斉付与: one root; points come into being as people spend


class RowError(StrEnum):
    NO_IDENTIFIER = "no_identifier"
    UNKNOWN_PERSON = "unknown_person"
    DIFFERENT_PEOPLE = "different_people"  # the columns of one row name two persons
    DUPLICATE = "duplicate"
    EMPTY_AMOUNT = "empty_amount"
    NOT_WHOLE = "not_whole"
    NEGATIVE = "negative"
    ZERO = "zero"
    TOO_LARGE = "too_large"
    ROUNDS_TO_NOTHING = "rounds_to_nothing"  # a share of it is less than a point
    NOT_VERIFIED = "not_verified"  # the program's points are for verified people alone
    MY_NUMBER = "my_number"


class Campaign(Base):
    __tablename__ = "points_campaign"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    campaign_key: Mapped[bytes] = mapped_column(Bytes32, unique=True)  # campaignId on chain
    program_id: Mapped[int] = mapped_column(BigInteger, index=True)
    purpose: Mapped[str] = mapped_column(String(200))
    expiry_day: Mapped[date] = mapped_column(Date)
    method: Mapped[CampaignMethod] = mapped_column(String(8), default=CampaignMethod.GRANT)
    file_name: Mapped[str] = mapped_column(String(200), default="")
    encoding: Mapped[str] = mapped_column(String(16), default="")
    row_count: Mapped[int] = mapped_column(default=0)
    error_count: Mapped[int] = mapped_column(default=0)
    total: Mapped[Points] = mapped_column(PointsType, default=Points(0))  # of the good rows
    chunk_count: Mapped[int] = mapped_column(default=0)
    chunks_root: Mapped[bytes | None] = mapped_column(Bytes32)  # of the chunks of a grant, or the entries of a drop
    deadline: Mapped[int] = mapped_column(BigInteger, default=0)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    signed_by: Mapped[Address | None] = mapped_column(AddressType)
    created_by: Mapped[Address] = mapped_column(AddressType)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    held_chunks: Mapped[int] = mapped_column(default=0)  # of calls: held back by an officer
    withdrawn_chunks: Mapped[int] = mapped_column(default=0)  # given up by an officer
    withdrawn_total: Mapped[Points] = mapped_column(PointsType, default=Points(0))  # of the withdrawn
    failure: Mapped[str] = mapped_column(String(100), default="")
    failure_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    @property
    def people(self) -> int:
        return self.row_count - self.error_count


class CampaignRow(Base):
    """One line of the list. A line with a My Number keeps its number and error only, never what it said."""

    __tablename__ = "points_campaign_row"
    __table_args__ = (Index("ix_points_campaign_row_campaign_id_chunk_index", "campaign_id", "chunk_index"),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("points_campaign.id", ondelete="CASCADE"), primary_key=True)
    row_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # as a spreadsheet counts
    identifier: Mapped[str] = mapped_column(String(200))
    amount_text: Mapped[str] = mapped_column(String(40))
    account: Mapped[Address | None] = mapped_column(AddressType)
    amount: Mapped[Points | None] = mapped_column(PointsType)
    error: Mapped[RowError | None] = mapped_column(String(32))
    first_row: Mapped[int | None] = mapped_column()  # of a duplicate
    chunk_index: Mapped[int | None] = mapped_column()


def campaign_state(campaign: Campaign, granted_chunks: int) -> CampaignState:
    if campaign.started_at is not None and granted_chunks >= campaign.chunk_count:
        return CampaignState.DONE
    if campaign.held_chunks:
        return CampaignState.PAUSED
    if campaign.failure:
        return CampaignState.FAILED
    if campaign.withdrawn_chunks and granted_chunks + campaign.withdrawn_chunks >= campaign.chunk_count:
        return CampaignState.CANCELLED
    if campaign.started_at is not None:
        return CampaignState.RUNNING
    return CampaignState.CHECKED if campaign.checked_at is not None else CampaignState.DRAFT


def transactions(method: CampaignMethod, people: int) -> int:
    """How many transactions bring it about."""
    return chunk_count(people) if method is CampaignMethod.GRANT else min(1, people)


def chunk_count(people: int) -> int:
    return -(-people // CHUNK_SIZE)
