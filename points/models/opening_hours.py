"""Opening hours (営業時間): spans of each weekday, on holidays others; whether a shop is open at a moment. Pure.

A span that closes after midnight counts on: 25:00 is one o'clock of the next morning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from chain.clock import JST
from chain.errors import Invalid

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOLIDAY = "holiday"
DAYS = (*WEEKDAYS, HOLIDAY)
DAY_MINUTES = 24 * 60
_LATEST = 30 * 60  # six in the next morning
_MOST_SPANS = 3
_SPAN = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")
_SIGNS = str.maketrans({**dict.fromkeys("〜~ー–—−‐", "-"), ".": ":", "、": ","})

Span = tuple[int, int]  # minutes after midnight, [opens, closes)


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """`days` by the names of `DAYS`. A weekday that is not there is a closing day; without `holiday`, a public holiday
    is like the weekday it falls on. Without any day at all nothing is known."""

    days: Mapping[str, tuple[Span, ...]]

    @property
    def is_known(self) -> bool:
        return any(self.days.values())

    def spans(self, day: date, is_holiday: Callable[[date], bool]) -> tuple[Span, ...]:
        if HOLIDAY in self.days and is_holiday(day):
            return self.days[HOLIDAY]
        return self.days.get(WEEKDAYS[day.weekday()], ())

    def is_open(self, at: datetime, is_holiday: Callable[[date], bool]) -> bool:
        """Also in the small hours that belong to the evening before."""
        local = at.astimezone(JST)
        minute, today = local.hour * 60 + local.minute, local.date()
        yesterday = self.spans(today - timedelta(days=1), is_holiday)
        return _holds(self.spans(today, is_holiday), minute) or _holds(yesterday, minute + DAY_MINUTES)

    def stored(self) -> dict[str, list[list[int]]]:
        return {day: [list(span) for span in spans] for day, spans in self.days.items()}

    @classmethod
    def loaded(cls, stored: Mapping[str, Sequence[Sequence[int]]]) -> OpeningHours:
        return cls({day: tuple((int(first), int(last)) for first, last in spans) for day, spans in stored.items()})


UNKNOWN_HOURS = OpeningHours({})


def is_public_holiday(day: date) -> bool:
    import jpholiday  # builds its tables at import

    return bool(jpholiday.is_holiday(day))


def read_spans(text: str, field: str = "hours") -> tuple[Span, ...]:
    """`10:00-14:00, 17:00-25:00` as people type it, in either width; nothing (or 休) means closed.

    Raises: Invalid (hours_form, hours_order, hours_overlap).
    """
    shown = re.sub(r"\s*-\s*", "-", unicodedata.normalize("NFKC", text).translate(_SIGNS)).strip()
    if shown in ("", "-", "休", "休み", "定休", "定休日", "closed"):
        return ()
    spans = tuple(_span(part, field) for part in re.split(r"[,\s/]+", shown) if part)
    if len(spans) > _MOST_SPANS:
        raise Invalid(field, "hours_form")
    for before, after in pairwise(spans):
        if after[0] < before[1]:
            raise Invalid(field, "hours_overlap")
    return spans


def span_words(span: Span) -> str:
    """As Japanese shops write it: past midnight the hours go on to 25:00."""
    return f"{_clock(span[0])}–{_clock(span[1])}"


def spans_typed(spans: Sequence[Span]) -> str:
    return ", ".join(f"{_clock(first)}-{_clock(last)}" for first, last in spans)


def _span(text: str, field: str) -> Span:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise Invalid(field, "hours_form")
    hour, minute, last_hour, last_minute = (int(part) for part in found.groups())
    opens, closes = hour * 60 + minute, last_hour * 60 + last_minute
    if minute > 59 or last_minute > 59 or opens >= DAY_MINUTES or closes > _LATEST:
        raise Invalid(field, "hours_form")
    if closes <= opens:
        closes += DAY_MINUTES  # 18:00-2:00 ends in the next morning
    if closes > _LATEST:
        raise Invalid(field, "hours_order")
    return opens, closes


def _holds(spans: Sequence[Span], minute: int) -> bool:
    return any(first <= minute < last for first, last in spans)


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"
