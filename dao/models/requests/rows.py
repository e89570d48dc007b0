"""Rows of requests for communities."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, MunicipalityCodeType, UtcDateTime
from chain.ids import Address, MunicipalityCode


class Kind(StrEnum):
    TOWN = "town"
    JOINT = "joint"  # of several towns, each of which agrees first
    PROJECT = "project"  # for one project, by the cards of its series


class RequestState(StrEnum):
    ASKED = "asked"  # waits for other towns
    REFUSED = "refused"  # by one of them
    WITHDRAWN = "withdrawn"
    APPROVED = "approved"  # waits to be opened
    OPENING = "opening"  # its contracts are being deployed
    FAILED = "failed"  # that did not work; it is tried again
    OPENED = "opened"


class CommunityRequest(Base):
    """`profile` and `rules` as dao.services.requests.request_community wrote them."""

    __tablename__ = "community_request"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    slug: Mapped[str] = mapped_column(String(40), index=True)
    kind: Mapped[Kind] = mapped_column(String(10))
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, index=True)  # that asks
    officer: Mapped[Address] = mapped_column(AddressType)
    profile: Mapped[dict[str, Any]] = mapped_column(JSON)
    collection: Mapped[Address] = mapped_column(AddressType)  # whose cards vote
    rules: Mapped[dict[str, int]] = mapped_column(JSON)
    state: Mapped[RequestState] = mapped_column(String(10), index=True)
    reason: Mapped[str] = mapped_column(Text, default="")  # of a refusal
    error: Mapped[str] = mapped_column(Text, default="")  # for the operator
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class TownConsent(Base):
    """Another town of a joint community; its guardian can veto, so it is asked."""

    __tablename__ = "community_request_town"

    request_row: Mapped[int] = mapped_column(BigId, ForeignKey("community_request.id"), primary_key=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, primary_key=True, index=True)
    officer: Mapped[Address | None] = mapped_column(AddressType)  # who agreed
    agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
