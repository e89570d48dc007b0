"""Drops on a real node: one transaction for everybody, and points that come into being as people spend."""

from __future__ import annotations

from datetime import timedelta

from eth_account import Account as KeyAccount

from chain.contracts.typed_data import sign
from chain.ids import Address
from points.models import Campaign, CampaignState, PaymentState
from points.queries.drops import drop_progress, unclaimed_entries
from points.queries.history import holder_history
from points.queries.programs import ProgramTotals, cap_left, find_program, program_on_chain
from tests.fixtures.chain import UDA
from tests.fixtures.points import Region
from tests.fixtures.web import _browser_account
from tests.integration.points.test_projection import contents


def totals(region: Region, program: int) -> ProgramTotals:
    with region.platform.db.read() as session:
        return find_program(session, UDA, program, region.today).totals


def numbers(of: ProgramTotals) -> tuple[int, int, int, int]:
    return int(of.granted), int(of.unused), int(of.takings), int(of.expired)


def key_of(region: Region, campaign_id: int) -> bytes:
    with region.platform.db.read() as session:
        return session.get_one(Campaign, campaign_id).campaign_key


def test_a_drop_is_spendable_at_once_and_its_points_come_with_the_first_payment(region: Region) -> None:
    program, shop = region.program(), region.shop()
    people = {region.person(): 1_000 for _ in range(5)}
    spender = next(iter(people))
    campaign_id = region.drop(program, people)
    assert region.campaign(campaign_id).state is CampaignState.DONE
    assert numbers(totals(region, program)) == (5_000, 5_000, 0, 0)
    with region.platform.db.read() as session:
        assert int(cap_left(session, program_on_chain(session, UDA, program))) == 995_000
    assert int(region.balance(spender).total) == 1_000
    assert [int(lot.amount) for lot in region.lots(spender)] == [0]  # nothing is in the account yet

    payment_id = region.pay(shop, spender, 300)
    assert region.payment(shop, payment_id).state in (PaymentState.CONFIRMED, PaymentState.FINAL)
    assert int(region.balance(spender).total) == 700
    assert [int(lot.amount) for lot in region.lots(spender)] == [700]
    assert numbers(totals(region, program)) == (5_000, 4_700, 300, 0)
    with region.platform.db.read() as session:
        assert drop_progress(session, key_of(region, campaign_id)).people == 1
        entries = holder_history(session, spender).entries
        assert {(one.purpose, int(one.amount)) for one in entries} == {("くらしの応援", 1_000), ("", 300)}

    region.pay(shop, spender, 200)  # out of what is in the account now
    region.refund(shop, payment_id, 300)
    region.settle()
    assert int(region.balance(spender).total) == 800
    before = contents(region)
    region.indexer.rebuild()
    while region.indexer.step():
        pass
    assert contents(region) == before


def test_two_payments_under_way_may_need_the_same_entry(region: Region) -> None:
    program, shop, holder = region.program(), region.shop(), region.person()
    region.drop(program, {holder: 1_000})
    first = region.points.charge_customer.charge(region.sale(shop, holder, 400))
    second = region.points.charge_customer.charge(region.sale(shop, holder, 500))
    assert int(region.balance(holder).total) == 100
    region.settle()
    done = (PaymentState.CONFIRMED, PaymentState.FINAL)
    assert region.payment(shop, first).state in done
    assert region.payment(shop, second).state in done
    assert [int(lot.amount) for lot in region.lots(holder)] == [100]


def test_points_of_a_grant_and_a_drop_are_spent_together(region: Region) -> None:
    program, shop, holder = region.program(), region.shop(), region.person()
    region.grant(program, {holder: 100})
    region.drop(program, {holder: 200})
    region.drop(program, {holder: 50}, expires_in=10)
    payment_id = region.pay(shop, holder, 350)
    assert region.payment(shop, payment_id).state in (PaymentState.CONFIRMED, PaymentState.FINAL)
    assert int(region.balance(holder).total) == 0


def test_entries_are_brought_to_the_account_once_on_request(region: Region) -> None:
    program, holder = region.program(), region.person()
    region.drop(program, {holder: 80})
    assert region.points.claim_entries.claim(holder) == 1
    assert region.points.claim_entries.claim(holder) == 1  # under way: nothing is sent again
    region.settle()
    assert region.points.claim_entries.claim(holder) == 0
    assert [int(lot.amount) for lot in region.lots(holder)] == [80]


def test_what_a_drop_promised_and_nobody_used_expires_without_a_transaction(region: Region) -> None:
    program, shop, holder = region.program(), region.shop(), region.person()
    region.drop(program, {holder: 1_000, region.person(): 500}, expires_in=1)
    region.pay(shop, holder, 300)
    region.travel(timedelta(days=3))
    assert int(region.balance(holder).total) == 0
    assert numbers(totals(region, program)) == (1_500, 0, 300, 1_200)
    assert region.points.sweep_expired.sweep() == 1  # the rest of what came into being
    assert region.points.sweep_expired.sweep() == 0
    region.settle()
    assert region.points.sweep_expired.sweep() == 0
    assert numbers(totals(region, program)) == (1_500, 0, 300, 1_200)
    with region.platform.db.read() as session:
        assert [entry.amount for entry in unclaimed_entries(session, holder)] == []


def test_who_keeps_the_own_key_spends_a_drop_too(region: Region) -> None:
    program, shop, key = region.program(), region.shop(), KeyAccount.create()
    holder = Address(key.address)
    _browser_account(region.platform, holder)
    region.drop(program, {holder: 1_000})
    payment_id = region.points.charge_customer.charge(region.sale(shop, holder, 400))
    asked = region.points.send_payment.to_sign(payment_id, holder)
    region.points.send_payment.complete(asked.subject, sign(asked.typed_data, key.key))
    region.settle()
    assert region.payment(shop, payment_id).state in (PaymentState.CONFIRMED, PaymentState.FINAL)
    assert int(region.balance(holder).total) == 600


def test_points_of_a_paused_issuer_are_left_out_of_the_plan(region: Region) -> None:
    program, shop, holder = region.program(), region.shop(), region.person()
    region.drop(program, {holder: 1_000})
    with region.platform.db.read() as session:
        merchant = region.points.reserve_payment.open_merchant(session, shop)
        assert int(region.points.reserve_payment.spendable(session, holder, merchant)) == 1_000
    region.chain.operator.set_paused(UDA, True)
    region.look()
    with region.platform.db.read() as session:
        assert int(region.points.reserve_payment.spendable(session, holder, merchant)) == 0
