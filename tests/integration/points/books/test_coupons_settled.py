"""What towns owe shops for coupons: settled beside the points, paid once, taken off again, accounted for."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from chain.errors import Conflict
from chain.ids import ZERO_ADDRESS, Address
from chain.units import Points, Yen
from points.errors import NothingToSettle
from points.models import Business, SettlementState
from points.models.banking_days import banking_day_after
from points.models.payout_account import PayoutEntry
from points.models.reconciliation import Check
from points.queries.clearing import clearing, coupon_costs
from points.queries.payouts import find_batch
from points.queries.settlements import ClosingView, claims_of_shops, find_closing, list_closings
from points.queries.statements import closing_statements
from points.services.keep_money_desk import DeskSettings
from points.services.sale import Sale
from tests.fixtures.chain import OTSUKI, UDA
from tests.fixtures.coupons import published_coupon
from tests.fixtures.points import Region

DESK = DeskSettings(
    (15, 31), 5, 100, "T8000020130001", "12345", "うだしかいけい", "0149", "111", account_number="765432",
    pays_home_shops=True,
)  # fmt: skip


def redeem(region: Region, shop: int, holder: Address, coupon_id: int, *, points: int = 0, cash: int = 0) -> int:
    """With points the payment's row, without the use."""
    code = region.points.issue_payment_code.issue(holder, coupon_id).payload
    discount = Yen((points + cash) // 9)
    order = Sale(shop, region.cashiers[shop], code, Points(points), uuid4().hex, cash=Yen(cash), discount=discount)
    taking = region.points.charge_customer.charge if points else region.points.coupons.take.take
    return taking(order)


def redeem_settled(region: Region, shop: int, holder: Address, coupon_id: int) -> int:
    payment_id = redeem(region, shop, holder, coupon_id, points=1_800)
    region.settle()
    return payment_id


def close(region: Region) -> ClosingView:
    closing_id = region.points.close_settlement.close(UDA, region.officer, region.today)
    region.settle()
    with region.platform.db.read() as session:
        return find_closing(session, UDA, closing_id)


def owed(region: Region) -> dict[int, tuple[int, int]]:
    """(points, coupons) by shop."""
    with region.platform.db.read() as session:
        claims, coupons = claims_of_shops(session, UDA, region.today)
    return {
        one.merchant_id: (int(one.amount), int(coupons[one.merchant_id].amount) if one.merchant_id in coupons else 0)
        for one in claims
    }


def test_discounts_are_owed_settled_paid_and_cleared_once(region: Region) -> None:
    own, other, holder = region.shop("薬草茶房"), region.shop("猿橋茶屋", OTSUKI), region.person()
    region.grant(region.program(), {holder: 5_000})
    coupon_id = published_coupon(region, per_person=9)
    desk, officer = region.points.keep_money_desk, region.officer
    for town in (UDA, OTSUKI):
        desk.save(town, officer, DESK)
    redeem(region, own, holder, coupon_id, points=900)
    region.refund(own, redeem_settled(region, own, holder, coupon_id), 1_800)  # given back before anything is closed
    redeem(region, other, holder, coupon_id, cash=900)
    region.settle()
    assert owed(region) == {own: (900, 100), other: (0, 100)}

    found = {one.merchant_id: one for one in close(region).settlements}
    assert {one.state for one in found.values()} == {SettlementState.CONFIRMED}
    assert (int(found[own].fee), int(found[own].net)) == (9, 991)  # the fee is of the points alone
    assert (int(found[other].amount), int(found[other].coupons), int(found[other].net)) == (0, 100, 100)
    with pytest.raises(NothingToSettle):
        region.points.close_settlement.close(UDA, officer, region.today)

    with region.platform.db.read() as session:
        (closing,) = list_closings(session, UDA)
        statements = {one.merchant_id: one for one in closing_statements(session, closing.id)}
        found_clearing = clearing(session, UDA, region.today.replace(day=1))
        costs = coupon_costs(session, UDA, region.today.replace(day=1))
    assert int(closing.net) == 1_091
    assert [(line.title_ja, line.uses, line.discount) for line in statements[other].by_coupon] == [
        ("4つのまちの1割引き", 1, 100)
    ]
    assert (int(statements[other].coupons), statements[other].carried) == (100, 0)
    assert [(one.payer, int(one.coupons), int(one.amount)) for one in found_clearing.lines] == [(OTSUKI, 100, 100)]
    assert [(one.home, int(one.amount)) for one in costs] == [(OTSUKI, 100), (UDA, 100)]

    bank_day = banking_day_after(region.today, 1)
    for shop, number in ((own, "1234567"), (other, "2345678")):
        entry = PayoutEntry("0149", "111", 1, number, "ウダ　ヤクソウ", Business.CORPORATION)
        region.points.keep_payout_account.change(shop, officer, entry, is_officer=True)
    paid: dict[int, int] = {}
    for town in (UDA, OTSUKI):
        batch_id = region.points.pay_out.make_batch(town, officer, bank_day)
        with region.platform.db.read() as session:
            paid |= {one.merchant_id: int(one.amount) for one in find_batch(session, town, batch_id).payouts}
    assert paid == {own: 991, other: 100}
    compared = region.points.reconcile.run()
    assert compared.differences == []
    assert compared.count(Check.COUPONS) == 2


def test_what_is_given_back_after_it_was_settled_is_taken_off_the_next_time(region: Region) -> None:
    shop, holder = region.shop(), region.person()
    coupon_id = published_coupon(region, per_person=9)
    first = redeem(region, shop, holder, coupon_id, cash=900)
    close(region)
    region.points.coupons.take.give_back(shop, first, region.cashiers[shop], None)
    assert owed(region) == {}  # more came back than was used; it waits
    redeem(region, shop, holder, coupon_id, cash=2_700)
    assert owed(region) == {shop: (0, 200)}
    (settled,) = close(region).settlements
    assert int(settled.coupons) == 200
    assert [(line.uses, line.discount) for line in settled.by_coupon] == [(0, 200)]
    assert owed(region) == {}
    assert region.points.reconcile.run().differences == []


def test_a_closing_that_is_taken_back_lets_go_of_its_coupons(region: Region) -> None:
    shop, holder = region.shop(), region.person()
    coupon_id = published_coupon(region)
    redeem(region, shop, holder, coupon_id, cash=900)
    region.points.keep_money_desk.save(UDA, region.officer, DeskSettings((15, 31), 5, 0, prepares_drafts=True))
    region.travel(timedelta(days=40))
    assert region.points.close_settlement.prepare_due() == 1
    with region.platform.db.read() as session:
        (draft,) = list_closings(session, UDA)
    assert (draft.closed_by, draft.settlements[0].state) == (ZERO_ADDRESS, SettlementState.DRAFT)
    region.points.close_settlement.discard(UDA, draft.id)
    assert owed(region) == {shop: (0, 100)}
    assert region.points.close_settlement.prepare_due() == 1
    with region.platform.db.read() as session:
        (again,) = list_closings(session, UDA)
    region.points.close_settlement.sign_open(again.id, region.officer)
    with region.platform.db.read() as session:
        signed = find_closing(session, UDA, again.id)
    assert (signed.closed_by, signed.settlements[0].state) == (region.officer, SettlementState.CONFIRMED)
    with pytest.raises(Conflict):
        region.points.close_settlement.discard(UDA, again.id)
