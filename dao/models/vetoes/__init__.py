"""Veto (差し止め): a town stops an accepted proposal before the treasury pays, with a reason that everybody reads.

The reason stands here in both languages; on chain stands its hash, so that nobody can change it afterwards.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from eth_utils import keccak
from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, MunicipalityCodeType, UtcDateTime
from chain.ids import Address, MunicipalityCode
from chain.indexer.facts import Fact
from dao.models.proposals import Stage

MAX_REASON = 1_000


def reason_hash(salt: bytes, reason_ja: str, reason_en: str) -> bytes:
    """keccak256 of the salt and the canonical JSON of both texts. Anybody with the salt can check it."""
    return keccak(salt + json.dumps([reason_ja, reason_en], ensure_ascii=False, separators=(",", ":")).encode())


class Veto(Base):
    """What a town's officer wrote and signed; one row a town and proposal, written anew until it is signed."""

    __tablename__ = "veto"
    __table_args__ = (UniqueConstraint("proposal_row", "municipality"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    proposal_row: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"))
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType)
    officer: Mapped[Address] = mapped_column(AddressType, index=True)
    reason_ja: Mapped[str] = mapped_column(Text)
    reason_en: Mapped[str] = mapped_column(Text, default="")
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    stage: Mapped[Stage] = mapped_column(String(24))
    sign_by: Mapped[int] = mapped_column(BigId, default=0)  # unix seconds; deadline of the signature
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    error_name: Mapped[str] = mapped_column(Text, default="")
    error_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def reason_hash(self) -> bytes:
        return reason_hash(self.salt, self.reason_ja, self.reason_en)


class VetoFact(Fact, Base):
    """A community's guardian stopped a proposal."""

    __tablename__ = "veto_fact"
    __table_args__ = (Index("ix_veto_fact_governor_proposal_id", "governor", "proposal_id"),)

    governor: Mapped[Address] = mapped_column(AddressType)
    proposal_id: Mapped[str] = mapped_column(String(78))
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType)
    officer: Mapped[Address] = mapped_column(AddressType)
    reason_hash: Mapped[bytes] = mapped_column(Bytes32)
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)
