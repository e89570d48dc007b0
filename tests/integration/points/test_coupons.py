"""Coupons through the real services: redeemed once, in the right place, within the budget, and given back whole."""

from __future__ import annotations

import threading
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.errors import Conflict, Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from chain.units import Points, Yen
from points.errors import CouponRefused, CouponSaleWhole, PaymentCodeRefused, PointsShort
from points.models import CouponState, CouponUse
from points.models.coupon_rules import Audience, CouponKind
from points.queries.coupon_sales import find_coupon_sale
from points.queries.coupons import CouponView, load_coupon, own_uses, uses_by_day, uses_by_shop, view_coupon
from points.queries.till import shop_day
from points.queries.till_totals import TillTotals, find_closing
from points.services.coupons.redeem_coupon import RedeemCoupon, Redemption
from points.services.sale import Sale
from tests.fixtures.chain import MUKAWA, OTSUKI, UDA
from tests.fixtures.coupons import coupon_terms, published_coupon
from tests.fixtures.points import Region


@pytest.fixture
def shop(region: Region) -> int:
    return region.shop()


@pytest.fixture
def holder(region: Region) -> Address:
    holder = region.person()
    region.grant(region.program(), {holder: 2_000})
    return holder


def sale(
    region: Region, shop: int, holder: Address, coupon_id: int | None, *, points: int, discount: int, cash: int = 0
) -> Sale:
    code = region.points.issue_payment_code.issue(holder, coupon_id).payload
    key = uuid4().hex
    return Sale(shop, region.cashiers[shop], code, Points(points), key, cash=Yen(cash), discount=Yen(discount))


def seen(region: Region, coupon_id: int) -> CouponView:
    with region.platform.db.read() as session:
        return view_coupon(session, load_coupon(session, UDA, coupon_id), region.platform.clock.now())


def refused(region: Region, order: Sale) -> str:
    with pytest.raises(CouponRefused) as found:
        if order.amount:
            region.points.charge_customer.charge(order)
        else:
            region.points.coupons.take.take(order)
    return found.value.reason


def test_points_cash_and_coupon_pay_one_price_and_the_day_says_so(region: Region, shop: int, holder: Address) -> None:
    coupon_id = published_coupon(region)
    order = sale(region, shop, holder, coupon_id, points=600, discount=100, cash=300)
    offer = region.points.coupons.take.offer(shop, order.code, order.price)
    assert offer is not None
    assert (int(offer.discount), offer.refusal) == (100, None)
    payment_id = region.points.charge_customer.charge(order)
    assert region.points.charge_customer.charge(order) == payment_id  # the same request again
    region.settle()
    found = region.payment(shop, payment_id)
    assert found.coupon is not None
    assert (int(found.total), int(found.amount), int(found.cash), int(found.discount)) == (1_000, 600, 300, 100)
    view = seen(region, coupon_id)
    assert (view.state, view.uses, int(view.spent)) == (CouponState.OPEN, 1, 100)
    number = region.points.close_till.close(shop, region.cashiers[shop], "店長")
    with region.platform.db.read() as session:
        now = region.platform.clock.now()
        day = shop_day(session, shop, region.today, now)
        closing = find_closing(session, shop, number)
        by_shop, by_day = uses_by_shop(session, coupon_id, now), uses_by_day(session, coupon_id, now)
        mine = own_uses(session, holder, now)
    assert (int(day.taken), int(day.cash), int(day.discount)) == (600, 300, 100)
    assert (closing.coupon_count, int(closing.discount), int(closing.discount_back)) == (1, 100, 0)
    assert TillTotals.from_json(closing.by_cashier[0]).discount == Yen(100)
    assert [(one.merchant_id, one.uses, int(one.discount)) for one in by_shop] == [(shop, 1, 100)]
    assert [(one.day, int(one.price)) for one in by_day] == [(region.today, 1_000)]
    assert [(one.payment_row_id, one.is_given_back) for one in mine] == [(payment_id, False)]


def test_a_person_without_points_uses_it_and_pays_the_rest_in_cash(region: Region, shop: int) -> None:
    visitor, coupon_id = region.person(), published_coupon(region, kind=CouponKind.FIXED, yen_off=Yen(300))
    order = sale(region, shop, visitor, coupon_id, points=0, discount=300, cash=700)
    use_id = region.points.coupons.take.take(order)
    assert region.points.coupons.take.take(order) == use_id
    assert region.points.withdraw_sale.withdraw(shop, order.code, order.request_key) is None
    with region.platform.db.read() as session:
        found = find_coupon_sale(session, shop, use_id)
        day = shop_day(session, shop, region.today, region.platform.clock.now())
        with pytest.raises(NotFound):
            find_coupon_sale(session, shop + 1, use_id)
    assert (int(found.total), int(found.cash), int(found.discount)) == (1_000, 700, 300)
    assert (day.count, int(day.cash), int(day.discount)) == (1, 700, 300)
    assert refused(region, sale(region, shop, visitor, coupon_id, points=0, discount=300, cash=700)) == "used"

    region.points.close_till.close(shop, region.cashiers[shop], "店長")
    region.points.coupons.take.give_back(shop, use_id, region.cashiers[shop], None)
    region.points.coupons.take.give_back(shop, use_id, region.cashiers[shop], None)  # twice does no harm
    assert seen(region, coupon_id).uses == 0
    number = region.points.close_till.close(shop, region.cashiers[shop], "店長")
    with region.platform.db.read() as session:
        closing = find_closing(session, shop, number)
    assert (closing.payment_count, closing.refund_count, int(closing.discount_back)) == (0, 1, 300)
    region.points.coupons.take.take(sale(region, shop, visitor, coupon_id, points=0, discount=300, cash=700))


