"""A nonce for one sign-in with a browser wallet: bound to the browser that asked, used once, short-lived."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import Base, BigId, Bytes32, UtcDateTime

NONCE_LIFETIME = timedelta(minutes=10)


class SiweNonce(Base):
    __tablename__ = "siwe_nonce"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    nonce: Mapped[str] = mapped_column(String(32), unique=True)
    browser_hash: Mapped[bytes] = mapped_column(Bytes32)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
