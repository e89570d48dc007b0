"""A town's receipts for donations: issued when a supporter asks, again under their number, and listed for the town."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date
from chain.db import Database, OwnData, plain_rows
from chain.ids import Address, MunicipalityCode
from marketplace.models import Town
from marketplace.models.projects.errors import ReceiptNotDue, ReceiptUnknown
from marketplace.models.projects.receipts import (
    DonationReceipt,
    DonationReceiptReading,
    Donor,
    kept_until,
    steps_to_json,
)
from marketplace.ports import Cipher
from marketplace.queries.projects.receipts import ReceiptYear, issued_by, receipt_years, years_issued_by
from marketplace.queries.projects.views import ProjectView

PURPOSE = "donation receipt"


@dataclass(frozen=True, slots=True)
class ReceiptOfYear:
    """`donor` None: no receipt was issued, or its name and address are erased."""

    view: ProjectView
    year: ReceiptYear
    donor: Donor | None


@dataclass(frozen=True, slots=True)
class IssuedReceipt:
    receipt: DonationReceipt
    donor: Donor | None


class IssueReceipt:
    """Does not check that an officer serves the town; the surface does."""

    def __init__(self, db: Database, clock: Clock, cipher: Cipher) -> None:
        self.db = db
        self.clock = clock
        self.cipher = cipher

    def years(self, number: int, supporter: Address) -> tuple[ProjectView, list[ReceiptYear]]:
        """Raises: ProjectUnknown, also for who has pledged nothing to it."""
        with self.db.read() as session:
            return receipt_years(session, number, supporter, self.clock.now())

    def of_year(self, number: int, supporter: Address, year: int) -> ReceiptOfYear:
        """Raises: ProjectUnknown, ReceiptUnknown when nothing was handed over in that year."""
        with self.db.read() as session:
            view, found = self._year(session, number, supporter, year)
            return ReceiptOfYear(view, found, self._donor(found.receipt) if found.receipt else None)

    def issue(self, number: int, supporter: Address, year: int, donor: Donor) -> None:
        """Issue it, or issue it again with another name or address. The same words again change nothing.

        Raises: ProjectUnknown, ReceiptUnknown, ReceiptNotDue, Invalid (name, address).
        """
        donor, now = donor.checked(), self.clock.now()
        with self.db.write() as session:
            view, found = self._year(session, number, supporter, year)
            if found.hindrance or business_date(now) > kept_until(year):
                raise ReceiptNotDue(number, year, found.hindrance or "erased")
            town = view.project.municipality
            session.get(Town, town, with_for_update=True)  # numbers are given one after another
            receipt = session.scalar(_receipt(number, supporter, year))
            if receipt is not None:
                if self._donor(receipt) != donor:
                    receipt.sealed = self._sealed(receipt, donor)
                    receipt.edition, receipt.reissued_at = receipt.edition + 1, now
                return
            last = select(func.max(DonationReceipt.serial)).filter_by(municipality=town, year=year)
            receipt = DonationReceipt(
                municipality=town, year=year, serial=(session.scalar(last) or 0) + 1, project_number=number,
                supporter=supporter, amount=found.total, steps=steps_to_json(found.steps), edition=1, issued_at=now,
            )  # fmt: skip
            receipt.sealed = self._sealed(receipt, donor)
            session.add(receipt)

    def find(self, receipt_id: int) -> DonationReceipt:
        """Without name and address, for who checks a paper. Raises: ReceiptUnknown."""
        with self.db.read() as session:
            receipt = session.get(DonationReceipt, receipt_id)
            if receipt is None:
                raise ReceiptUnknown(receipt_id)
            return receipt

    def listed(self, town: MunicipalityCode, year: int | None) -> tuple[list[int], Sequence[DonationReceipt]]:
        """The years with receipts, and those of one of them, by default the newest; without names and addresses."""
        with self.db.read() as session:
            years = years_issued_by(session, town)
            return years, issued_by(session, town, year if year in years else years[0]) if years else []

    def read_list(self, town: MunicipalityCode, year: int, officer: Address) -> list[IssuedReceipt]:
        """With names and addresses; that it was read is noted."""
        with self.db.write() as session:
            receipts = issued_by(session, town, year)
            if receipts:
                noted = DonationReceiptReading(municipality=town, year=year, officer=officer, read_at=self.clock.now())
                session.add(noted)
            return [IssuedReceipt(one, self._donor(one)) for one in receipts]

    def forget_old(self) -> None:
        """Names and addresses whose time is over."""
        today = business_date(self.clock.now())
        with self.db.write() as session:
            old = select(DonationReceipt).where(DonationReceipt.year <= _oldest_kept(today) - 1)
            for receipt in session.scalars(old.where(DonationReceipt.sealed.is_not(None)).with_for_update()):
                receipt.sealed = None

    def own_data(self, session: Session, person: Address) -> OwnData:
        own = select(DonationReceipt).filter_by(supporter=person).order_by(DonationReceipt.id)
        receipts = session.scalars(own).all()
        readings = select(DonationReceiptReading.municipality, DonationReceiptReading.read_at)
        read = readings.where(or_(false(), *(_covers(one) for one in receipts)))
        return {
            "donation_receipts": [_plain(one, self._donor(one)) for one in receipts],
            "donation_receipt_readings": plain_rows(session, read),
        }

    def _year(self, session: Session, number: int, supporter: Address, year: int) -> tuple[ProjectView, ReceiptYear]:
        view, years = receipt_years(session, number, supporter, self.clock.now())
        found = next((one for one in years if one.year == year), None)
        if found is None:
            raise ReceiptUnknown(f"{number}/{year}")
        return view, found

    def _sealed(self, receipt: DonationReceipt, donor: Donor) -> bytes:
        words = json.dumps(donor.as_json(), ensure_ascii=False)
        return self.cipher.seal(PURPOSE, words.encode(), _bound_to(receipt))

    def _donor(self, receipt: DonationReceipt) -> Donor | None:
        if receipt.sealed is None:
            return None
        return Donor(**json.loads(self.cipher.open(PURPOSE, receipt.sealed, _bound_to(receipt))))


def _receipt(number: int, supporter: Address, year: int) -> Select[DonationReceipt]:
    found = select(DonationReceipt).filter_by(project_number=number, supporter=supporter, year=year)
    return found.with_for_update()


def _bound_to(receipt: DonationReceipt) -> str:
    return f"{receipt.project_number}:{receipt.supporter}:{receipt.year}"


def _oldest_kept(today: date) -> int:
    """The oldest year whose names are still kept."""
    return next(year for year in range(today.year - 7, today.year + 1) if kept_until(year) >= today)


def _covers(receipt: DonationReceipt) -> ColumnElement[bool]:
    """Of readings: whether it was in the list that was read."""
    return and_(
        DonationReceiptReading.municipality == receipt.municipality,
        DonationReceiptReading.year == receipt.year,
        DonationReceiptReading.read_at >= receipt.issued_at,
    )


def _plain(receipt: DonationReceipt, donor: Donor | None) -> dict[str, object]:
    return {
        "number": receipt.number,
        "project": receipt.project_number,
        "amount": int(receipt.amount),
        "edition": receipt.edition,
        "issued_at": receipt.issued_at,
        **(donor.as_json() if donor else {}),
    }
