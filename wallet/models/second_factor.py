"""What an officer shows beside the code by mail (二要素認証): an app that counts codes, or a code from paper."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import Base, BigId, Bytes32, UtcDateTime

RECOVERY_CODES = 10
SECOND_TRIES = 5
LOCKED_FOR = timedelta(minutes=15)


class AuthenticatorApp(Base):
    """Counts once `confirmed_at`: the person has shown that the app has the secret."""

    __tablename__ = "authenticator_app"

    account_id: Mapped[int] = mapped_column(BigId, ForeignKey("account.id"), primary_key=True, autoincrement=False)
    sealed_secret: Mapped[bytes] = mapped_column(LargeBinary)  # bound to the account's address
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)  # of the newest code that was taken
    wrong_tries: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RecoveryCode(Base):
    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    account_id: Mapped[int] = mapped_column(BigId, ForeignKey("account.id"), index=True)
    code_hash: Mapped[bytes] = mapped_column(Bytes32)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
