"""Points from the officer's list to the shop's settlement, on a real node: our rows and the contract say the same."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from chain.ids import expiry_day_of_lot
from chain.units import Points
from points.models import CampaignState, LotBalance, MerchantOnChain, PaymentState, SettlementState
from points.queries.history import holder_history
from points.queries.programs import find_program
from points.queries.settlements import find_closing, list_closings
from tests.fixtures.chain import UDA
from tests.fixtures.points import Region


def test_a_grant_reaches_everybody_on_the_list(region: Region) -> None:
    program = region.program()
    people = {region.person(): 100 * (index + 1) for index in range(5)}
    view = region.campaign(region.grant(program, people))
    assert (view.state, view.people, int(view.granted)) == (CampaignState.DONE, 5, 1_500)
    for holder, amount in people.items():
        assert int(region.balance(holder).total) == amount
        assert [int(lot.amount) for lot in region.lots(holder)] == [amount]


def test_a_grant_in_several_chunks_takes_one_signature(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    program = region.program()
    holders = [region.person() for _ in range(3)]
    known = dict.fromkeys(holders, 10)
    campaign_id = region.draft(program)
    region.upload(campaign_id, "アドレス,ポイント\n" + "".join(f"{one},{amount}\n" for one, amount in known.items()))
    monkeypatch.setattr("points.acts.CHUNK_SIZE", 1)
    region.start(campaign_id)
    region.settle()
    assert region.campaign(campaign_id).granted_chunks == 3
    assert {int(region.balance(holder).total) for holder in holders} == {10}


def test_a_payment_takes_the_earliest_expiry_first_over_two_programs(region: Region) -> None:
    holder, shop = region.person(), region.shop()
    late, early = region.program(name="長いポイント"), region.program(name="短いポイント")
    region.grant(late, {holder: 500}, expires_in=60)
    region.grant(early, {holder: 300}, expires_in=10)
    payment_id = region.pay(shop, holder, 400)
    assert region.payment(shop, payment_id).state in (PaymentState.CONFIRMED, PaymentState.FINAL)
    balance = region.balance(holder)
    assert [(one.program_id, int(one.total)) for one in balance.programs] == [(late, 400)]
    assert [int(lot.amount) for lot in region.lots(holder)] == [400]


def test_a_refund_returns_the_very_lots_the_latest_first(region: Region) -> None:
    holder, shop = region.person(), region.shop()
    program = region.program()
    region.grant(program, {holder: 300}, expires_in=10)
    region.grant(program, {holder: 500}, expires_in=60)
    payment_id = region.pay(shop, holder, 700)
    region.refund(shop, payment_id, 450)
    region.settle()
    view = region.payment(shop, payment_id)
    assert (int(view.refunded), int(view.refundable)) == (450, 250)
    lots = region.lots(holder)
    assert [int(lot.amount) for lot in lots] == [50, 500]
    assert expiry_day_of_lot(lots[0].lot_id) < expiry_day_of_lot(lots[1].lot_id)
    region.refund(shop, payment_id, 250)
    region.settle()
    assert int(region.payment(shop, payment_id).refundable) == 0
    assert int(region.balance(holder).total) == 800


def test_takings_are_settled_once_and_the_list_adds_up(region: Region) -> None:
    holder, shop, other = region.person(), region.shop(), region.shop("道の駅")
    program = region.program()
    region.grant(program, {holder: 5_000})
    first = region.pay(shop, holder, 1_200)
    region.pay(other, holder, 800)
    region.refund(shop, first, 200)
    region.settle()
    closing_id = region.points.close_settlement.close(UDA, region.officer, region.today)
    region.settle()
    with region.platform.db.read() as session:
        closing = find_closing(session, UDA, closing_id)
        accounts = list(session.scalars(select(MerchantOnChain.account)))
        left = list(session.scalars(select(LotBalance.takings).where(LotBalance.holder.in_(accounts))))
        totals = find_program(session, UDA, program, region.today).totals
    assert {one.merchant_id: int(one.amount) for one in closing.settlements} == {shop: 1_000, other: 800}
    assert {one.state for one in closing.settlements} == {SettlementState.CONFIRMED}
    assert sum(left) == 0
    assert (int(totals.granted), int(totals.spent), int(totals.unused)) == (5_000, 1_800, 3_200)
    assert (int(totals.settled), int(totals.takings)) == (1_800, 0)
    region.pay(shop, holder, 300)
    again = region.points.close_settlement.close(UDA, region.officer, region.today)
    with region.platform.db.read() as session:
        assert [one.id for one in list_closings(session, UDA)] == [again, closing_id]
        second = find_closing(session, UDA, again).settlements
    assert {one.merchant_id: int(one.amount) for one in second} == {shop: 300}


def test_history_names_the_shop_and_the_purpose(region: Region) -> None:
    holder, shop = region.person(), region.shop("薬草茶房")
    program = region.program(name="くらし応援")
    region.grant(program, {holder: 500})
    payment_id = region.pay(shop, holder, 120)
    region.refund(shop, payment_id, 20)
    region.settle()
    with region.platform.db.read() as session:
        page = holder_history(session, holder)
    assert [(one.kind, one.is_incoming, int(one.amount)) for one in page.entries] == [
        ("refund", True, 20),
        ("payment", False, 120),
        ("grant", True, 500),
    ]
    assert page.entries[1].merchant is not None
    assert page.entries[1].merchant.name_ja == "薬草茶房"
    assert (page.entries[2].purpose, page.entries[2].programs[0].name_ja) == ("くらしの応援", "くらし応援")


def test_expired_points_are_neither_shown_nor_spent_and_count_as_expired(region: Region) -> None:
    holder = region.person()
    program = region.program()
    region.grant(program, {holder: 100}, expires_in=1)
    region.travel(timedelta(days=2))
    assert int(region.balance(holder).total) == 0
    with region.platform.db.read() as session:
        totals = find_program(session, UDA, program, region.today).totals
    assert (totals.unused, totals.expired) == (Points(0), Points(100))
