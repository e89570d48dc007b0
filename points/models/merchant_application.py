"""A shop's application to take part (加盟店の申し込み), and what officers did about merchants."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, MunicipalityCodeType, UtcDateTime
from chain.ids import Address, MunicipalityCode
from points.models.merchant import MerchantCategory


class ApplicationState(StrEnum):
    DRAFT = "draft"  # being written
    SUBMITTED = "submitted"  # the officer's turn
    RETURNED = "returned"  # the applicant's turn again
    ACCEPTED = "accepted"
    REJECTED = "rejected"

    @property
    def is_applicants_turn(self) -> bool:
        return self in (ApplicationState.DRAFT, ApplicationState.RETURNED)


class MerchantApplication(Base):
    """`form_sealed` holds everything that was typed, encrypted; the plain columns are what lists show."""

    __tablename__ = "points_merchant_application"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    applicant: Mapped[Address] = mapped_column(AddressType, index=True)
    municipality: Mapped[MunicipalityCode | None] = mapped_column(MunicipalityCodeType, index=True)
    name_ja: Mapped[str] = mapped_column(String(100))
    category: Mapped[MerchantCategory] = mapped_column(String(16))
    form_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[ApplicationState] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(500))  # of the last decision, as the applicant reads it
    merchant_id: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[Address | None] = mapped_column(AddressType)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MerchantImport(Base):
    """A list of shops that an officer sent. `rows_sealed` holds the good rows, encrypted, until they are registered."""

    __tablename__ = "points_merchant_import"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, index=True)
    file_name: Mapped[str] = mapped_column(String(200))
    rows_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    row_count: Mapped[int] = mapped_column()
    error_count: Mapped[int] = mapped_column()
    errors: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # row, field, reason
    created_by: Mapped[Address] = mapped_column(AddressType)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    entered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MerchantActKind(StrEnum):
    RETURNED = "returned"
    REJECTED = "rejected"
    ACCEPTED = "accepted"
    IMPORTED = "imported"
    EDITED = "edited"
    ACCOUNT_CHANGED = "account_changed"
    ACCOUNT_CHECKED = "account_checked"


class MerchantAct(Base):
    """What an officer did about a shop without a signature, by name."""

    __tablename__ = "points_merchant_act"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, index=True)
    officer: Mapped[Address] = mapped_column(AddressType)
    kind: Mapped[MerchantActKind] = mapped_column(String(16))
    about: Mapped[int] = mapped_column(BigInteger)  # the merchant, the application or the import
    name_ja: Mapped[str] = mapped_column(String(100))
    reason: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class SuspensionOrder(Base):
    """An officer stops a shop's till, or lets it go on. The signed act is on chain, the reason here."""

    __tablename__ = "points_suspension_order"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    merchant_id: Mapped[int] = mapped_column(BigInteger, index=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, index=True)
    is_suspended: Mapped[bool] = mapped_column()
    reason: Mapped[str] = mapped_column(String(500))
    nonce: Mapped[bytes] = mapped_column(Bytes32)
    deadline: Mapped[int] = mapped_column(BigInteger)
    created_by: Mapped[Address] = mapped_column(AddressType)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failure: Mapped[str] = mapped_column(String(100), default="")
    failure_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
