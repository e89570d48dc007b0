"""Who gets how much of a price, as somebody types it: lines of a form, and what each payee gets or what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request

from app.errors import sentence
from chain.errors import Invalid
from chain.units import Yen
from marketplace.models.selling.splitting import percent_words, preview, read_parts
from marketplace.models.selling.terms import read_price

LEAST_LINES, MOST_LINES = 4, 16


@dataclass(frozen=True, slots=True)
class SplitPreview:
    """`rows`: (payee, percent, yen). Without a readable price the yen are of 10,000."""

    rows: list[tuple[str, str, Yen]]
    price: Yen
    has_price: bool
    refused: str

    @property
    def total(self) -> Yen:
        return Yen(sum(int(amount) for _, _, amount in self.rows))


def split_preview(payees: Mapping[str, str], price_typed: str, shares: Sequence[Sequence[str]]) -> SplitPreview:
    """`payees`: their names by key."""
    try:
        price, has_price = read_price(price_typed), True
    except Invalid:
        price, has_price = Yen(10_000), False
    try:
        divided = preview(price, read_parts(shares, list(payees)))
    except Invalid as error:
        return SplitPreview([], price, has_price, sentence(error))
    rows = [(payees[part.payee], percent_words(part.basis_points), amount) for part, amount in divided]
    return SplitPreview(rows, price, has_price, "")


def sent_shares() -> list[list[str]]:
    """[payee's key, percent as typed] of each line that is filled in."""
    pairs = zip(request.form.getlist("payee"), request.form.getlist("percent"), strict=False)
    return [[payee, percent] for payee, percent in pairs if percent.strip()][:MOST_LINES]


def split_lines(shares: Sequence[Sequence[str]], least: int = LEAST_LINES) -> list[list[str]]:
    """Those typed, and some to fill in."""
    count = min(max(least, len(shares) + 2), MOST_LINES)
    return ([list(line) for line in shares] + [["", ""]] * count)[:count]
