"""Point programs (ポイント事業) as officers write them. The chain's own copy is `ProgramOnChain`."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from eth_utils import keccak
from sqlalchemy import JSON, BigInteger, Date, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chain.clock import day_number
from chain.db import AddressType, Base, Bytes32, MunicipalityCodeType, PointsType, UtcDateTime
from chain.ids import Address, MunicipalityCode
from chain.units import Points


class ProgramState(StrEnum):
    DRAFT = "draft"  # written, not yet signed
    PENDING = "pending"  # signed, on its way to the chain
    OPEN = "open"  # on chain
    FAILED = "failed"  # the contract will never take it


class LegalClass(StrEnum):
    """How the Payment Services Act (資金決済法) sees a program of a municipality."""

    FREE = "free"  # nothing was paid for the points: no 前払式支払手段 (art. 3)
    PAID_SIX_MONTHS = "paid_six_months"  # usable at most six months: exempt by art. 4 (2)
    PAID_PUBLIC_ISSUER = "paid_public_issuer"  # longer, exempt by art. 4 (3) as the issuer is a 地方公共団体


class Program(Base):
    __tablename__ = "points_program"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)  # programId on chain
    issuer: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, index=True)
    area_id: Mapped[int] = mapped_column(BigInteger)
    name_ja: Mapped[str] = mapped_column(String(100))
    name_en: Mapped[str] = mapped_column(String(100), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    cap: Mapped[Points] = mapped_column(PointsType)
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    is_paid: Mapped[bool] = mapped_column(default=False)
    is_transferable: Mapped[bool] = mapped_column(default=False)
    is_verified_only: Mapped[bool] = mapped_column(default=False)
    refunds_expired: Mapped[bool] = mapped_column(default=False)
    terms_hash: Mapped[bytes] = mapped_column(Bytes32)
    deadline: Mapped[int] = mapped_column(BigInteger)  # of the officer's signature, unix seconds
    created_by: Mapped[Address] = mapped_column(AddressType)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failure: Mapped[str] = mapped_column(String(100), default="")  # the contract error's name
    failure_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    @property
    def legal_class(self) -> LegalClass:
        return legal_class(self.is_paid, self.first_day, self.last_day)


def program_state(program: Program | None, is_on_chain: bool) -> ProgramState:
    """`program` is None for one that another installation opened."""
    if is_on_chain:
        return ProgramState.OPEN
    if program is None or program.submitted_at is None:
        return ProgramState.DRAFT
    return ProgramState.FAILED if program.failure else ProgramState.PENDING


def legal_class(is_paid: bool, issued_on: date, last_day: date) -> LegalClass:
    """Source: 資金決済法 art. 3 and 4; six months are counted from the day of issue (発行の日)."""
    if not is_paid:
        return LegalClass.FREE
    return LegalClass.PAID_SIX_MONTHS if last_day < six_months_after(issued_on) else LegalClass.PAID_PUBLIC_ISSUER


def six_months_after(day: date) -> date:
    """The same day six months on, or the last day of that month when it has none."""
    month = day.month + 6
    year, month = (day.year + 1, month - 12) if month > 12 else (day.year, month)
    for shown in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, shown))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def terms_hash(*, name_ja: str, description: str, first_day: date, last_day: date) -> bytes:
    """Hash of the published terms: anybody with the page can recompute it."""
    terms = "\n".join((name_ja, description, str(day_number(first_day)), str(day_number(last_day))))
    return keccak(terms.encode())
