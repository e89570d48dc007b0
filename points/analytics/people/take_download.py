"""Gives an officer an anonymised file, checks it before, and records who took it and what for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode, contains_my_number
from points.analytics.people.datasets import SHAPES, month_lines
from points.analytics.people.months import months_from
from points.analytics.ports import Homes
from points.analytics.records import Line, assert_k_anonymous, smallest_class
from points.models.analysis_download import MOST_PURPOSE, AnalysisDownload, DataSet

_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """`first` and `last`: first days of finished months."""

    data_set: DataSet
    first: date
    last: date
    purpose: str


@dataclass(frozen=True, slots=True)
class Taken:
    """`rows`: codes in the order of the columns, without anything by which somebody was counted."""

    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]


class TakeDownload:
    def __init__(self, db: Database, clock: Clock, homes: Homes) -> None:
        self._db = db
        self._clock = clock
        self._homes = homes

    def take(self, town: MunicipalityCode, officer: Address, wanted: Wanted) -> Taken:
        """Raises: Invalid (purpose: purpose_missing, purpose_too_long, my_number; months as months_from), NotAnonymous.

        Effects: a line in the town's list of downloads, in the transaction that read the file.
        """
        purpose = _purpose(wanted.purpose)
        now = self._clock.now()
        months = months_from(wanted.first, wanted.last, business_date(now))
        with self._db.write() as session:
            files = [month_lines(session, self._homes, wanted.data_set, town, month, now) for month in months]
            for lines in files:
                assert_k_anonymous(lines, is_varied=SHAPES[wanted.data_set].is_varied)
            session.add(
                AnalysisDownload(
                    municipality=town,
                    officer=officer,
                    at=now,
                    data_set=wanted.data_set,
                    first_month=wanted.first,
                    last_month=wanted.last,
                    purpose=purpose,
                    lines=sum(map(len, files)),
                    smallest=min((smallest_class(lines) for lines in files if lines), default=0),
                )
            )
        return Taken(SHAPES[wanted.data_set].columns, _rows(months, files))

    def downloads(self, town: MunicipalityCode) -> Sequence[AnalysisDownload]:
        """The newest first."""
        with self._db.read() as session:
            return downloads_of(session, town)


def downloads_of(session: Session, town: MunicipalityCode) -> Sequence[AnalysisDownload]:
    found = select(AnalysisDownload).where(AnalysisDownload.municipality == town).order_by(AnalysisDownload.id.desc())
    return session.scalars(found.limit(_SHOWN)).all()


def _rows(months: Sequence[date], files: Sequence[Sequence[Line]]) -> list[tuple[str, ...]]:
    return [
        (f"{month:%Y-%m}", *line.clues, *line.values)
        for month, lines in zip(months, files, strict=True)
        for line in lines
    ]


def _purpose(typed: str) -> str:
    shown = " ".join(typed.split())
    if not shown:
        raise Invalid("purpose", "purpose_missing")
    if len(shown) > MOST_PURPOSE:
        raise Invalid("purpose", "purpose_too_long", most=MOST_PURPOSE)
    if contains_my_number(shown):
        raise Invalid("purpose", "my_number")
    return shown
