"""Keys that sign what we say of a person (ES256)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import JSON, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import Base, UtcDateTime

KEY_LIFE = timedelta(days=90)
PUBLISHED_AHEAD = timedelta(hours=1)  # before it signs, longer than services keep the key set
PUBLISHED_AFTER = timedelta(days=1)  # longer than anything lives that it signed


class SigningKey(Base):
    """It signs from `signs_from` until the next one does, and stays published for `PUBLISHED_AFTER`. `revoked_at`: it
    leaked, and is published no more."""

    __tablename__ = "openid_key"

    kid: Mapped[str] = mapped_column(String(60), primary_key=True)  # RFC 7638 thumbprint
    public: Mapped[dict[str, str]] = mapped_column(JSON)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    signs_from: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
