"""Shops of the demonstration beside their payments: who stands at the till, what it sells, a shop that was stopped and
goes on, one that applies, an account that an officer has yet to look at."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from app.demo.accounts import CASHIERS
from app.demo.founding import Cast
from app.demo.paying import Paying, Till
from app.demo.playback import Playback
from app.demo.regions import SHOPS
from app.demo.timetable import Timetable
from app.wiring import Platform
from chain.ids import MunicipalityCode
from chain.units import Points, Yen
from points.errors import NothingToClose
from points.models import Business
from points.models.payout_account import PayoutEntry
from points.queries.till_totals import cashiers_of
from points.services.pay_shop import PosterPayment
from points.services.sale import Sale
from points.services.till.keep_items import Picked, saved_items

_SHIZUOKA = MunicipalityCode("221007")
_OURS, _STOPPED, _MOVED = SHOPS[0].name_ja, SHOPS[1].name_ja, SHOPS[2].name_ja  # all of Shizuoka
_ITEMS = (
    ("豚汁定食", "Pork soup set", 980),
    ("味噌おでん", "Miso oden", 450),
    ("味噌鍋（1人前）", "Miso hot pot for one", 1_480),
    ("静岡茶", "Shizuoka tea", 200),
    ("自家製味噌 500g", "House miso 500 g", 860),
    ("味噌プリン", "Miso custard", 380),
)
_APPLICATION = {
    "name_ja": "呉服町コーヒー", "name_en": "Gofukucho Coffee", "category": "food", "municipality": str(_SHIZUOKA),
    "address": "静岡市葵区呉服町", "latitude": "34.974200", "longitude": "138.384600", "hours_note": "不定休",
    **{f"hours_{day}": "8:00-18:00" for day in ("mon", "tue", "wed", "thu", "fri", "sat")},
    "phone": "000-0000-0101", "description_ja": "自家焙煎の珈琲と、みかんのトーストの店です。",
    "contact": "coffee@demo.example", "bank_code": "0149", "branch_code": "111", "kind": "1", "number": "7654321",
    "holder": "ゴフクチョウコーヒー", "business": "sole_trader", "invoice_number": "",
}  # fmt: skip
_CLOSED_ON = (22, 15, 8, 1)  # days ago


@dataclass(slots=True)
class Shopkeeping:
    playback: Playback
    cast: Cast
    table: Timetable
    paying: Paying

    @property
    def platform(self) -> Platform:
        return self.playback.platform

    @property
    def ours(self) -> Till:
        return self.paying.shops[_OURS]

    def begin(self) -> None:
        """Cashiers and saved items of the shop that one can sign in as."""
        keeping = self.platform.points.keep_cashiers
        for one in CASHIERS:
            keeping.create(self.ours.merchant_id, self.ours.cashier, one.name, one.pin, is_manager=one.is_manager)
        for name_ja, name_en, price in _ITEMS:
            self.platform.points.keep_items.save(self.ours.merchant_id, None, name_ja, name_en, Yen(price))

    def note(self) -> None:
        moment, add = self.table.moment, self.table.add
        for days_ago in _CLOSED_ON:
            add(moment(days_ago, 20), self._close_day)
        add(moment(14, 19, 30), lambda: self._stop("営業許可の更新を、まだ確かめられないため", is_suspended=True))
        add(moment(13, 9), lambda: self._stop("営業許可の更新を確かめました", is_suspended=False))
        add(moment(3, 12, 20), lambda: self._pay_by_poster(380, "demo-poster-1"))
        add(moment(2, 11), self._apply)
        add(moment(2, 15), self._move_account)
        add(moment(1, 12, 40), self._sell_from_list)

    def _close_day(self) -> None:
        with suppress(NothingToClose):
            self.platform.points.close_till.close(self.ours.merchant_id, self.ours.cashier, CASHIERS[0].name)

    def _stop(self, reason: str, *, is_suspended: bool) -> None:
        officer, shop = self.cast.officers[_SHIZUOKA], self.paying.shops[_STOPPED].merchant_id
        service = self.platform.points.suspend_merchant
        to_sign = service.prepare(_SHIZUOKA, officer, shop, reason, is_suspended=is_suspended)
        signature = self.platform.wallet.sign_typed_data(officer, to_sign.typed_data, reason="points.suspension")
        service.complete(to_sign.subject, signature, officer)

    def _pay_by_poster(self, amount: int, key: str) -> None:
        """The fan reads the shop's own code."""
        code = self.platform.points.shop_codes.code_of(self.ours.merchant_id)
        self.platform.points.pay_shop.pay(PosterPayment(code, self.cast.people[0].address, Points(amount), key))

    def _apply(self) -> None:
        applicant, _ = self.platform.wallet.open_managed_account(
            "coffee@demo.example", display_name="呉服町コーヒー 店主"
        )
        applying = self.platform.points.apply_as_merchant
        applying.submit(applicant.address, applying.keep(applicant.address, _APPLICATION))

    def _move_account(self) -> None:
        """Typed by the shop itself, so it waits for an officer."""
        shop = self.paying.shops[_MOVED]
        entry = PayoutEntry("0149", "112", 1, "2468013", "アベカワワガシテン", Business.CORPORATION)
        self.platform.points.keep_payout_account.change(shop.merchant_id, shop.cashier, entry)

    def _sell_from_list(self) -> None:
        """Two dishes, a part of them in cash; by the second cashier."""
        shop, platform = self.ours.merchant_id, self.platform
        with platform.db.read() as session:
            items = {item.name_ja: item for item in saved_items(session, shop)}
            cashier = next(one for one in cashiers_of(session, shop) if not one.is_manager)
        picked = [Picked(items[name].id) for name in (_ITEMS[0][0], _ITEMS[3][0])]
        lines = platform.points.keep_items.lines(shop, picked)
        total = sum(int(line.total) for line in lines)
        code = platform.points.issue_payment_code.issue(self.cast.people[0].address).code
        sale = Sale(
            shop, self.ours.cashier, code, Points(total - 680), "demo-sale-from-list", cash=Yen(680), lines=lines,
            cashier_id=cashier.id,
        )  # fmt: skip
        platform.points.charge_customer.charge(sale)
