"""A month end with two towns: closing with fees, bank file, a return, clearing, ledger, and everything agreeing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from app.cli.reconcile import lines as told
from chain.errors import Conflict
from chain.ids import Address
from points.analytics.models.period import Period
from points.analytics.queries.flows import Partner, flows
from points.errors import BatchNotOpen, MoneyDeskIncomplete, NothingToPay, NothingToSettle
from points.models import (
    BatchState,
    Business,
    Closing,
    LotBalance,
    MovementKind,
    Payout,
    PayoutBatch,
    ReturnReason,
    Settlement,
)
from points.models.banking_days import banking_day_after
from points.models.payout_account import PayoutEntry
from points.models.reconciliation import Check
from points.queries.clearing import clearing, cost_lines
from points.queries.ledger import LedgerFilter, count_lines, ledger_lines
from points.queries.payouts import Obstacle, find_batch, payables
from points.queries.settlements import find_closing
from points.queries.statements import find_statement, merchant_statements
from points.queries.unused_balance import balance_report, base_dates
from points.services.keep_money_desk import DeskSettings
from points.zengin import read_file
from tests.fixtures.chain import JOINT_AREA, OTSUKI, UDA
from tests.fixtures.points import Region

DESK = DeskSettings(
    (15, 31), 5, 150, "T8000020130001", "12345", "うだしかいけい", "0149", "111", account_number="765432",
    pays_home_shops=True,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Month:
    """Uda's points were spent at a shop of its own and at one of Otsuki, less one refund; nothing is closed."""

    program: int
    own: int
    other: int
    holder: Address


def account(number: str, holder: str = "ウダ　ヤクソウ") -> PayoutEntry:
    return PayoutEntry("0149", "111", 1, number, holder, Business.CORPORATION)


@pytest.fixture
def month(region: Region) -> Month:
    program = region.program(area=JOINT_AREA)
    own, other, holder = region.shop("薬草茶房"), region.shop("猿橋茶屋", OTSUKI), region.person()
    region.grant(program, {holder: 20_000})
    first = region.pay(own, holder, 9_999)
    region.pay(other, holder, 4_000)
    region.refund(own, first, 999)
    region.settle()
    return Month(program, own, other, holder)


def bank_day(region: Region) -> date:
    return banking_day_after(region.today, 1)


def close(region: Region) -> int:
    closing_id = region.points.close_settlement.close(UDA, region.officer, region.today)
    region.settle()
    return closing_id


def test_a_month_end_from_closing_to_the_returned_transfer(region: Region, month: Month) -> None:
    desk, pay_out, officer = region.points.keep_money_desk, region.points.pay_out, region.officer
    with pytest.raises(MoneyDeskIncomplete):
        pay_out.make_batch(UDA, officer, bank_day(region))
    desk.save(UDA, officer, DESK)
    desk.agree(UDA, officer, month.other, 0, "")
    closing_id = close(region)
    with region.platform.db.read() as session:
        found = {one.merchant_id: one for one in find_closing(session, UDA, closing_id).settlements}
        statement = find_statement(session, found[month.own].row_id)
    assert (int(found[month.own].fee), int(found[month.own].net)) == (135, 8_865)  # 9,000 at 1.5%, rounded down
    assert (int(found[month.other].fee), int(found[month.other].net)) == (0, 4_000)
    assert (int(statement.payments), int(statement.refunds), statement.carried) == (9_999, 999, 0)
    assert (int(statement.fee_tax), statement.issuer_invoice_number) == (12, "T8000020130001")

    accounts = region.points.keep_payout_account
    with pytest.raises(NothingToPay):
        pay_out.make_batch(UDA, officer, bank_day(region))
    accounts.change(month.own, officer, account("1234567"), is_officer=True)
    batch_id = pay_out.make_batch(UDA, officer, bank_day(region))
    with region.platform.db.read() as session:
        raw = session.get_one(PayoutBatch, batch_id).file
        stuck = {one.merchant_id: one.obstacle for one in payables(session, UDA)}
    file = read_file(raw, bank_day(region).year)
    assert [(one.payee, int(one.amount), one.customer_one) for one in file.transfers] == [("ｳﾀﾞ ﾔｸｿｳ", 8_865, month.own)]
    assert (file.sender.consignor_code, file.sender.account_number) == ("0000012345", "0765432")
    assert stuck == {month.other: Obstacle.NO_ACCOUNT}
    with pytest.raises(NothingToPay):  # nothing twice
        pay_out.make_batch(UDA, officer, bank_day(region))
    _never_twice(region, month, batch_id)
    _sent_back(region, month, batch_id)
    assert region.points.reconcile.run().differences == []


