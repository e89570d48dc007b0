"""One act waiting for its person's signature on the page /sign/<id>, in the words that page shows."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, Bytes32, UtcDateTime
from chain.ids import Address

REQUEST_LIFETIME = timedelta(minutes=15)


class RequestState(StrEnum):
    OPEN = "open"  # nothing signed yet
    SIGNED = "signed"  # signature kept; the act it was for may be repeated with it until it is done
    DONE = "done"  # handed over
    EXPIRED = "expired"


class SignatureRequest(Base):
    __tablename__ = "signature_request"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)  # random, unguessable
    address: Mapped[Address] = mapped_column(AddressType, index=True)
    purpose: Mapped[str] = mapped_column(String(60))  # key of the completion, e.g. "marketplace.order"
    subject: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200))
    words: Mapped[list[list[str]]] = mapped_column(JSON)  # [label, value] rows
    consequence: Mapped[str] = mapped_column(Text, default="")
    typed_data: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[bytes] = mapped_column(Bytes32)
    return_to: Mapped[str] = mapped_column(String(500))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def state(self, now: datetime) -> RequestState:
        if self.done_at is not None:
            return RequestState.DONE
        if now >= self.expires_at:
            return RequestState.EXPIRED
        return RequestState.OPEN if self.signature is None else RequestState.SIGNED
