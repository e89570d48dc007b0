"""Rows of polls: the poll with its rules, the signed ballots, the result, and what the chain says was anchored."""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, UtcDateTime
from chain.ids import Address
from chain.indexer.facts import Fact
from dao.models.polls.rules import Rules


class Poll(Base):
    """A poll that is open, was open, or will be. Its rules never change."""

    __tablename__ = "poll"
    __table_args__ = (Index("ix_poll_closes_at", "closes_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    poll: Mapped[bytes] = mapped_column(Bytes32, unique=True)  # hash of the rules
    community: Mapped[str] = mapped_column(String(40), index=True)  # slug
    stored_rules: Mapped[dict[str, Any]] = mapped_column(JSON)
    opens_at: Mapped[int] = mapped_column(BigInteger)  # unix seconds
    closes_at: Mapped[int] = mapped_column(BigInteger)
    opened_by: Mapped[Address] = mapped_column(AddressType)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    secret: Mapped[bytes] = mapped_column(LargeBinary, default=b"", server_default="")  # of nullifiers; never shown

    is_sealed: Mapped[bool] = mapped_column(default=False, server_default=false())
    opened_secret: Mapped[bytes | None] = mapped_column(LargeBinary)  # of the poll key, when trustees have opened it
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # a sealed poll that nobody can open any more
    void_reason: Mapped[str] = mapped_column(Text, default="", server_default="")  # for everybody to read

    def nullifier(self, person: bytes) -> bytes:
        """What a person is called in this poll. Two polls' cannot be linked without their secrets."""
        return hmac.digest(self.secret, person + self.poll, "sha256")

    @property
    def rules(self) -> Rules:
        return Rules.from_json(self.stored_rules)


class PollBallot(Base):
    """What somebody signed last. Until it is signed, `draft` waits; what was signed before it still counts. In a sealed
    poll both are kept encrypted alone."""

    __tablename__ = "poll_ballot"
    __table_args__ = (
        Index("ix_poll_ballot_poll_row_voter", "poll_row", "voter", unique=True),
        Index("ix_poll_ballot_poll_row_person", "poll_row", "person", unique=True),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    poll_row: Mapped[int] = mapped_column(BigId, ForeignKey("poll.id"))
    voter: Mapped[Address] = mapped_column(AddressType, index=True)
    draft: Mapped[list[int] | None] = mapped_column(JSON)
    drafted: Mapped[int] = mapped_column(BigInteger, default=0)  # revision of the draft
    answer: Mapped[list[int] | None] = mapped_column(JSON)
    draft_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    revision: Mapped[int] = mapped_column(BigInteger, default=0)  # of the signed answer; 0 before there is one
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    person: Mapped[bytes | None] = mapped_column(Bytes32)  # nullifier of the verified person, where persons count
    officer: Mapped[Address | None] = mapped_column(AddressType)  # who signed for the voter at the counter
    drafted_by: Mapped[Address | None] = mapped_column(AddressType)  # such an officer, of the draft
    by_contract: Mapped[bool] = mapped_column(default=False)  # by a contract wallet (ERC-1271): no key made it
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PollResult(Base):
    """The count after the close, and the curator's signature that anchors it."""

    __tablename__ = "poll_result"

    poll_row: Mapped[int] = mapped_column(BigId, ForeignKey("poll.id"), primary_key=True, autoincrement=False)
    result: Mapped[dict[str, Any]] = mapped_column(JSON)
    result_hash: Mapped[bytes] = mapped_column(Bytes32)
    ballots_root: Mapped[bytes] = mapped_column(Bytes32)
    seed_block: Mapped[int] = mapped_column(BigInteger)
    counted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sign_by: Mapped[int] = mapped_column(BigInteger, default=0)  # deadline of the signature asked for last
    curator: Mapped[str] = mapped_column(String(42), default="")  # whose signature went to the chain
    error_name: Mapped[str] = mapped_column(Text, default="")
    error_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class PollAnchor(Fact, Base):
    """The chain holds this result for good."""

    __tablename__ = "poll_anchor"
    __table_args__ = (Index("ix_poll_anchor_poll", "poll"),)

    poll: Mapped[bytes] = mapped_column(Bytes32)
    municipality: Mapped[int] = mapped_column(BigInteger)
    ballots_root: Mapped[bytes] = mapped_column(Bytes32)
    result_hash: Mapped[bytes] = mapped_column(Bytes32)
    ballots: Mapped[int] = mapped_column(BigInteger)
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)
