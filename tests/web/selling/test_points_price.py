"""At the town's desk a sale also gets a price in points; a shop sees it, and nobody else's officer signs it."""

from __future__ import annotations

from dataclasses import dataclass

from app.wiring import Platform
from chain.units import Points
from marketplace.models import Listing, PublishState
from marketplace.models.points_prices import ChainPointsPrice, PointsPrice
from marketplace.models.selling import Offer
from marketplace.ports import PointsProgram, PointsShop
from tests.web.marketplace.conftest import Market
from tests.web.selling.conftest import DESK, OFFER, SHOP, SHOP_DESK, Desks

PROGRAM = 7


@dataclass
class OneProgram:
    def programs(self, municipality: object) -> list[PointsProgram]:
        return [PointsProgram(PROGRAM, "うだポイント", "Uda points", (self.shop(SHOP),))]

    def names(self, program_ids: object) -> dict[int, PointsProgram]:
        return {one.program_id: one for one in self.programs(None)}

    def shop(self, merchant_id: int) -> PointsShop:
        return PointsShop(merchant_id, "薬草茶房", "Herb tea house")


def test_an_officer_says_what_a_sale_costs_in_points(desks: Desks, platform: Platform) -> None:
    for_points = platform.marketplace.for_points
    object.__setattr__(for_points, "till", OneProgram())
    for_points.state_price.till = OneProgram()  # type: ignore[assignment]
    for_points.pages._till = OneProgram()  # type: ignore[assignment]
    offer = desks.submitted()
    desks.client.post(f"{offer}/decision", data={"decision": "approve", "revision": "2"})
    price = f"{offer}/points-price"
    assert desks.client.post(price, data={"paid_in": f"{PROGRAM}:{SHOP}", "points": "400"}).status_code == 404
    listing = Market(platform).offer(OFFER)
    with platform.db.write() as session:
        session.query(Offer).one().listing_number = listing
        session.get_one(Listing, listing).state = PublishState.PENDING
    page = desks.client.get(offer).text
    assert "ポイントでも買えるようにする" in page and "うだポイント → 薬草茶房" in page

    for wrong in (
        {"paid_in": "7:99", "points": "1"},
        {"paid_in": "x:1"},
        {"paid_in": f"{PROGRAM}:{SHOP}", "points": "0"},
    ):
        assert desks.client.post(price, data=wrong).location == offer
    asked = desks.client.post(price, data={"paid_in": f"{PROGRAM}:{SHOP}", "points": "４００"})
    words = desks.client.get(asked.location).text
    assert "400ポイント" in words and "薬草茶房" in words
    desks.client.post(f"{asked.location}/signature")
    with platform.db.write() as session:
        row = session.query(PointsPrice).filter_by(state=PublishState.PENDING).one()
        assert (row.program_id, row.merchant_id, row.price) == (PROGRAM, SHOP, Points(400))
        where = {"block_number": 9_000, "log_index": 0, "part": 0}
        said = {"listing_number": listing, "program_id": PROGRAM, "merchant_id": SHOP, "price": 400}
        session.add(ChainPointsPrice(**where, **said))
    assert "ポイントでも買えます：1枚 400ポイント" in desks.client.get(offer).text
    asked = desks.client.post(price, data={"paid_in": "", "points": ""})
    assert "ポイントでの販売をやめます" in desks.client.get(asked.location).text

    with platform.db.write() as session:
        row.state, row.error_name = PublishState.FAILED, "OfficerUnauthorized"
        session.merge(row)
    assert "出品の担当者ではありませんでした" in desks.client.get(offer).text
    desks.shop()
    seen = desks.client.get(offer.replace(DESK, SHOP_DESK)).text
    assert "ポイントでも買えます" in seen and "ポイントの値段を決める" not in seen
    assert desks.client.post(f"{offer.replace(DESK, SHOP_DESK)}/points-price").status_code in (404, 405)
    assert desks.client.post(price, data={"paid_in": ""}).status_code in (403, 404)
    desks.officer("064432")
    assert desks.client.post(price, data={"paid_in": ""}).status_code in (403, 404)
