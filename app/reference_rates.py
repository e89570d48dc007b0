"""Rough prices in other currencies, by the setting MUSUBI_REFERENCE_RATES: what one yen is, and of which day.

Shown to readers of English only, as approximate; nothing is ever paid by them. No rates, nothing shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from flask import Flask
from flask_babel import format_currency

from app.i18n import day, language
from app.wiring import current_platform
from chain.errors import ConfigError

_SETTING = "MUSUBI_REFERENCE_RATES"
_EXAMPLE = "write it like EUR=0.0061,USD=0.0067,2026-11-20"
_DEMO = "EUR=0.0056,USD=0.0065,2026-11-20"  # invented, for the demonstration


@dataclass(frozen=True, slots=True)
class ReferenceRates:
    """`rates`: of one yen, by currency."""

    rates: tuple[tuple[str, Decimal], ...]
    as_of: date


def register(flask: Flask) -> None:
    flask.jinja_env.filters.update(about=about)


def read_rates(text: str) -> ReferenceRates | None:
    """Raises: ConfigError."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts:
        return None
    try:
        pairs = [part.split("=") for part in parts[:-1]]
        rates = tuple((_currency(code), _rate(rate)) for code, rate in pairs)
        found = ReferenceRates(rates, date.fromisoformat(parts[-1]))
    except (ValueError, InvalidOperation):
        raise ConfigError(_SETTING, _EXAMPLE) from None
    if not rates:
        raise ConfigError(_SETTING, _EXAMPLE)
    return found


def about(yen: int) -> str:
    """「about €18 or US$20 (rates of …)」 for readers of English, else nothing."""
    settings = current_platform().settings
    found = _kept(settings.reference_rates or (_DEMO if settings.demo else ""))
    if found is None or language() != "en":
        return ""
    amounts = " or ".join(_amount(Decimal(int(yen)) * rate, code) for code, rate in found.rates)
    return f"about {amounts} (reference rates of {day(found.as_of)})"


@lru_cache(maxsize=8)
def _kept(text: str) -> ReferenceRates | None:
    return read_rates(text)


def _amount(amount: Decimal, code: str) -> str:
    """Without cents from ten on: it is approximate anyway."""
    shown = amount.quantize(Decimal(1)) if amount >= 10 else amount.quantize(Decimal("0.01"))
    return str(format_currency(shown, code, format="¤#,##0" if amount >= 10 else "¤#,##0.00", currency_digits=False))


def _currency(code: str) -> str:
    shown = code.strip()
    if len(shown) != 3 or not shown.isascii() or not shown.isupper():
        raise ValueError(code)
    return shown


def _rate(text: str) -> Decimal:
    rate = Decimal(text.strip())
    if not rate.is_finite() or rate <= 0:
        raise ValueError(text)
    return rate
