"""What the form above each page chooses, period and program, in the address: so that a page can be kept and sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.wiring import current_platform
from chain.clock import business_date
from chain.ids import MunicipalityCode
from points.analytics.models.period import Period, fiscal_year, period_between, weeks_until
from points.analytics.queries.towns import programs_of
from points.queries.programs import ProgramName, program_names, program_on_chain

_WEEKS = 13


@dataclass(frozen=True, slots=True)
class Choice:
    """`programs` are those of the town, `program_id` the one that was chosen or 0 for all."""

    period: Period
    today: date
    programs: dict[int, ProgramName]
    program_id: int

    @property
    def program_ids(self) -> list[int]:
        return [self.program_id] if self.program_id else list(self.programs)

    @property
    def address(self) -> dict[str, str]:
        """For links to the same choice."""
        chosen = {"since": self.period.first.isoformat(), "until": self.period.last.isoformat()}
        return chosen | ({"program": str(self.program_id)} if self.program_id else {})


def choose(session: Session, code: MunicipalityCode) -> Choice:
    """Raises: NotFound for a program of another town."""
    today, number = business_date(current_platform().clock.now()), request.args.get("program", 0, type=int)
    if number:
        program_on_chain(session, code, number)
    programs = program_names(session, programs_of(session, code))
    return Choice(chosen_period(today), today, programs, number)


def chosen_period(today: date) -> Period:
    """As the address says; else thirteen weeks until today."""
    since, until = _day("since"), _day("until")
    if since is None and until is None:
        return weeks_until(today, _WEEKS)
    return period_between(since or until or today, until or today)


def usual_periods(today: date) -> list[tuple[str, Period]]:
    return [
        (_("4週間"), weeks_until(today, 4)),
        (_("13週間"), weeks_until(today, _WEEKS)),
        (_("今年度"), fiscal_year(today)),
        (_("52週間"), weeks_until(today, 52)),
    ]


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
