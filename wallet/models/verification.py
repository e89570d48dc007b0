"""Verifications (本人確認): which account is which person's. What was read from a document or card is not kept."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, MunicipalityCodeType, UtcDateTime
from chain.hashing import keccak
from chain.ids import Address, MunicipalityCode


class VerificationLevel(StrEnum):
    COUNTER = "counter"  # an officer looked at a document (窓口)
    APP = "app"  # the person's card was read by the Digital Authentication App (デジタル認証アプリ)


class PersonMark(Base):
    """A keyed hash of what one kind of check says about a person, so that nobody is verified twice. It cannot be made
    anew, so the keystore keys it was made under stay listed.
    """

    __tablename__ = "person_mark"

    mark: Mapped[bytes] = mapped_column(Bytes32, primary_key=True)
    person: Mapped[bytes] = mapped_column(Bytes32, index=True)
    level: Mapped[VerificationLevel] = mapped_column(String(16))


class Verification(Base):
    """From `verified_at` on `account` is the person's, until it is revoked or runs out. `person` is drawn by chance and
    stays the same for one person.
    """

    __tablename__ = "verification"
    __table_args__ = tuple(
        Index(
            f"ix_verification_one_{column}",
            column,
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        )
        for column in ("account", "person")  # also when two counters verify at the same moment
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    account: Mapped[Address] = mapped_column(AddressType, index=True)
    person: Mapped[bytes] = mapped_column(Bytes32, index=True)
    level: Mapped[VerificationLevel] = mapped_column(String(16))  # of the last check
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, index=True)  # where the person lives
    valid_until: Mapped[date] = mapped_column(Date)
    verified_by: Mapped[Address] = mapped_column(AddressType)
    verified_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_by: Mapped[Address | None] = mapped_column(AddressType)
    reason: Mapped[str] = mapped_column(String(200), default="")  # of the revocation
    revision: Mapped[int] = mapped_column(default=0)  # of the last act about it on chain; they rise for each person

    @property
    def nullifier(self) -> bytes:
        """What the chain calls the person. `person` itself stays here: polls make their own nullifiers of it."""
        return keccak(b"musubi identity" + self.person)

    @property
    def relay_key(self) -> str:
        """Of the outbox entry that carries the last act."""
        return f"wallet.identity:{self.nullifier.hex()}:{self.revision}"

    def holds_at(self, moment: datetime, today: date) -> bool:
        """At `moment` it was made and not revoked; `today` is that moment's day in Japan."""
        is_revoked = self.revoked_at is not None and self.revoked_at <= moment
        return self.verified_at <= moment and not is_revoked and today <= self.valid_until
