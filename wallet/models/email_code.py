"""A six-digit code sent by e-mail: kept hashed, short-lived, single use, few tries. Sending is wallet/mail.py."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import BigInteger, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import Base, BigId, Bytes32, UtcDateTime

CODE_DIGITS = 6
CODE_LIFETIME = timedelta(minutes=10)
CODE_TRIES = 5


class CodePurpose(StrEnum):
    SIGN_IN = "sign_in"
    EXPORT_KEY = "export_key"


class EmailCode(Base):
    __tablename__ = "email_code"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    ticket_hash: Mapped[bytes] = mapped_column(Bytes32, unique=True)  # the browser that asked holds the ticket
    purpose: Mapped[CodePurpose] = mapped_column(String(16))
    email_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    email_index: Mapped[bytes] = mapped_column(Bytes32, index=True)
    source_index: Mapped[bytes] = mapped_column(Bytes32, index=True)  # keyed hash of the asking network address
    account_id: Mapped[int | None] = mapped_column(BigInteger)  # of a re-authentication
    code_hash: Mapped[bytes] = mapped_column(Bytes32)  # keyed, with the ticket
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
