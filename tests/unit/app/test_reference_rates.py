"""What a reference rate looks like in the setting, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.reference_rates import read_rates
from chain.errors import ConfigError


def test_rates_and_their_day_are_read() -> None:
    found = read_rates("EUR=0.0061, USD=0.0067, 2026-11-20")
    assert found is not None
    assert found.as_of == date(2026, 11, 20)
    assert found.rates == (("EUR", Decimal("0.0061")), ("USD", Decimal("0.0067")))
    assert read_rates("") is None


WRONG = (
    "EUR=0.0061",
    "2026-11-20",
    "EUR=abc,2026-11-20",
    "euro=1,2026-11-20",
    "EUR=-1,2026-11-20",
    "EUR=NaN,2026-11-20",
)


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_rate_is_a_wrong_setting(text: str) -> None:
    with pytest.raises(ConfigError, match="MUSUBI_REFERENCE_RATES"):
        read_rates(text)
