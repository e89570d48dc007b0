"""What is measured: steps and minutes asleep, of one day, within what a person can do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.sandbox_services.common.about import Text

TOKYO = ZoneInfo("Asia/Tokyo")
OLDEST = timedelta(days=366)


class Kind(StrEnum):
    STEPS = "steps"
    SLEEP = "sleep"


MOST = {Kind.STEPS: 200_000, Kind.SLEEP: 24 * 60}


@dataclass(frozen=True, slots=True)
class Measure:
    """`point` tells parts of a day apart, such as the steps of each hour; empty where the value is the whole day's."""

    kind: Kind
    day: date
    value: int
    point: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a file, and where: a row as a spreadsheet counts, or the place in a list."""

    row: int
    words: Text


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds. What can be read is kept whatever else is wrong with it."""

    measures: list[Measure]
    problems: list[Problem]


def local_day(moment: datetime) -> date:
    return moment.astimezone(TOKYO).date()


def problem_of(kind: Kind, day: date, value: int, today: date) -> Text | None:
    """Why this cannot be."""
    if day > today:
        return "先の日付です。", "This day has not come yet."
    if day < today - OLDEST:
        return "1年より前の日付です。", "More than a year ago."
    if value < 0:
        return "マイナスの数です。", "A number below zero."
    if value > MOST[kind]:
        unit = ("歩", "steps") if kind is Kind.STEPS else ("分", "minutes")
        return f"大きすぎます（{MOST[kind]:,}{unit[0]}まで）。", f"Too large (at most {MOST[kind]:,} {unit[1]})."
    return None
