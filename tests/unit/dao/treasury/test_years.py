"""Fiscal years begin on 1 April in Japan, and each moment is in exactly one."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from chain.clock import unix
from dao.models.treasury import fiscal_year_of, span_of_fiscal_year


def test_the_year_turns_at_midnight_in_japan() -> None:
    midnight = unix(datetime(2027, 3, 31, 15, tzinfo=UTC))
    assert (fiscal_year_of(midnight - 1), fiscal_year_of(midnight)) == (2026, 2027)


@given(st.integers(0, 10**10))
def test_a_moment_lies_within_the_span_of_its_year_and_years_touch(moment: int) -> None:
    begin, end = span_of_fiscal_year(fiscal_year_of(moment))
    assert begin <= moment < end
    assert fiscal_year_of(end) == fiscal_year_of(moment) + 1
