"""Receipts (受領証明書) for donations: what of somebody's pledges reached the payees, year by year, and for whom.

Name and address are asked only for a receipt. They are kept sealed as long as it may be needed again: a refund of
income tax can be asked for until five years after the year's end, a correction until five years after the return was
due on 15 March (国税通則法 art. 23 and 74). Then number, amounts and days alone stay, which is what the town's books
need.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chain.db import AddressType, Base, BigId, MunicipalityCodeType, UtcDateTime, YenType
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from marketplace.models.projects.rules import amount_handed_over
from marketplace.models.projects.written import Project
from marketplace.models.selling.wording import plain_words


@dataclass(frozen=True, slots=True)
class PaidStep:
    """A milestone that was paid out, on its day in Japan."""

    milestone: int
    amount: Yen
    day: date


def handed_over(pledged: Yen, raised: Yen, steps: Sequence[PaidStep]) -> list[PaidStep]:
    """One supporter's part of each step, in their order: whole yen that sum to `amount_handed_over` of them all."""
    parts, paid, before = [], 0, 0
    for step in steps:
        paid += int(step.amount)
        reached = int(amount_handed_over(pledged, raised, Yen(paid)))
        parts.append(PaidStep(step.milestone, Yen(reached - before), step.day))
        before = reached
    return parts


def kept_until(year: int) -> date:
    """The last day on which name and address of a receipt for `year` are kept."""
    return date(year + 6, 3, 31)


@dataclass(frozen=True, slots=True)
class Donor:
    """As it stands on the receipt."""

    name: str
    address: str

    def checked(self) -> Donor:
        """Trimmed. Raises: Invalid naming the field (my_number for what looks like one)."""
        return Donor(plain_words(self.name, "name", 80), plain_words(self.address, "address", 200))

    def as_json(self) -> dict[str, str]:
        return asdict(self)


class DonationReceipt(Base):
    """What it says never changes but for name and address: then it is issued again under its number, as another
    `edition`. `sealed` None: name and address are erased. Numbers are counted by town and year, without gaps."""

    __tablename__ = "donation_receipt"
    __table_args__ = (
        UniqueConstraint("municipality", "year", "serial", name="uq_donation_receipt_number"),
        UniqueConstraint("project_number", "supporter", "year", name="uq_donation_receipt_year"),
        Index("ix_donation_receipt_supporter", "supporter"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, ForeignKey("town.code"))
    year: Mapped[int]
    serial: Mapped[int]
    project_number: Mapped[int] = mapped_column(BigInteger, ForeignKey("project.number"))
    supporter: Mapped[Address] = mapped_column(AddressType)
    amount: Mapped[Yen] = mapped_column(YenType)
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    edition: Mapped[int] = mapped_column(default=1)
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reissued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    project: Mapped[Project] = relationship(lazy="joined", innerjoin=True)

    @property
    def number(self) -> str:
        return f"{self.municipality}-{self.year}-{self.serial:06}"

    def typed_steps(self) -> list[PaidStep]:
        return [PaidStep(one["milestone"], Yen(one["amount"]), date.fromisoformat(one["day"])) for one in self.steps]


class DonationReceiptReading(Base):
    """An officer took the list of a year's receipts, with names and addresses."""

    __tablename__ = "donation_receipt_reading"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, ForeignKey("town.code"), index=True)
    year: Mapped[int]
    officer: Mapped[Address] = mapped_column(AddressType)
    read_at: Mapped[datetime] = mapped_column(UtcDateTime)


def steps_to_json(steps: Sequence[PaidStep]) -> list[dict[str, Any]]:
    return [{"milestone": one.milestone, "amount": int(one.amount), "day": one.day.isoformat()} for one in steps]
