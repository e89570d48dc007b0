"""What a connected service is registered with as an OpenID client: where people are sent back to, what it may ask
for and why, and hashes of its secrets. Whether the service exists is another domain's to say."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, UtcDateTime
from chain.ids import Address

SECRET_OVERLAP = timedelta(hours=24)  # so long the older secret is still taken after a new one was made
MOST_REDIRECTS = 10
LONGEST_REDIRECT = 300
LONGEST_PURPOSE = 200


class OpenIdClient(Base):
    """`scopes`: {"scope", "ja", "en", "is_required"} each, the purposes in the service's own words."""

    __tablename__ = "openid_client"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    client_id: Mapped[str] = mapped_column(String(24), unique=True)
    redirect_uris: Mapped[list[str]] = mapped_column(JSON)
    scopes: Mapped[list[dict[str, object]]] = mapped_column(JSON)
    changed_by: Mapped[Address] = mapped_column(AddressType)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class OpenIdSecret(Base):
    """The newest has no end; those before it end some hours after it was made."""

    __tablename__ = "openid_secret"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    client_row: Mapped[int] = mapped_column(BigId, ForeignKey("openid_client.id"), index=True)
    secret_hash: Mapped[bytes] = mapped_column(Bytes32)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
