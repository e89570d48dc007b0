"""Coupons of the demonstration: one of five towns for everybody, used in some shops, and one of Uda for card holders."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from app.demo.founding import Cast
from app.demo.paying import Paying
from app.demo.playback import Playback
from app.demo.regions import AREAS, SHOPS
from app.demo.timetable import Timetable
from app.wiring import Platform
from chain.clock import business_date
from chain.ids import MunicipalityCode
from chain.units import Points, Yen
from points.models.coupon_rules import Audience, CouponKind, CouponTerms
from points.services.sale import Sale

_SHIZUOKA, _UDA = MunicipalityCode("221007"), MunicipalityCode("292125")
_PERCENT, _DAYS = 10, 40
_SPENT = 1_000  # points, before the discount
_USES = ((9, 0), (6, 1), (3, 4), (1, 0))  # days ago, which of SHOPS


@dataclass(slots=True)
class Couponing:
    playback: Playback
    cast: Cast
    table: Timetable
    paying: Paying
    coupon_ids: list[int] = field(default_factory=list)

    @property
    def platform(self) -> Platform:
        return self.playback.platform

    def note(self) -> None:
        self.table.add(self.table.moment(10, 9, 10), self._publish)
        for number, (days_ago, shop) in enumerate(_USES):
            self.table.add(self.table.moment(days_ago, 11, 30), partial(self._use, number, shop))

    def _publish(self) -> None:
        today = business_date(self.playback.clock.now())
        last = today + timedelta(days=_DAYS)
        self._write(
            _SHIZUOKA,
            CouponTerms(
                "ふじのくに五市町 1割引き", CouponKind.PERCENT, Yen(300), today, last, AREAS[0].codes, percent=_PERCENT,
                title_en="A tenth off in five towns", note_ja="1,000円以上のお会計で、300円まで。", minimum=Yen(1_000),
                note_en="From 1,000 yen, up to 300 yen.", per_person=3, budget=Yen(200_000),
            ),
        )  # fmt: skip
        self._write(
            _UDA,
            CouponTerms(
                "アンバサダーカードの500円引き", CouponKind.FIXED, Yen(500), today, last, AREAS[4].codes,
                title_en="500 yen off for ambassadors", minimum=Yen(1_500), most_uses=300, audience=Audience.CARD_HOLDERS,
                note_ja="四町のカードをお持ちの方が、四町のお店で1回使えます。",
                note_en="Once, in the shops of four towns, for whoever holds one of their cards.",
            ),
        )  # fmt: skip

    def _write(self, town: MunicipalityCode, terms: CouponTerms) -> None:
        officer, writing = self.cast.officers[town], self.platform.points.coupons.write
        coupon_id = writing.draft(town, officer, terms)
        writing.publish(town, officer, coupon_id)
        self.coupon_ids.append(coupon_id)

    def _use(self, number: int, shop: int) -> None:
        purse = self.paying.purses[next(iter(self.paying.programs))]
        holder = [who for who, left in purse.items() if left >= 2 * _SPENT][number]
        till, off = self.paying.shops[SHOPS[shop].name_ja], _SPENT * _PERCENT // 100
        purse[holder] -= _SPENT - off
        code = self.platform.points.issue_payment_code.issue(holder, self.coupon_ids[0]).code
        sale = Sale(
            till.merchant_id, till.cashier, code, Points(_SPENT - off), f"demo-coupon-{number}", discount=Yen(off)
        )  # fmt: skip
        self.platform.points.charge_customer.charge(sale)
