"""Proposal (提案): a row before the chain knows of it, then the text that belongs to what the chain says.

Its state is never stored: it follows from the facts in dao/models/facts.py and the clock.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.contracts.region_governor import Actions
from chain.db import AddressType, Base, BigId, UtcDateTime
from chain.ids import Address
from dao.models.actions import KeptWords
from dao.models.description import lets_ballots_change


class Stage(StrEnum):
    """How far a proposal or a ballot has come on our side of the chain."""

    AWAITING_SIGNATURE = "awaiting_signature"
    SUBMITTED = "submitted"
    FAILED = "failed"
    SEEN = "seen"  # not made here; found on the chain


class Proposal(Base):
    __tablename__ = "proposal"
    __table_args__ = (UniqueConstraint("governor", "proposal_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    governor: Mapped[Address] = mapped_column(AddressType)
    proposal_id: Mapped[str] = mapped_column(String(78))  # uint256 as decimal text
    proposer: Mapped[Address] = mapped_column(AddressType)
    title_ja: Mapped[str] = mapped_column(String(80))
    title_en: Mapped[str] = mapped_column(String(80), default="")
    body: Mapped[str] = mapped_column(Text, default="")  # Markdown as written; made safe when shown
    salt: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    description: Mapped[str] = mapped_column(Text)  # as on chain
    action: Mapped[dict[str, Any]] = mapped_column(JSON)  # KeptWords; what is done is read from the calldata
    targets: Mapped[list[str]] = mapped_column(JSON)
    call_values: Mapped[list[str]] = mapped_column(JSON)  # wei as decimal text
    calldatas: Mapped[list[str]] = mapped_column(JSON)  # hex without 0x
    stage: Mapped[Stage] = mapped_column(String(24))
    sign_by: Mapped[int] = mapped_column(BigId, default=0)  # unix seconds; deadline of the signature
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    error_name: Mapped[str] = mapped_column(Text, default="")
    error_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def actions(self) -> Actions:
        targets = tuple(Address(target) for target in self.targets)
        calldatas = tuple(bytes.fromhex(calldata) for calldata in self.calldatas)
        return Actions(targets, tuple(int(value) for value in self.call_values), calldatas)

    @property
    def is_changeable(self) -> bool:
        """A voter may choose again until the close."""
        return lets_ballots_change(self.description)

    @property
    def words(self) -> KeptWords:
        return KeptWords.from_json(self.action)


class StepKind(StrEnum):
    QUEUE = "queue"
    EXECUTE = "execute"


class ProposalStep(Base):
    """One attempt to queue or to execute; a failed one stays and a new one may follow."""

    __tablename__ = "proposal_step"
    __table_args__ = (UniqueConstraint("proposal_row", "kind", "attempt"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    proposal_row: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"))
    kind: Mapped[StepKind] = mapped_column(String(10))
    attempt: Mapped[int]
    asked_by: Mapped[str] = mapped_column(String(42), default="")  # an address; "" = the platform's own clock
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    failed: Mapped[bool] = mapped_column(default=False)
    error_name: Mapped[str] = mapped_column(Text, default="")
    error_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
