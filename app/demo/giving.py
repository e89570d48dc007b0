"""What people of the demonstration do with points beside paying: a gift, and entries to two prize draws, of which one is
over and one open."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from app.demo.founding import Cast
from app.demo.paying import Paying
from app.demo.playback import Playback
from app.demo.regions import SHOPS
from app.demo.timetable import Timetable
from app.wiring import Platform
from chain.ids import Address, MunicipalityCode
from chain.units import Points
from points.services.draws.enter_draw import Entering
from points.services.draws.write_draw import DrawTerms, PrizeTerms
from points.services.give_points import GiftOrder

_SHIZUOKA = MunicipalityCode("221007")
_ENTRANTS, _PRICE = 8, 100


@dataclass(frozen=True, slots=True)
class _Draw:
    """`opened`, `closes`: days ago; less than zero is to come."""

    opened: int
    closes: int
    title_ja: str
    title_en: str
    description_ja: str
    description_en: str
    prizes: tuple[PrizeTerms, ...]


_DRAWS = (
    _Draw(
        20, 6, "清水みなとの海の幸が当たる抽選", "A draw for the catch of Shimizu",
        "桜えびの釜揚げを、5人の方にお店でお渡しします。", "Boiled sakura shrimp for five people, handed over at the shop.",
        (PrizeTerms("桜えびの釜揚げ", "Boiled sakura shrimp", 2), PrizeTerms("しらす丼の食事券", "Whitebait bowl", 3)),
    ),
    _Draw(
        4, -10, "駿府の秋の味 プレゼント", "Autumn tastes of Sunpu",
        "100ポイントで1口、5口まで。味噌の詰め合わせや定食の券が当たります。",
        "100 points a ticket, five at most. Win miso, or a meal.",
        (PrizeTerms("三年味噌の詰め合わせ", "Miso aged three years", 3), PrizeTerms("豚汁定食の券", "A pork soup set", 10)),
    ),
)  # fmt: skip


@dataclass(slots=True)
class Giving:
    playback: Playback
    cast: Cast
    table: Timetable
    paying: Paying
    draw_ids: list[int] = field(default_factory=list)

    @property
    def platform(self) -> Platform:
        return self.playback.platform

    def note(self) -> None:
        self.table.add(self.table.moment(4, 12, 30), self._give)
        self.table.add(self.table.moment(_DRAWS[0].closes - 1, 9), self._draw_winners)
        for number, draw in enumerate(_DRAWS):
            self.table.add(self.table.moment(draw.opened, 9, 20), partial(self._open, number, draw))

    def _give(self) -> None:
        """The member has some for the fan."""
        fan, member = self.cast.people[0].address, self.cast.people[1].address
        self.platform.points.give_points.give(GiftOrder(member, fan, Points(500), "demo-gift-1"))

    def _open(self, number: int, draw: _Draw) -> None:
        officer, writing = self.cast.officers[_SHIZUOKA], self.platform.points.write_draw
        terms = DrawTerms(
            title_ja=draw.title_ja,
            title_en=draw.title_en,
            description_ja=draw.description_ja,
            description_en=draw.description_en,
            merchant_id=self.paying.shops[SHOPS[1 - number].name_ja].merchant_id,
            price=Points(_PRICE),
            tickets_each=5,
            opens_at=self.playback.clock.now(),
            closes_at=self.table.moment(draw.closes, 18),
            prizes=draw.prizes,
        )
        draw_id = writing.draft(_SHIZUOKA, officer, terms)
        writing.publish(_SHIZUOKA, draw_id)
        self.draw_ids.append(draw_id)
        for place, holder in enumerate(self._able()[:_ENTRANTS]):
            later = self.table.moment(draw.opened - 1, 10 + place)
            self.table.add(later, partial(self._enter, draw_id, holder, place))

    def _draw_winners(self) -> None:
        """And one of them has come for the prize."""
        officer, drawing = self.cast.officers[_SHIZUOKA], self.platform.points.draw_winners
        if drawing.draw_due():
            drawing.hand_over(_SHIZUOKA, self.draw_ids[0], 0, officer)

    def _able(self) -> list[Address]:
        """Who holds plenty of the first program's points."""
        return [holder for holder, left in self._purse().items() if left >= 2_000]

    def _enter(self, draw_id: int, holder: Address, place: int) -> None:
        tickets, purse = 1 + place % 3, self._purse()
        if purse[holder] < tickets * _PRICE:  # spent meanwhile
            return
        purse[holder] -= tickets * _PRICE
        self.platform.points.enter_draw.enter(Entering(draw_id, holder, tickets, f"demo-entry-{place}"))

    def _purse(self) -> dict[Address, int]:
        return self.paying.purses[next(iter(self.paying.programs))]
