"""A card of a town bought for its points: the price an officer signs, the purchase, what refuses it, the till."""

from __future__ import annotations

import pytest

from chain.errors import Conflict, Invalid
from chain.ids import Address
from chain.units import Points
from marketplace.errors import ListingUnknown, OrderUnknown, PointsMissing, PointsRefused, TooMany
from marketplace.models import OrderState, PublishState
from marketplace.models.points_prices import PointsPrice
from marketplace.queries.points.pages import PriceView
from points.models import PaymentState
from tests.fixtures.chain import MUKAWA, UDA
from tests.integration.marketplace.conftest import Shopping


def state(shopping: Shopping, listing: int, program: int, shop: int, price: int) -> None:
    """Signed by the officer, and on chain."""
    stating, region = shopping.region.platform.marketplace.for_points.state_price, shopping.region
    asked = stating.prepare(UDA, listing, region.officer, program_id=program, merchant_id=shop, price=Points(price))
    stating.complete(asked.subject, region.sign(asked))
    region.settle()


def price_of(shopping: Shopping, listing: int, reader: Address) -> PriceView | None:
    return shopping.region.platform.marketplace.for_points.pages.price(listing, reader)


def test_a_card_is_bought_for_points_like_at_a_till(shopping: Shopping) -> None:
    region, market = shopping.region, shopping.region.platform.marketplace
    program, shop, listing = region.program(), region.shop(), shopping.open(supply=5, per_buyer=3)
    fan, other = region.person(), region.person()
    region.grant(program, {fan: 500}, expires_in=30)
    region.drop(program, {fan: 400}, expires_in=60)  # not claimed yet: it comes along
    assert price_of(shopping, listing, fan) is None
    with pytest.raises(PointsRefused, match="not_offered"):
        market.for_points.buy.prepare(listing, fan, 1)
    state(shopping, listing, program, shop, 300)
    found = price_of(shopping, listing, fan)
    assert found is not None and found.available == 900
    assert (found.program.name_ja, int(found.total(2)), found.missing(2), found.missing(4)) == (
        "むすびポイント",
        600,
        0,
        300,
    )

    with pytest.raises(PointsMissing) as short:
        market.for_points.buy.prepare(listing, other, 1)
    assert (short.value.needed, short.value.available) == (300, 0)
    with pytest.raises(TooMany, match="over_limit"):
        market.for_points.buy.prepare(listing, fan, 4)

    left = market.for_points.buy.prepare(listing, fan, 1)  # which is left unsigned: its points are free again
    asked = market.for_points.buy.prepare(listing, fan, 2)
    with pytest.raises(OrderUnknown):
        market.place_order.complete(asked.subject, b"as if it were in yen")
    with pytest.raises(OrderUnknown):
        market.for_points.buy.to_sign(int(asked.subject), other)
    with pytest.raises(PointsRefused, match="expired"):
        market.for_points.buy.complete(left.subject, region.sign(left, fan))
    assert market.for_points.buy.to_sign(int(asked.subject), fan).typed_data == asked.typed_data
    market.for_points.buy.complete(asked.subject, region.sign(asked, fan))
    market.for_points.buy.complete(asked.subject, b"again changes nothing")
    assert region.balance(fan).total == 300  # kept back while it is under way
    region.settle()
    view = shopping.view(int(asked.subject), fan)
    assert (view.state, view.token_ids, int(view.order.total)) == (OrderState.CONFIRMED, [1, 2], 600)
    assert (region.balance(fan).total, market.pages.item(listing, fan).item.left) == (300, 3)
    assert shopping.yen(shopping.town) == 0

    payment = view.order.points_payment
    assert payment is not None
    assert region.payment(shop, payment).state is PaymentState.CONFIRMED
    region.refund(shop, payment, 600)  # the shop's own act, as for any payment
    region.settle()
    assert region.balance(fan).total == 900


def test_what_the_chain_refuses_costs_no_points(shopping: Shopping) -> None:
    region, market = shopping.region, shopping.region.platform.marketplace
    program, shop, listing = region.program(), region.shop(), shopping.open(supply=1)
    fan, quicker = region.person(), region.person()
    region.grant(program, {fan: 300, quicker: 300})
    state(shopping, listing, program, shop, 300)
    asked = market.for_points.buy.prepare(listing, fan, 1)
    first = market.for_points.buy.prepare(listing, quicker, 1)
    signature = region.sign(first, quicker)
    market.for_points.buy.complete(asked.subject, region.sign(asked, fan))
    with pytest.raises(Conflict):
        market.for_points.buy.complete(first.subject, signature)  # the last one is on its way to somebody
    state(shopping, listing, program, shop, 200)  # at this price what was signed is too much
    view = shopping.view(int(asked.subject), fan)
    if view.state is OrderState.FAILED:  # the price was first on chain
        assert (view.order.error_name, region.balance(fan).total) == ("PurchaseTotalMismatch", 300)
        assert view.order.points_payment is not None
        assert region.payment(shop, view.order.points_payment).state is PaymentState.FAILED
    else:
        assert (view.state, region.balance(fan).total) == (OrderState.CONFIRMED, 0)
    assert region.balance(quicker).total in (0, 300)


def test_an_officer_states_prices_of_the_own_town_that_its_shops_take(shopping: Shopping) -> None:
    region = shopping.region
    for_points = region.platform.marketplace.for_points
    program, listing = region.program(), shopping.open()
    assert for_points.till.programs(UDA) == []  # no shop takes points yet
    shop, far = region.shop(), region.shop("古民家", MUKAWA)
    assert [(one.program_id, [each.merchant_id for each in one.shops]) for one in for_points.till.programs(UDA)] == [
        (program, [shop])
    ]
    wanted = {"program_id": program, "merchant_id": shop, "price": Points(10)}
    for change, problem in (
        ({"program_id": program + 1}, "unknown"),
        ({"merchant_id": far}, "unknown"),
        ({"price": Points(0)}, "not_between"),
    ):
        with pytest.raises(Invalid, match=problem):
            for_points.state_price.prepare(UDA, listing, region.officer, **(wanted | change))  # type: ignore[arg-type]
    with pytest.raises(ListingUnknown):
        for_points.state_price.prepare(MUKAWA, listing, region.officer, program_id=0, merchant_id=0, price=Points(0))
    state(shopping, listing, program, shop, 10)
    state(shopping, listing, 0, 0, 0)
    assert price_of(shopping, listing, region.officer) is None
    foreign = for_points.state_price.prepare(UDA, listing, region.person(), **wanted)  # type: ignore[arg-type]
    with region.platform.db.read() as session:
        row = session.get_one(PointsPrice, int(foreign.subject))
    for_points.state_price.complete(foreign.subject, region.sign(foreign, row.officer))
    region.settle()
    found = for_points.pages.newest_act(listing)
    assert found is not None and (found.state, found.error_name) == (PublishState.FAILED, "OfficerUnauthorized")
    with pytest.raises(OrderUnknown):
        for_points.buy.complete("4711", b"")
