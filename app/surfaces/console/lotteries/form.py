"""The form that opens a lottery: what was typed, a sentence beside each wrong field, and the lines of its split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from flask import request

from app.i18n import localized
from app.surfaces.console.forms import Typed, local_moment, read_moment, read_number
from app.surfaces.marketplace.split_preview import SplitPreview, sent_shares, split_lines, split_preview
from app.wiring import current_platform
from chain.clock import JST
from chain.errors import Invalid
from chain.ids import MunicipalityCode
from marketplace.models.eligibility.rules import read_eligibility
from marketplace.models.selling.splitting import read_parts
from marketplace.models.selling.terms import read_price
from marketplace.ports import SalePayee
from marketplace.services.lotteries.open_lottery import LotteryTerms

FIELDS = (
    "collection", "price", "cards", "buy_days", "opens_at", "closes_at", "holding", "residence", "per_person",
)  # fmt: skip
_FIRST_SHARES = [["town", "95.00"], ["platform", "5.00"]]


@dataclass(slots=True)
class LotteryForm(Typed):
    shares: list[list[str]] = field(default_factory=list)

    @classmethod
    def first(cls) -> LotteryForm:
        """What a new one begins with."""
        start = current_platform().clock.now().astimezone(JST).replace(minute=0) + timedelta(hours=1)
        given = {
            "cards": "10",
            "buy_days": "7",
            "opens_at": local_moment(start),
            "closes_at": local_moment(start + timedelta(days=14)),
        }
        return cls(cls.of(FIELDS, given).values, {}, [list(line) for line in _FIRST_SHARES])

    @classmethod
    def sent(cls) -> LotteryForm:
        return cls(cls.of(FIELDS, request.form).values, {}, sent_shares())

    @property
    def lines(self) -> list[list[str]]:
        return split_lines(self.shares, least=8)

    def preview(self, payees: Sequence[SalePayee]) -> SplitPreview:
        return split_preview({one.key: localized(one, "name") for one in payees}, self.values["price"], self.shares)

    def terms(self, code: MunicipalityCode) -> LotteryTerms | None:
        """None while a field is refused."""
        collection, price = self.read("collection", read_number), self.read("price", read_price)
        cards, buy_days = self.read("cards", read_number), self.read("buy_days", read_number)
        opens_at, closes_at = self.read("opens_at", read_moment), self.read("closes_at", read_moment)
        try:
            parts = read_parts(self.shares, [one.key for one in payees_of(code)])
            eligibility = read_eligibility(self.values)
        except Invalid as error:
            self.refuse(error)
            return None
        if None in (collection, price, cards, buy_days, opens_at, closes_at):
            return None
        assert collection and price and cards is not None and buy_days is not None and opens_at and closes_at
        return LotteryTerms(collection, price, cards, buy_days, opens_at, closes_at, parts, eligibility)


def payees_of(code: MunicipalityCode) -> Sequence[SalePayee]:
    return current_platform().marketplace.selling.payees.of(code)
