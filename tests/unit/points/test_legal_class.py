"""How the Payment Services Act sees a program."""

from __future__ import annotations

from datetime import date

import pytest

from points.models import LegalClass
from points.models.program import legal_class, six_months_after


@pytest.mark.parametrize(
    ("day", "after"),
    [
        (date(2026, 11, 24), date(2027, 5, 24)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 30), date(2028, 2, 29)),
        (date(2026, 3, 31), date(2026, 9, 30)),
    ],
)
def test_six_months_end_on_the_same_day_or_the_months_last(day: date, after: date) -> None:
    assert six_months_after(day) == after


def test_free_points_are_no_prepaid_instrument_however_long_they_last() -> None:
    assert legal_class(False, date(2026, 1, 1), date(2030, 1, 1)) == LegalClass.FREE


def test_paid_points_within_six_months_and_beyond_are_told_apart() -> None:
    assert legal_class(True, date(2026, 1, 1), date(2026, 6, 30)) == LegalClass.PAID_SIX_MONTHS
    assert legal_class(True, date(2026, 1, 1), date(2026, 7, 1)) == LegalClass.PAID_PUBLIC_ISSUER
