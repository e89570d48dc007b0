"""An officer writes down a disaster, which towns it struck, and how much everybody gets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from chain.clock import Clock, business_date
from chain.db import Database
from chain.errors import Invalid
from chain.events import record
from chain.ids import Address, MunicipalityCode, contains_my_number
from chain.units import Points
from points.errors import ReliefRefused
from points.models import Relief, ReliefTown
from points.models.program import six_months_after
from points.models.relief import LONGEST_NAME, MOST_EACH
from points.services.relief.moving import towns_asked


@dataclass(frozen=True, slots=True)
class ReliefTerms:
    """`others`: struck towns besides one's own."""

    name_ja: str
    name_en: str
    struck_on: date
    each: Points
    expiry_day: date
    with_shelters: bool
    others: tuple[MunicipalityCode, ...] = ()
    per_household: bool = False

    def check(self, today: date) -> None:
        """Raises: Invalid naming the field."""
        for field, text in (("name_ja", self.name_ja), ("name_en", self.name_en)):
            if len(text.strip()) > LONGEST_NAME:
                raise Invalid(field, "too_long")
            if contains_my_number(text):
                raise Invalid(field, "my_number")
        if not self.name_ja.strip():
            raise Invalid("name_ja", "empty")
        if self.struck_on > today:
            raise Invalid("struck_on", "not_yet")
        if self.each == 0:
            raise Invalid("each", "zero")
        if self.each > MOST_EACH:
            raise Invalid("each", "too_large", most=MOST_EACH)
        if self.expiry_day < today:
            raise Invalid("expiry_day", "past")
        if self.expiry_day >= six_months_after(today):
            raise Invalid("expiry_day", "six_months")


class WriteRelief:
    """Does not check that the officer may; the surface does by role."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def check_new(self, issuer: MunicipalityCode, terms: ReliefTerms) -> None:
        """Before a program is opened for it. Raises: Invalid naming the field; ReliefRefused (same)."""
        terms.check(business_date(self.clock.now()))
        same = select(Relief.id).filter_by(
            municipality=issuer, struck_on=terms.struck_on, name_ja=terms.name_ja.strip()
        )
        with self.db.read() as session:
            if session.scalar(same) is not None:
                raise ReliefRefused("same")

    def write(self, issuer: MunicipalityCode, officer: Address, terms: ReliefTerms, program_id: int) -> int:
        """Its number. `program_id`: of the town, open or on its way there. The other towns' officers are told.

        Raises: as above.
        """
        now = self.clock.now()
        self.check_new(issuer, terms)
        others = sorted(set(terms.others) - {issuer})
        try:
            with self.db.write() as session:
                relief = _row(issuer, officer, terms, program_id, now)
                session.add(relief)
                session.flush()
                session.add_all(ReliefTown(relief_id=relief.id, municipality=one) for one in others)
                if others:
                    record(session, towns_asked(relief, others), now)
                return relief.id
        except IntegrityError as error:  # two officers at the same moment
            raise ReliefRefused("same") from error


def _row(issuer: MunicipalityCode, officer: Address, terms: ReliefTerms, program_id: int, now: datetime) -> Relief:
    return Relief(
        municipality=issuer,
        name_ja=terms.name_ja.strip(),
        name_en=terms.name_en.strip(),
        struck_on=terms.struck_on,
        program_id=program_id,
        each=terms.each,
        expiry_day=terms.expiry_day,
        with_shelters=terms.with_shelters,
        per_household=terms.per_household,
        created_by=officer,
        created_at=now,
    )
