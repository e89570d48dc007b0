"""The fan's long-term purchase of Mukawa's harvest: one box has arrived, and the next knows where to go."""

from __future__ import annotations

from dataclasses import dataclass

from app.demo.founding import Cast
from app.demo.playback import Playback
from app.demo.selling import Selling
from app.demo.timetable import Timetable
from chain.ids import MunicipalityCode
from marketplace.models.addresses import PostalAddress
from marketplace.models.deliveries.rows import Delivery, DeliveryState
from marketplace.queries.holding.rights import TokenKey
from marketplace.services.deliveries.serve_deliveries import Shipment
from marketplace.services.selling.write_offer import Seller

SERIES, MUKAWA = "mukawa-harvest", MunicipalityCode("015865")
_HOME = PostalAddress("JP", "佐藤 花子", "千代田区丸の内1-1-1", "100-0005", "東京都", phone="090-0000-0000")


@dataclass(slots=True)
class Delivering:
    playback: Playback
    cast: Cast
    table: Timetable
    selling: Selling

    def note(self) -> None:
        at = self.table.moment
        self.selling.sell_to(SERIES, self.cast.people[0].address, at(16, 20))
        self.table.add(at(15, 8), self._say_where)
        self.table.add(at(12, 9), self._send)
        self.table.add(at(10, 18), self._receive)

    def _say_where(self) -> None:
        deliveries = self.playback.platform.marketplace.deliveries
        deliveries.addresses.write(self._token(), self.cast.people[0].address, _HOME, is_standing=True)

    def _send(self) -> None:
        deliveries = self.playback.platform.marketplace.deliveries
        by_post = Shipment("ゆうパック", "4012-3456-7890")
        deliveries.serve.send(Seller(MUKAWA), self._token(), by_post, self.cast.officers[MUKAWA])

    def _receive(self) -> None:
        platform = self.playback.platform
        with platform.db.read() as session:
            sent = session.query(Delivery).one().id
        platform.marketplace.deliveries.serve.say(sent, self.cast.people[0].address, DeliveryState.ARRIVED)

    def _token(self) -> TokenKey:
        number = self.selling.collections[SERIES]
        holdings = self.playback.platform.marketplace.pages.holdings(self.cast.people[0].address).holdings
        token = next(one.token for one in holdings if one.collection.number == number)
        return token.collection, token.token_id