def _sent_back(region: Region, month: Month, batch_id: int) -> None:
    pay_out, officer = region.points.pay_out, region.officer
    with region.platform.db.read() as session:
        [line] = find_batch(session, UDA, batch_id).payouts
    with pytest.raises(BatchNotOpen):
        pay_out.mark_returned(UDA, officer, batch_id, line.id, ReturnReason.NO_ACCOUNT)
    pay_out.advance(UDA, officer, batch_id, BatchState.SENT)
    with pytest.raises(BatchNotOpen):
        pay_out.cancel(UDA, officer, batch_id)
    pay_out.mark_returned(UDA, officer, batch_id, line.id, ReturnReason.NO_ACCOUNT)
    with pytest.raises(NothingToPay):  # the account is still the wrong one
        pay_out.make_batch(UDA, officer, bank_day(region))
    region.points.keep_payout_account.change(month.own, officer, account("7654321"), is_officer=True)
    again = pay_out.make_batch(UDA, officer, bank_day(region))
    with region.platform.db.read() as session:
        [second] = find_batch(session, UDA, again).payouts
        assert (int(second.amount), second.account_end) == (8_865, "321")
        assert int(find_batch(session, UDA, batch_id).returned) == 8_865
        [shown] = merchant_statements(session, month.own)
    assert shown.payout is not None
    assert (shown.payout.account_end, shown.payout.is_returned) == ("321", False)
    pay_out.cancel(UDA, officer, again)
    third = pay_out.make_batch(UDA, officer, bank_day(region))
    assert third != again


def _ledger_adds_up(region: Region, month: Month) -> None:
    """Also with a drop of which one person's points came into being and the other's are a promise."""
    spender = region.person()
    region.drop(month.program, {spender: 300, region.person(): 50})
    region.pay(month.own, spender, 100)
    everything = LedgerFilter(region.today, region.today)
    with region.platform.db.read() as session:
        lines = list(ledger_lines(session, UDA, everything))
        assert count_lines(session, UDA, everything) == len(lines)
        assert list(ledger_lines(session, OTSUKI, everything)) == []
        refunds = LedgerFilter(region.today, region.today, month.program, MovementKind.REFUND)
        [refund] = ledger_lines(session, UDA, refunds)
        [report] = balance_report(session, UDA, base_dates(region.today, 1)[0], region.today).programs
    sums = {str(kind): sum(int(line.amount) for line in lines if line.kind is kind) for kind in MovementKind}
    assert (sums["grant"], sums["payment"], sums["refund"], sums["settlement"]) == (20_000, 14_099, 999, 13_000)
    assert (refund.holder, refund.merchant_id, len(refund.tx_hash)) == (month.holder, month.own, 32)
    assert all(line.holder is None for line in lines if line.kind is MovementKind.SETTLEMENT)
    assert (report.before, report.issued, report.used, report.expired, report.unused) == (0, 20_350, 13_100, 0, 7_250)


def _never_twice(region: Region, month: Month, batch_id: int) -> None:
    with region.platform.db.read() as session:
        [payout] = session.scalars(select(Payout).where(Payout.batch_id == batch_id))
        names = [column.name for column in Payout.__table__.columns if column.name != "id"]
        copied = {name: getattr(payout, name) for name in names}
    with pytest.raises(IntegrityError), region.platform.db.write() as session:
        session.add(Payout(**copied))


