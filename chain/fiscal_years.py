"""Fiscal years (年度): from 1 April to 31 March, Japanese time, named by the year they begin in."""

from __future__ import annotations

from datetime import datetime

from chain.clock import JST, from_unix, unix

_APRIL = 4


def fiscal_year_of(moment: int) -> int:
    """Shape: unix seconds."""
    local = from_unix(moment).astimezone(JST)
    return local.year if local.month >= _APRIL else local.year - 1


def span_of_fiscal_year(year: int) -> tuple[int, int]:
    """Unix seconds of its first moment and of the first moment after it."""
    begin, end = (datetime(first, _APRIL, 1, tzinfo=JST) for first in (year, year + 1))
    return unix(begin), unix(end)