def test_one_key_is_one_sale_in_points_or_in_cash(region: Region, shop: int, holder: Address) -> None:
    coupon_id = published_coupon(region, per_person=9)
    paid = sale(region, shop, holder, coupon_id, points=900, discount=100)
    payment_id = region.points.charge_customer.charge(paid)
    use_id = region.points.coupons.take.take(replace(paid, amount=Points(0), cash=Yen(900)))
    with region.platform.db.read() as session:
        assert session.get_one(CouponUse, use_id).payment_row_id == payment_id
    alone = sale(region, shop, holder, coupon_id, points=0, discount=100, cash=900)
    region.points.coupons.take.take(alone)
    assert refused(region, replace(alone, amount=Points(900), cash=Yen(0))) == "sale_taken"
    assert seen(region, coupon_id).uses == 2


def test_two_tills_at_once_use_it_once(
    region: Region, shop: int, holder: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    coupon_id, other = published_coupon(region), region.shop("道の駅")
    orders = [sale(region, place, holder, coupon_id, points=0, discount=100, cash=900) for place in (shop, other)]
    both_inside = threading.Barrier(2)
    redeem = RedeemCoupon.redeem

    def meet_before_locking(self: RedeemCoupon, session: Session, order: Redemption) -> CouponUse:
        if not region.platform.db.is_sqlite:  # there the second transaction begins after the first has ended
            both_inside.wait(10)
        return redeem(self, session, order)

    def take(order: Sale) -> str:
        try:
            region.points.coupons.take.take(order)
        except CouponRefused as error:
            return error.reason
        return "taken"

    monkeypatch.setattr(RedeemCoupon, "redeem", meet_before_locking)
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(take, orders)) == ["taken", "used"]
    monkeypatch.undo()
    assert refused(region, sale(region, shop, holder, coupon_id, points=900, discount=100)) == "used"
    assert (seen(region, coupon_id).uses, int(region.balance(holder).total)) == (1, 2_000)


def test_the_last_of_the_budget_goes_to_one(region: Region, shop: int) -> None:
    coupon_id = published_coupon(region, kind=CouponKind.FIXED, yen_off=Yen(300), budget=Yen(500), per_person=5)
    visitors = [region.person() for _ in range(3)]
    region.points.coupons.take.take(sale(region, shop, visitors[0], coupon_id, points=0, discount=300, cash=100))
    second = sale(region, shop, visitors[1], coupon_id, points=0, discount=300, cash=100)
    assert refused(region, second) == "no_budget"
    small = sale(region, shop, visitors[1], coupon_id, points=0, discount=200, cash=0)
    region.points.coupons.take.take(small)
    assert (seen(region, coupon_id).uses, int(seen(region, coupon_id).spent)) == (2, 500)


def test_wrong_person_place_time_price_and_number_are_refused(region: Region, shop: int, holder: Address) -> None:
    stranger = region.person()
    region.grant(region.program(), {stranger: 2_000})
    far = published_coupon(region, kind=CouponKind.FIXED, yen_off=Yen(100), shops=(region.shop("よその店"),))
    assert refused(region, sale(region, shop, holder, far, points=900, discount=100)) == "wrong_shop"
    mukawa = region.shop("むかわの店", MUKAWA)
    coupon_id = published_coupon(region, minimum=Yen(500), most_uses=1)
    assert refused(region, sale(region, mukawa, holder, coupon_id, points=0, discount=100, cash=900)) == "wrong_town"
    assert refused(region, sale(region, shop, holder, coupon_id, points=400, discount=40)) == "below_minimum"
    assert refused(region, sale(region, shop, holder, coupon_id, points=900, discount=101)) == "changed"
    assert refused(region, sale(region, shop, holder, None, points=900, discount=100)) == "unknown"
    codes = sale(region, shop, holder, coupon_id, points=900, discount=100)
    region.points.charge_customer.charge(codes)
    with pytest.raises(PaymentCodeRefused):  # somebody who photographed the screen
        region.points.charge_customer.charge(replace(codes, request_key=uuid4().hex))
    assert refused(region, sale(region, shop, stranger, coupon_id, points=900, discount=100)) == "used_up"
    late = published_coupon(region)
    region.travel(timedelta(days=7))
    assert refused(region, sale(region, shop, holder, late, points=900, discount=100)) == "over"
    assert int(region.balance(stranger).total) == 2_000


