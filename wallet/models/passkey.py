"""A passkey (パスキー): the public half of a key that a person's device keeps, and the challenges it answers."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import Base, BigId, Bytes32, UtcDateTime
from wallet.models.account import DISPLAY_NAME_MAX_LENGTH

CHALLENGE_LIFETIME = timedelta(minutes=10)
MOST_PASSKEYS = 10


class Passkey(Base):
    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    account_id: Mapped[int] = mapped_column(BigId, ForeignKey("account.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    user_handle: Mapped[bytes] = mapped_column(Bytes32)  # what the device calls the account: random, says nothing
    public_key: Mapped[bytes] = mapped_column(LargeBinary)  # COSE
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)  # stays 0 with devices that share their passkeys
    name: Mapped[str] = mapped_column(String(DISPLAY_NAME_MAX_LENGTH))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PasskeyChallenge(Base):
    """Bound to the browser that asked, used once. Of a person who adds a passkey it names the account."""

    __tablename__ = "passkey_challenge"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    challenge: Mapped[bytes] = mapped_column(Bytes32, unique=True)
    browser_hash: Mapped[bytes] = mapped_column(Bytes32)
    account_id: Mapped[int | None] = mapped_column(BigInteger)
    user_handle: Mapped[bytes | None] = mapped_column(Bytes32)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
