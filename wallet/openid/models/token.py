"""Codes and tokens that services hold. Only hashes are kept; those of one sign-in are a family and end together."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, UtcDateTime
from chain.ids import Address

CODE_LIFE = timedelta(minutes=1)
ACCESS_LIFE = timedelta(minutes=10)
REFRESH_LIFE = timedelta(days=60)  # of each one; a service that keeps coming keeps its access


class TokenKind(StrEnum):
    ACCESS = "access"
    REFRESH = "refresh"


class AuthorizationCode(Base):
    __tablename__ = "openid_code"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    code_hash: Mapped[bytes] = mapped_column(Bytes32, unique=True)
    client_id: Mapped[str] = mapped_column(String(24))
    account: Mapped[Address] = mapped_column(AddressType, index=True)
    redirect_uri: Mapped[str] = mapped_column(Text)
    scope: Mapped[str] = mapped_column(String(200))
    nonce: Mapped[str] = mapped_column(Text)
    challenge: Mapped[str] = mapped_column(String(128))  # of PKCE, S256
    family: Mapped[str] = mapped_column(String(32))
    signed_in_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class IssuedToken(Base):
    """`used_at`: a refresh token was exchanged for the next one; whoever shows it again, ends the family."""

    __tablename__ = "openid_token"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    kind: Mapped[TokenKind] = mapped_column(String(8))
    token_hash: Mapped[bytes] = mapped_column(Bytes32, unique=True)
    client_id: Mapped[str] = mapped_column(String(24))
    account: Mapped[Address] = mapped_column(AddressType, index=True)
    scope: Mapped[str] = mapped_column(String(200))
    family: Mapped[str] = mapped_column(String(32), index=True)
    signed_in_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
