"""Amounts with their unit in the type: Yen, Points, Wei. Whole numbers only, never negative, never a float."""

from __future__ import annotations

import re
import unicodedata
from typing import Self

from chain.errors import Invalid

MAX_AMOUNT = 2**63 - 1
_DIGITS = re.compile(r"\d{1,3}(,\d{3})+|\d+")


class Quantity(int):
    """A non-negative whole amount of one unit. Adding amounts of two different units is a TypeError."""

    unit = ""

    def __new__(cls, value: int = 0) -> Self:
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(f"{cls.__name__} takes a whole number, not {type(value).__name__}")
        if value < 0:
            raise Invalid(cls.unit, "negative", value=int(value))
        return super().__new__(cls, value)

    def _same(self, other: int) -> int:
        if isinstance(other, Quantity) and type(other) is not type(self):
            raise TypeError(f"{type(self).__name__} and {type(other).__name__} do not mix")
        return int(other)

    def __add__(self, other: int) -> Self:
        return type(self)(int(self) + self._same(other))

    def __radd__(self, other: int) -> Self:
        return type(self)(int(self) + self._same(other))

    def __sub__(self, other: int) -> Self:
        return type(self)(int(self) - self._same(other))

    def __mul__(self, other: int) -> Self:
        if isinstance(other, Quantity):
            raise TypeError("an amount times an amount has no unit")
        return type(self)(int(self) * other)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({int(self)})"

    def __str__(self) -> str:
        return str(int(self))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what a person typed: `1,500`, `１５００`, ` 1500 `.

        Raises: Invalid with reason empty, not_whole, negative or too_large.
        """
        shown = unicodedata.normalize("NFKC", text).strip().replace(" ", "")
        if not shown:
            raise Invalid(cls.unit, "empty")
        if shown.startswith(("-", "−", "▲")):
            raise Invalid(cls.unit, "negative", value=text)
        if not _DIGITS.fullmatch(shown) or not shown.isascii():
            raise Invalid(cls.unit, "not_whole", value=text)
        number = int(shown.replace(",", ""))
        if number > MAX_AMOUNT:
            raise Invalid(cls.unit, "too_large", value=text)
        return cls(number)


class Yen(Quantity):
    """Japanese yen. The yen token has 0 decimals, so one unit on chain is one yen."""

    unit = "yen"


class Points(Quantity):
    """Regional points (地域ポイント). One point is worth one yen at a merchant."""

    unit = "points"


class Wei(Quantity):
    """Gas money of the chain."""

    unit = "wei"


def split_by_basis_points(total: Yen, basis_points: list[int]) -> list[Yen]:
    """Divide `total` by shares of 10,000; each share is rounded down and the last one takes the remainder.

    Raises: Invalid when the shares do not sum to 10,000.
    """
    if not basis_points or sum(basis_points) != 10_000 or min(basis_points) < 0:
        raise Invalid("basis_points", "must_sum_to_10000", total=sum(basis_points))
    shares = [Yen(total * share // 10_000) for share in basis_points[:-1]]
    return [*shares, Yen(int(total) - sum(int(share) for share in shares))]
