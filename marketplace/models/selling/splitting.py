"""Revenue split (収益の分け方) as typed: percents with two decimals that make 100, and what each payee gets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chain.errors import Invalid
from chain.units import Yen, split_by_basis_points
from marketplace.models.shares import WHOLE

MOST_PARTS = 16  # as many as the contract takes
_PERCENT = re.compile(r"(\d{1,3})(?:\.(\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class Part:
    """`payee` is a key of the list of payees, not an address. The last part takes what rounding leaves."""

    payee: str
    basis_points: int


def read_percent(text: str) -> int:
    """Basis points of `12.5`, `１２．５` or `12.50%`. Raises: Invalid (percent, not_a_rate)."""
    found = _PERCENT.fullmatch(unicodedata.normalize("NFKC", text).strip().removesuffix("%").strip())
    if found is None or not found[0].isascii():
        raise Invalid("percent", "not_a_rate")
    points = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
    if points > WHOLE:
        raise Invalid("percent", "not_a_rate")
    return points


def percent_words(basis_points: int) -> str:
    """`12.50`, for fields and tables."""
    return f"{basis_points // 100}.{basis_points % 100:02}"


def read_parts(shares: Sequence[Sequence[Any]], payees: Sequence[str]) -> list[Part]:
    """What was typed, without the lines left empty.

    Raises: Invalid (shares: not_a_rate, unknown, payee_twice, too_many_payees, must_sum_to_10000).
    """
    parts: list[Part] = []
    for payee, percent in shares:
        points = read_percent(percent) if str(percent).strip() else 0
        if points == 0:
            continue
        if payee not in payees:
            raise Invalid("shares", "payee_unknown")
        if payee in {part.payee for part in parts}:
            raise Invalid("shares", "payee_twice")
        parts.append(Part(payee, points))
    if len(parts) > MOST_PARTS:
        raise Invalid("shares", "too_many_payees", most=MOST_PARTS)
    total = sum(part.basis_points for part in parts)
    if total != WHOLE:
        raise Invalid("shares", "not_hundred", total=percent_words(total))
    return parts


def preview(price: Yen, parts: Sequence[Part]) -> list[tuple[Part, Yen]]:
    """What each gets of `price`, as the contract divides it; sums to the price."""
    return list(zip(parts, split_by_basis_points(price, [part.basis_points for part in parts]), strict=True))
