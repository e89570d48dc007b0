"""What of the market is also had for points: a card, the captain's deck and the ferry. The prices in points are invented."""

from __future__ import annotations

from dataclasses import dataclass

from app.demo.founding import Cast
from app.demo.paying import Paying
from app.demo.playback import Playback
from app.demo.selling import Selling
from app.demo.ticketing import Ticketing
from app.demo.timetable import Timetable
from chain.ids import Address, MunicipalityCode
from chain.units import Points
from marketplace.models import PublishState
from marketplace.services.tickets.write_service import FarePlan
from marketplace.signing import ToSign

SHIZUOKA, IZU, UDA = MunicipalityCode("221007"), MunicipalityCode("222224"), MunicipalityCode("292125")
_COIN, _COUPON = "ふじのくにコイン", "四町めぐりクーポン"
_FERRY_SHOP, _DECK_SHOP, _CARD_SHOP = "清水みなと食堂", "土肥夕日カフェ", "又兵衛桜売店"
_CARD_PRICE, _DECK_PRICE, _FERRY_PRICE = Points(2_000), Points(12_000), 2_200


@dataclass(slots=True)
class PointsPrices:
    playback: Playback
    cast: Cast
    table: Timetable
    paying: Paying
    selling: Selling
    tickets: Ticketing

    def note(self) -> None:
        self.table.add(self.table.moment(27, 8), self._state)
        self.table.add(self.table.moment(26, 8), self._open_fare)
        self.table.add(self.table.moment(26, 12), self._buy)

    def _state(self) -> None:
        for code, series, program, shop, price in (
            (UDA, "four-towns-ambassador", _COUPON, _CARD_SHOP, _CARD_PRICE),
            (IZU, "izu-ferry-captain", _COIN, _DECK_SHOP, _DECK_PRICE),
        ):
            officer = self.cast.officers[code]
            stating = self.playback.platform.marketplace.for_points.state_price
            asked = stating.prepare(
                code,
                self.selling.listings[series],
                officer,
                program_id=self._program(program),
                merchant_id=self.paying.shops[shop].merchant_id,
                price=price,
            )
            stating.complete(asked.subject, self._signature(asked, officer))

    def _open_fare(self) -> None:
        tickets, officer = self.playback.platform.marketplace.tickets, self.cast.officers[SHIZUOKA]
        number = self.tickets.services["ferry"]
        adult = next(one.fare for one in tickets.pages.service(number).fares if one.fare.name_en == "Adult")
        plan = FarePlan(
            name_ja="おとな（ふじのくにコイン）",
            name_en="Adult, in Fujinokuni Coin",
            price=_FERRY_PRICE,
            legs=adult.typed_legs(),
            refunds=adult.typed_refunds(),
            transfer_cut_off=adult.transfer_cut_off,
            program_id=self._program(_COIN),
            merchant_id=self.paying.shops[_FERRY_SHOP].merchant_id,
        )
        tickets.write.add_fare(SHIZUOKA, number, officer, plan)
        for act in tickets.pages.town_service(SHIZUOKA, number).acts:
            if act.state == PublishState.AWAITING_SIGNATURE:
                asked = tickets.publish.prepare(SHIZUOKA, act.id, officer)
                tickets.publish.complete(asked.subject, self._signature(asked, officer))

    def _buy(self) -> None:
        """Somebody with enough coupons left."""
        purse = self.paying.purses[self._program(_COUPON)]
        buyer = next((one for one, left in sorted(purse.items()) if left >= int(_CARD_PRICE)), None)
        if buyer is not None:
            purse[buyer] -= int(_CARD_PRICE)
            buying = self.playback.platform.marketplace.for_points.buy
            asked = buying.prepare(self.selling.listings["four-towns-ambassador"], buyer, 1)
            buying.complete(asked.subject, self._signature(asked, buyer))

    def _program(self, name: str) -> int:
        return next(number for number, one in self.paying.programs.items() if one.name_ja == name)

    def _signature(self, asked: ToSign, signer: Address) -> bytes:
        return self.playback.platform.wallet.sign_typed_data(signer, asked.typed_data, reason="marketplace.points")
