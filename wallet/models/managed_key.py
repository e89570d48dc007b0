"""The private key of a managed wallet (管理型ウォレット), encrypted at rest, and a note of each time it left."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import Base, BigId, UtcDateTime


class ManagedKey(Base):
    __tablename__ = "managed_key"

    account_id: Mapped[int] = mapped_column(BigId, ForeignKey("account.id"), primary_key=True, autoincrement=False)
    sealed_key: Mapped[bytes] = mapped_column(LargeBinary)  # bound to the account's address
    key_version: Mapped[str] = mapped_column(String(16), index=True)  # which key-encryption key sealed it
    sealed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class KeyExport(Base):
    __tablename__ = "key_export"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    account_id: Mapped[int] = mapped_column(BigId, ForeignKey("account.id"), index=True)
    form: Mapped[str] = mapped_column(String(16))  # private_key | keystore
    exported_at: Mapped[datetime] = mapped_column(UtcDateTime)
