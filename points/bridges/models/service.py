"""A connected service (連携サービス): who runs it, which events it may send and from which towns, and its secrets."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, MunicipalityCodeType, UtcDateTime
from chain.ids import Address, MunicipalityCode

SECRET_OVERLAP = timedelta(hours=24)  # so long the older secret still signs after a new one was made
MOST_PURPOSE = 400


class ServiceState(StrEnum):
    TEST = "test"  # test subjects alone; nothing it sends is handed on
    LIVE = "live"
    STOPPED = "stopped"  # by the town; its events are refused


class ServiceActKind(StrEnum):
    INVITED = "invited"
    CHANGED = "changed"
    WENT_LIVE = "went_live"
    BACK_TO_TEST = "back_to_test"
    STOPPED = "stopped"
    NEW_SECRET = "new_secret"  # noqa: S105 - a kind of act  # nosec B105
    EVENT_REPLAYED = "event_replayed"
    EVENT_DROPPED = "event_dropped"
    WEBHOOK_SET = "webhook_set"
    WEBHOOK_REMOVED = "webhook_removed"
    MESSAGE_RESENT = "message_resent"
    SIGN_IN_SET = "sign_in_set"
    PERSON_ADDED = "person_added"
    PERSON_REMOVED = "person_removed"
    CLIENT_SECRET = "client_secret"  # noqa: S105 - a kind of act  # nosec B105


class ConnectedService(Base):
    __tablename__ = "bridge_service"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    client_id: Mapped[str] = mapped_column(String(24), unique=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, index=True)  # that registered it
    name_ja: Mapped[str] = mapped_column(String(100))
    name_en: Mapped[str] = mapped_column(String(100))
    purpose: Mapped[str] = mapped_column(Text)
    contact_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    towns: Mapped[list[str]] = mapped_column(JSON)  # where its events may happen
    event_types: Mapped[list[str]] = mapped_column(JSON)
    ticket_services: Mapped[list[int]] = mapped_column(
        JSON, default=list, server_default="[]"
    )  # whose sales it hears of
    check_ins: Mapped[list[list[int]]] = mapped_column(
        JSON, default=list, server_default="[]"
    )  # [ticket service, place]: whose parts at which place it may cancel
    state: Mapped[ServiceState] = mapped_column(String(8), default=ServiceState.TEST)
    reason: Mapped[str] = mapped_column(Text, default="")  # why it was stopped
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ServiceSecret(Base):
    """Of webhooks in both directions. The newest has no end; those before it end some hours after it was made."""

    __tablename__ = "bridge_secret"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("bridge_service.id"), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ServiceAct(Base):
    """Who did what with a service: officers and the vendor's people. Written in the transaction of the act itself."""

    __tablename__ = "bridge_act"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("bridge_service.id"), index=True)
    kind: Mapped[ServiceActKind] = mapped_column(String(20))
    actor: Mapped[Address] = mapped_column(AddressType)
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
