"""The town's counter in the demonstration: paper cards printed, handed over, charged by list, used in shops, one lost;
and a second batch whose sheets can be printed still."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from app.demo.founding import Cast
from app.demo.paying import Paying
from app.demo.playback import Playback
from app.demo.regions import SHOPS
from app.demo.timetable import Timetable
from app.wiring import Platform
from chain.ids import MunicipalityCode
from chain.units import Points
from points.queries.card_rules import CardRulesView
from points.services.cards.card_token import card_address
from points.services.cards.make_cards import PrintedCard
from points.services.cards.record_act import Counter
from points.services.sale import Sale

_SHIZUOKA = MunicipalityCode("221007")
_RULES = CardRulesView(Points(1_000), Points(3_000), "000-0000-0110")
_PINS = ("2580", "7351", "")  # of the cards that are handed over, in turn; the last holder wants none
_HANDED_OVER = 6
_CHARGED = (3_000, 5_000)
_LOST = 4  # of the cards in the order of the sheet; replaced by the last one
# (days ago, hour, card, shop, points); a PIN where more than the rules' limit is paid
_PAYMENTS = (
    (19, 11, 0, 0, 480), (17, 12, 1, 0, 1_260), (11, 15, 3, 2, 820), (9, 12, 0, 1, 950), (5, 13, 1, 0, 640), (2, 12, 2, 0, 560),
)  # fmt: skip


@dataclass(slots=True)
class TownCounter:
    playback: Playback
    cast: Cast
    table: Timetable
    paying: Paying
    cards: list[PrintedCard] = field(default_factory=list)

    @property
    def platform(self) -> Platform:
        return self.playback.platform

    @property
    def counter(self) -> Counter:
        return Counter(_SHIZUOKA, self.cast.officers[_SHIZUOKA])

    def note(self) -> None:
        moment, add = self.table.moment, self.table.add
        add(moment(26, 9, 30), self._make)
        add(moment(25, 10), self._hand_over)
        add(moment(25, 14), self._charge)
        for number, (days_ago, hour, card, shop, amount) in enumerate(_PAYMENTS):
            add(moment(days_ago, hour, 15), partial(self._pay, number, card, shop, amount))
        add(moment(8, 10), self._lose)
        add(moment(1, 9, 45), self._make_more)

    def _make(self) -> None:
        cards = self.platform.points.cards
        cards.rules.keep(self.counter, _RULES)
        batch = cards.make.make(self.counter, "高齢福祉課の窓口用", 10)
        self.cards = cards.make.print(self.counter, batch)
        cards.make.finish_printing(self.counter, batch)

    def _hand_over(self) -> None:
        for place, card in enumerate(self.cards[:_HANDED_OVER]):
            pin = _pin_of(place)
            self.platform.points.cards.serve.hand_over(self.counter, card.number, pin, pin)

    def _charge(self) -> None:
        """All of them by one list."""
        rows = [f"{card.number},{_CHARGED[place % 2]}" for place, card in enumerate(self.cards[:_HANDED_OVER])]
        program_id = next(iter(self.paying.programs))
        self.paying.grant(program_id, "紙カードへの敬老祝い付与", ["カード番号,ポイント", *rows])

    def _pay(self, number: int, place: int, shop: int, amount: int) -> None:
        till, card = self.paying.shops[SHOPS[shop].name_ja], self.cards[place]
        sale = Sale(
            merchant_id=till.merchant_id,
            cashier=till.cashier,
            code=card_address(self.platform.settings.public_url, card.token),
            amount=Points(amount),
            request_key=f"demo-card-{number}",
            pin=_pin_of(place) if amount > _RULES.pin_above else "",
        )
        self.platform.points.charge_customer.charge(sale)

    def _lose(self) -> None:
        serving, pin = self.platform.points.cards.serve, _pin_of(_LOST)
        serving.block(self.counter, self.cards[_LOST].number)
        serving.replace(self.counter, self.cards[_LOST].number, self.cards[-1].number, pin, pin)

    def _make_more(self) -> None:
        self.platform.points.cards.make.make(self.counter, "自治会で配る分", 20)


def _pin_of(place: int) -> str:
    return _PINS[place % len(_PINS)]
