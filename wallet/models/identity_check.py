"""Identity checks by the Digital Authentication App (デジタル認証アプリ): one under way, and what stays of one.

Neither tokens nor codes are kept, nor the date of birth; name and address only where the person agreed, sealed.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import Date, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, UtcDateTime
from chain.ids import Address
from wallet.oidc.attributes import AgeBand

REQUEST_LIFETIME = timedelta(minutes=15)  # to read a card takes some minutes


class IdentityRequest(Base):
    """Bound to the account and the browser session that began it; its state is good for one answer. `found_sealed`:
    what the provider said, while the person decides whether to bring the verification here from another account."""

    __tablename__ = "identity_request"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    state_hash: Mapped[bytes] = mapped_column(Bytes32, unique=True)
    browser_hash: Mapped[bytes] = mapped_column(Bytes32)
    account: Mapped[Address] = mapped_column(AddressType)
    nonce: Mapped[str] = mapped_column(String(64))
    verifier_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)  # of PKCE; gone once it was used
    keeps: Mapped[bool]  # the person agreed that name and address are kept
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    found_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class AppCheck(Base):
    """The last check by the app behind a verification. The provider's name for the person (its issuer and `sub`) is
    sealed; its keyed hash is the person's mark."""

    __tablename__ = "app_check"

    verification_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("verification.id", ondelete="CASCADE"), primary_key=True
    )
    subject_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    age_band: Mapped[AgeBand] = mapped_column(String(8))  # on the day of the check
    acr: Mapped[str] = mapped_column(String(40))  # how sure we asked the provider to be
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # that it runs out


class KeptIdentity(Base):
    """Name and address as the card has them, kept to fill in forms. The person erases them at any time."""

    __tablename__ = "kept_identity"

    account: Mapped[Address] = mapped_column(AddressType, primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    agreed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    erase_on: Mapped[date] = mapped_column(Date, index=True)
