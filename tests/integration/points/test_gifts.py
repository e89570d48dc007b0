"""Points go from one person to another: once, only what may be given, and never to a shop or to oneself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from chain.ids import Address
from chain.units import Points
from points.errors import GiftRefused, GiftShort
from points.models import GiftPart, Movement, MovementKind, PaymentState
from points.queries.gifts import GiftView, find_gift
from points.queries.history import holder_history
from points.services.give_points import GiftOrder
from tests.fixtures.points import Region

KEY = "gift-form-1"


def view(region: Region, gift_id: int, viewer: Address) -> GiftView:
    with region.platform.db.read() as session:
        return find_gift(session, gift_id, viewer, region.platform.clock.now())


def refusal(region: Region, order: GiftOrder) -> str:
    with pytest.raises(GiftRefused) as refused:
        region.points.give_points.give(order)
    return refused.value.reason


def test_a_gift_over_two_lots_arrives_once_however_often_it_is_sent(region: Region) -> None:
    giver, friend = region.person(), region.person()
    free, bound = region.program(transferable=True), region.program(name="本人だけ")
    region.grant(free, {giver: 300}, expires_in=20)
    region.grant(free, {giver: 500}, expires_in=90)
    region.grant(bound, {giver: 900}, expires_in=10)
    order = GiftOrder(giver, friend, Points(400), KEY)
    plan = region.points.give_points.plan(order)
    assert [int(lot.amount) for lot in plan.lots] == [300, 100]  # the earliest expiry first, of what may be given
    assert int(plan.left) == 400
    gift_id = region.points.give_points.give(order)
    assert region.points.give_points.give(order) == gift_id
    assert int(region.balance(giver).total) == 1_300  # kept back while it is under way
    assert view(region, gift_id, friend).state is PaymentState.PENDING
    region.settle()
    assert view(region, gift_id, giver).is_waiting is False
    assert int(view(region, gift_id, giver).arrived) == 400
    assert (int(region.balance(giver).total), int(region.balance(friend).total)) == (1_300, 400)
    with region.platform.db.read() as session:
        moved = session.scalars(select(Movement).where(Movement.kind == MovementKind.GIFT)).all()
        assert {row.reference for row in moved} == set(session.scalars(select(GiftPart.gift_id)))
        assert [one.is_incoming for one in holder_history(session, friend).entries] == [True, True]
        assert holder_history(session, friend).entries[0].counterparty == giver
        assert holder_history(session, giver).entries[0].counterparty == friend


def test_who_and_what_may_not_be_given_is_refused_with_its_reason(region: Region) -> None:
    giver, friend, poor = region.person(), region.person(), region.person()
    shop = region.shop()
    region.grant(region.program(transferable=True), {giver: 40_000})
    give = region.points.give_points
    account = region.platform.wallet.find_account
    with region.platform.db.read() as session:
        from points.models import MerchantOnChain

        till = session.get_one(MerchantOnChain, shop).account
    assert refusal(region, GiftOrder(giver, giver, Points(1), KEY)) == "self"
    assert refusal(region, GiftOrder(giver, till, Points(1), KEY)) == "shop"
    assert refusal(region, GiftOrder(poor, friend, Points(1), KEY)) == "no_points"
    assert refusal(region, GiftOrder(giver, friend, Points(30_001), KEY)) == "daily_limit"
    own = account.by_address(giver)
    theirs = account.by_address(friend)
    assert own is not None and theirs is not None
    for text in ("", "M-0000-0000", "person2@example.jp", "person2＠example.jp", friend):
        with pytest.raises(GiftRefused) as unknown:
            give.find_recipient(giver, text)
        assert unknown.value.reason == "unknown"
    with pytest.raises(GiftRefused) as oneself:
        give.find_recipient(giver, own.member_number)
    assert oneself.value.reason == "self"
    assert give.find_recipient(giver, theirs.member_number.lower().replace("-", "")) == friend
    give.give(GiftOrder(giver, friend, Points(20_000), "gift-form-1"))
    assert refusal(region, GiftOrder(giver, friend, Points(10_001), "gift-form-2")) == "daily_limit"
    region.settle()
    region.travel(timedelta(days=1))
    with pytest.raises(GiftShort):
        give.give(GiftOrder(giver, friend, Points(20_001), "gift-form-3"))


def test_a_gift_the_chain_refuses_leaves_the_points_where_they_were(region: Region) -> None:
    giver, friend = region.person(), region.person()
    region.grant(region.program(transferable=True), {giver: 300})
    gift_id = region.points.give_points.give(GiftOrder(giver, friend, Points(100), KEY))
    region.chain.mine(at=region.chain.now() + 2 * 3600)  # the signature is too old by now
    region.settle()
    refused = view(region, gift_id, giver)
    assert (refused.state, refused.parts[0].failure) == (PaymentState.FAILED, "SignatureExpired")
    assert (int(region.balance(giver).total), int(region.balance(friend).total)) == (300, 0)


def test_points_that_a_drop_promised_are_given_and_the_rest_stays(region: Region) -> None:
    giver, friend, late = region.person(), region.person(), region.person()
    program, shop = region.program(transferable=True), region.shop()
    region.drop(program, {giver: 500, late: 70}, expires_in=30)
    region.grant(program, {giver: 100}, expires_in=60)
    gift_id = region.points.give_points.give(GiftOrder(giver, friend, Points(550), KEY))  # of the drop and the grant
    assert int(region.balance(giver).total) == 50
    region.settle()
    assert int(view(region, gift_id, giver).arrived) == 550
    assert (int(region.balance(giver).total), int(region.balance(friend).total)) == (50, 550)
    region.pay(shop, friend, 550)  # the points are really there
    with region.platform.db.read() as session:
        kinds = [one.kind for one in holder_history(session, giver).entries]
    assert kinds.count(MovementKind.CLAIM) == 1
    assert int(region.balance(late).total) == 70  # nobody else's entry was touched


def test_a_gift_behind_a_payment_out_of_the_same_drop_loses_nothing(region: Region) -> None:
    """Both bring the entry along; it comes into being once, and each takes its own part."""
    giver, friend = region.person(), region.person()
    program, shop = region.program(transferable=True), region.shop()
    region.drop(program, {giver: 500})
    payment_id = region.points.charge_customer.charge(region.sale(shop, giver, 200))
    gift_id = region.points.give_points.give(GiftOrder(giver, friend, Points(300), KEY))
    region.settle()
    assert region.payment(shop, payment_id).failure == ""
    assert int(view(region, gift_id, giver).arrived) == 300
    assert (int(region.balance(giver).total), int(region.balance(friend).total)) == (0, 300)
