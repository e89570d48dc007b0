"""A coupon for card holders asks the market's own record: who has bought a card of the town uses it, nobody else."""

from __future__ import annotations

from uuid import uuid4

from app.adapters.card_holders import MarketCardHolders
from chain.units import Points, Yen
from points.models.coupon_rules import Audience, Refusal
from points.services.sale import Sale
from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.coupons import published_coupon
from tests.integration.marketplace.conftest import Shopping


def test_who_bought_a_card_uses_the_coupon_and_others_do_not(shopping: Shopping) -> None:
    region, shop = shopping.region, shopping.region.shop()
    fan, stranger = shopping.buyer(), shopping.buyer(0)
    shopping.order(shopping.open(), fan)
    region.settle()
    with region.platform.db.read() as session:
        (card,) = MarketCardHolders().cards_of(session, fan, [UDA])
        assert card.endswith("/1")
        assert MarketCardHolders().cards_of(session, fan, [MUKAWA]) == []
        assert MarketCardHolders().cards_of(session, stranger, [UDA]) == []
    coupon_id = published_coupon(region, audience=Audience.CARD_HOLDERS)
    refusals = []
    for person in (stranger, fan):
        code = region.points.issue_payment_code.issue(person, coupon_id).payload
        offer = region.points.coupons.take.offer(shop, code, Yen(1_000))
        assert offer is not None
        refusals.append(offer.refusal)
    assert refusals == [Refusal.NO_CARD, None]
    order = Sale(shop, region.cashiers[shop], code, Points(0), uuid4().hex, cash=Yen(900), discount=Yen(100))
    region.points.coupons.take.take(order)
