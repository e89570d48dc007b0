"""Values of indicators, one a fiscal year: entered, corrected with the earlier ones kept, taken back, or read from a
list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.errors import Invalid
from chain.fiscal_years import fiscal_year_of
from chain.ids import Address, MunicipalityCode
from points.analytics.wellbeing.keep_indicators import own_indicator
from points.analytics.wellbeing.value_file import Problem, ValueRow, read_values
from points.errors import ValueChanged
from points.models.indicator import (
    FIRST_YEAR,
    LONGEST_NOTE,
    LONGEST_SOURCE,
    Indicator,
    IndicatorValue,
    read_value,
    written,
)
from points.services.campaigns.open_terms import plain_text


@dataclass(frozen=True, slots=True)
class Entry:
    """`thousandths` None takes the year's value back; then the note says why."""

    year: int
    thousandths: int | None
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ListOutcome:
    """With problems nothing of the list is kept."""

    new: int = 0
    corrected: int = 0
    same: int = 0
    problems: tuple[Problem, ...] = ()


class EnterValues:
    """Does not check that the officer may; the surface does by role."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def enter(
        self, town: MunicipalityCode, officer: Address, indicator_id: int, entry: Entry, seen_revision: int
    ) -> None:
        """`seen_revision`: the year's as it stood on the officer's page, 0 where there was none.

        Raises: NotFound, also for another town's; Invalid naming the field; ValueChanged.
        """
        with self.db.write() as session:
            indicator = own_indicator(session, town, indicator_id, lock=True)
            checked = self._checked(indicator, entry)
            revision = _revision(session, indicator_id, entry.year)
            if revision != seen_revision:
                raise ValueChanged(entry.year)
            if checked.thousandths is None and not revision:
                raise Invalid("value", "empty")
            session.add(self._row(indicator_id, officer, checked, revision + 1))

    def enter_list(self, town: MunicipalityCode, officer: Address, raw: bytes) -> ListOutcome:
        """All of the list, or nothing of it. Raises: ValueFileRefused."""
        rows = read_values(raw)
        with self.db.write() as session:
            found = session.scalars(select(Indicator).where(Indicator.municipality == town).with_for_update())
            indicators = {row.name_ja: row for row in found}
            read, problems = self._read(rows, indicators)
            if problems:
                return ListOutcome(problems=tuple(problems))
            return self._keep(session, officer, read)

    def _read(
        self, rows: Sequence[ValueRow], indicators: dict[str, Indicator]
    ) -> tuple[list[tuple[Indicator, Entry]], list[Problem]]:
        read: list[tuple[Indicator, Entry]] = []
        problems: list[Problem] = []
        seen: dict[tuple[int, int], int] = {}
        for row in rows:
            try:
                read.append(self._read_row(row, indicators, seen))
            except Invalid as error:
                problems.append(Problem(row.number, row.indicator, error))
        return read, problems

    def _read_row(
        self, row: ValueRow, indicators: dict[str, Indicator], seen: dict[tuple[int, int], int]
    ) -> tuple[Indicator, Entry]:
        """`seen`: rows by indicator and year. Raises: Invalid naming the field."""
        indicator = indicators.get(row.indicator)
        if indicator is None:
            raise Invalid("indicator", "indicator_unknown")
        entry = self._checked(indicator, _entry(row))
        earlier = seen.setdefault((indicator.id, entry.year), row.number)
        if earlier != row.number:
            raise Invalid("year", "year_twice", row=earlier)
        return indicator, entry

    def _keep(self, session: Session, officer: Address, read: list[tuple[Indicator, Entry]]) -> ListOutcome:
        new = corrected = same = 0
        for indicator, entry in read:
            last = newest_value(session, indicator.id, entry.year)
            if last is not None and (last.thousandths, last.source, last.note) == (
                entry.thousandths, entry.source, entry.note,
            ):  # fmt: skip
                same += 1
                continue
            session.add(self._row(indicator.id, officer, entry, (last.revision if last else 0) + 1))
            new, corrected = (new, corrected + 1) if last else (new + 1, corrected)
        return ListOutcome(new, corrected, same)

    def _checked(self, indicator: Indicator, entry: Entry) -> Entry:
        """Raises: Invalid naming the field."""
        if not FIRST_YEAR <= entry.year <= fiscal_year_of(unix(self.clock.now())):
            raise Invalid("year", "year_out_of_range", first=FIRST_YEAR)
        source = plain_text("source", entry.source, LONGEST_SOURCE)
        note = plain_text("note", entry.note, LONGEST_NOTE)
        if entry.thousandths is None:
            if not note:
                raise Invalid("note", "empty")
        elif not source:
            raise Invalid("source", "empty")
        else:
            _check_scale(indicator, entry.thousandths)
        return Entry(entry.year, entry.thousandths, source, note)

    def _row(self, indicator_id: int, officer: Address, entry: Entry, revision: int) -> IndicatorValue:
        return IndicatorValue(
            indicator_id=indicator_id,
            year=entry.year,
            revision=revision,
            thousandths=entry.thousandths,
            source=entry.source,
            note=entry.note,
            entered_by=officer,
            entered_at=self.clock.now(),
        )


def _check_scale(indicator: Indicator, thousandths: int) -> None:
    """Raises: Invalid (off_scale)."""
    least, most = indicator.least, indicator.most
    if least is not None and most is not None and not least <= thousandths <= most:
        raise Invalid("value", "off_scale", least=written(least), most=written(most))


def newest_value(session: Session, indicator_id: int, year: int) -> IndicatorValue | None:
    of_year = select(IndicatorValue).filter_by(indicator_id=indicator_id, year=year)
    return session.scalar(of_year.order_by(IndicatorValue.revision.desc()).limit(1))


def _revision(session: Session, indicator_id: int, year: int) -> int:
    of_year = select(func.max(IndicatorValue.revision)).filter_by(indicator_id=indicator_id, year=year)
    return session.scalar(of_year) or 0


def _entry(row: ValueRow) -> Entry:
    """Raises: Invalid naming the field."""
    return Entry(row.fiscal_year, read_value(row.value), row.source, row.note)