def test_a_sale_that_is_refused_leaves_code_and_points_alone(region: Region, shop: int, holder: Address) -> None:
    coupon_id = published_coupon(region)
    order = sale(region, shop, holder, coupon_id, points=900, discount=90)
    assert refused(region, order) == "changed"
    region.points.charge_customer.charge(replace(order, discount=Yen(100)))
    with pytest.raises(PointsShort):
        region.points.charge_customer.charge(
            sale(region, shop, holder, published_coupon(region), points=9_000, discount=500)
        )


def test_only_who_holds_a_card_uses_it_and_each_card_once(
    region: Region, shop: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, nobody = region.person(), region.person(), region.person()
    held = {first: ["0xcard/1"]}

    class Cards:
        def cards_of(self, session: Session, holder: Address, towns: Collection[MunicipalityCode]) -> list[str]:
            assert set(towns) == {UDA, OTSUKI}
            return held.get(holder, [])

    monkeypatch.setattr(region.points.coupons.redeem, "cards", Cards())
    coupon_id = published_coupon(region, audience=Audience.CARD_HOLDERS)

    def order(person: Address) -> Sale:
        return sale(region, shop, person, coupon_id, points=0, discount=100, cash=900)

    assert refused(region, order(nobody)) == "no_card"
    region.points.coupons.take.take(order(first))
    held[second] = held.pop(first)  # the card goes to somebody else
    assert refused(region, order(second)) == "used"
    held[second].append("0xcard/2")
    region.points.coupons.take.take(order(second))
    with region.platform.db.read() as session:
        assert list(session.scalars(select(CouponUse.card).order_by(CouponUse.id))) == ["0xcard/1", "0xcard/2"]
        own = region.points.read_own_data(session, second)["coupon_uses"]
    assert [(one["card"], one["discount"]) for one in own] == [("0xcard/2", 100)]


def test_a_refund_gives_the_coupon_back_and_only_the_whole_sale_is_refunded(
    region: Region, shop: int, holder: Address
) -> None:
    coupon_id = published_coupon(region)
    payment_id = region.points.charge_customer.charge(sale(region, shop, holder, coupon_id, points=900, discount=100))
    region.settle()
    with pytest.raises(CouponSaleWhole) as part:
        region.refund(shop, payment_id, 400)
    assert int(part.value.whole) == 900
    region.refund(shop, payment_id, 900)
    assert seen(region, coupon_id).uses == 1  # until the chain has it
    region.settle()
    assert (seen(region, coupon_id).uses, int(region.balance(holder).total)) == (0, 2_000)
    again = region.points.charge_customer.charge(sale(region, shop, holder, coupon_id, points=900, discount=100))
    region.settle()
    assert region.payment(shop, again).coupon is not None
    with region.platform.db.read() as session:
        mine = own_uses(session, holder, region.platform.clock.now())
    assert [one.is_given_back for one in mine] == [False, True]


def test_a_payment_that_never_came_about_leaves_the_coupon_unused(region: Region, shop: int, holder: Address) -> None:
    coupon_id = published_coupon(region)
    order = sale(region, shop, holder, coupon_id, points=900, discount=100)
    payment_id = region.points.charge_customer.charge(order)
    with region.platform.db.write() as session:
        use = session.scalars(select(CouponUse)).one()
        assert (use.payment_row_id, use.place) == (payment_id, 1)
        payment = region.points.reserve_payment.find(session, shop, order.request_key)
        assert payment is not None
        payment.failure = "PointsInsufficient"
    assert seen(region, coupon_id).uses == 0
    region.points.charge_customer.charge(sale(region, shop, holder, coupon_id, points=900, discount=100))
    assert seen(region, coupon_id).uses == 1


def test_what_is_published_does_not_change_and_belongs_to_its_town(region: Region, shop: int, holder: Address) -> None:
    writing, coupon_id = region.points.coupons.write, published_coupon(region)
    with pytest.raises(Conflict):
        writing.change(UDA, coupon_id, coupon_terms(region, percent=20))
    with pytest.raises(Conflict):
        writing.discard(UDA, coupon_id)
    with pytest.raises(NotFound):
        writing.stop(MUKAWA, region.officer, coupon_id, "よその町")
    with pytest.raises(Invalid):
        writing.draft(MUKAWA, region.officer, coupon_terms(region))
    with pytest.raises(Invalid):
        writing.draft(UDA, region.officer, coupon_terms(region, shops=(shop + 1,)))
    draft = writing.draft(UDA, region.officer, coupon_terms(region))
    with pytest.raises(NotFound):  # nobody chooses what is not published
        region.points.issue_payment_code.issue(holder, draft)
    writing.change(UDA, draft, coupon_terms(region, title_ja="直した名前"))
    writing.discard(UDA, draft)
    order = sale(region, shop, holder, coupon_id, points=900, discount=100)
    writing.stop(UDA, region.officer, coupon_id, "予算の見直しのため")
    assert refused(region, order) == "stopped"
    with pytest.raises(Invalid):  # no price that a sum could not hold
        region.points.coupons.take.take(replace(order, amount=Points(0), cash=Yen(10**18)))
    assert seen(region, coupon_id).state is CouponState.STOPPED