def test_the_home_town_pays_where_both_agreed_and_the_issuer_owes_it(region: Region, month: Month) -> None:
    for town in (UDA, OTSUKI):
        region.points.keep_money_desk.save(town, region.officer, DESK)
    closing_id = close(region)
    with region.platform.db.read() as session:
        payers = {one.merchant_id: one.payer for one in find_closing(session, UDA, closing_id).settlements}
        assert payers == {month.own: UDA, month.other: OTSUKI}
        assert [one.merchant_id for one in payables(session, OTSUKI)] == [month.other]
        assert [one.merchant_id for one in payables(session, UDA)] == [month.own]
        seen_by = {town: clearing(session, town, region.today) for town in (UDA, OTSUKI)}
        costs = cost_lines(session, UDA, region.today)
        long = Period(region.today - timedelta(days=100), region.today)
        told = {town: flows(session, town, long, region.today).partners for town in (UDA, OTSUKI)}
    [transfer] = seen_by[UDA].transfers
    assert (transfer.debtor, transfer.creditor, int(transfer.amount)) == (UDA, OTSUKI, 3_940)
    assert seen_by[UDA].net + seen_by[OTSUKI].net == 0
    assert {(one.home, int(one.amount)) for one in costs} == {(UDA, 9_000), (OTSUKI, 4_000)}
    assert told == {UDA: [Partner(OTSUKI, 4_000, 0, -3_940)], OTSUKI: [Partner(UDA, 0, 4_000, 3_940)]}


def test_a_held_shop_is_left_out_and_loses_nothing(region: Region, month: Month) -> None:
    desk = region.points.keep_money_desk
    for shop in (month.own, month.other):
        desk.agree(UDA, region.officer, shop, None, "確認中")
    with pytest.raises(NothingToSettle):
        close(region)
    desk.agree(UDA, region.officer, month.own, None, "")
    closing_id = close(region)
    with region.platform.db.read() as session:
        assert [one.merchant_id for one in find_closing(session, UDA, closing_id).settlements] == [month.own]
    desk.agree(UDA, region.officer, month.other, None, "")
    with region.platform.db.read() as session:
        [left] = find_closing(session, UDA, close(region)).settlements
    assert (left.merchant_id, int(left.amount)) == (month.other, 4_000)


def test_a_prepared_closing_waits_for_an_officer_and_can_be_given_up(region: Region, month: Month) -> None:
    service = region.points.close_settlement
    assert service.prepare_due() == 0  # the town has not asked for it
    asked = DeskSettings((max(1, region.today.day),), 5, 0, prepares_drafts=True)
    region.points.keep_money_desk.save(UDA, region.officer, asked)
    assert service.prepare_due() == 0  # the closing day is not over
    region.travel(timedelta(days=1))
    assert service.prepare_due() == 1
    assert service.prepare_due() == 0
    with region.platform.db.read() as session:
        closing_id = session.scalars(select(Closing.id)).one()
    service.discard(UDA, closing_id)
    assert service.prepare_due() == 1
    with region.platform.db.read() as session:
        closing_id = session.scalars(select(Closing.id)).one()
    service.sign_open(closing_id, region.officer)
    region.settle()
    with region.platform.db.read() as session:
        closing = find_closing(session, UDA, closing_id)
    assert (closing.closed_by, closing.confirmed, int(closing.total)) == (region.officer, 2, 13_000)
    with pytest.raises(Conflict):
        service.discard(UDA, closing_id)


def test_ledger_balance_and_reconciliation_account_for_every_point(region: Region, month: Month) -> None:
    found = region.points.reconcile.run(UDA)
    assert found.differences == []
    assert {found.count(Check.SUPPLY), found.count(Check.TAKINGS)} == {1, 2}
    closing_id = close(region)
    _ledger_adds_up(region, month)
    with region.platform.db.write() as session:
        row = session.scalars(select(Settlement).where(Settlement.merchant_id == month.own)).one()
        row.amount = row.amount + 1
        session.execute(
            update(LotBalance).where(LotBalance.holder == month.holder).values(spendable=LotBalance.spendable - 5)
        )
    wrong = {row.check: row for row in region.points.reconcile.run(UDA).differences}
    assert wrong.keys() == {Check.SETTLEMENT, Check.SUPPLY}
    settlement, supply = wrong[Check.SETTLEMENT], wrong[Check.SUPPLY]
    assert (settlement.chain, settlement.sql, settlement.books, settlement.closing_id) == (
        9_000,
        9_001,
        9_000,
        closing_id,
    )
    assert (supply.chain, supply.sql, supply.books, supply.difference) == (7_300, 7_295, 7_300, 5)
    assert sum(line.startswith("✗") for line in told(region.points.reconcile.run())) == 2
