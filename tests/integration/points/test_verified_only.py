"""A program for verified people alone, on the real chain: who was verified at the counter gets its points, who was
revoked does not."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from chain.clock import day_number
from chain.contracts.regional_points import Chunk, Issue, Program, chunk_leaf
from chain.errors import ContractReverted
from chain.ids import Address
from chain.outbox import Call, RelayEntry
from chain.units import Points
from points.errors import CampaignNotReady, GiftRefused, PointsShort
from points.models import CampaignRow, PaymentState, RowError
from points.queries.balances import holder_balance
from points.services.give_points import GiftOrder
from tests.fixtures.chain import JOINT_AREA, UDA
from tests.fixtures.governance import FAR, send_call
from tests.fixtures.persons import verify
from tests.fixtures.points import Region
from tests.integration.points.ledger.deeds import Deeds

PROGRAM = 4_321


def test_points_for_verified_people_reach_them_alone(region: Region) -> None:
    hana, stranger = region.person(), region.person()
    number = verify(region, hana, "ヤマダ ハナ")
    _open(region)
    send_call(region.chain, _grant(region, 1, hana))
    lot = PROGRAM << 32 | day_number(region.today)
    assert region.chain.contracts.points.balance_of(hana, lot) == 100
    with pytest.raises(ContractReverted, match="HolderUnverified"):
        _try(region, _grant(region, 2, stranger))
    region.platform.wallet.verify_person.revoke(UDA, region.officer, number, "転出")
    region.settle()
    with pytest.raises(ContractReverted, match="HolderUnverified"):
        _try(region, _grant(region, 3, hana))


def test_a_purse_says_whose_points_they_are_and_a_list_of_known_people_leaves_the_others_out(region: Region) -> None:
    hana, stranger = region.person(), region.person()
    verify(region, hana, "ヤマダ ハナ")
    region.grant(region.program(verified_only=True), {hana: 100})
    (purse,) = region.balance(hana).programs
    assert (purse.is_verified_only, int(purse.total)) == (True, 100)
    with region.platform.db.read() as session:
        now = region.platform.clock.now()
        assert region.platform.wallet.persons.verified_among(session, [hana, stranger], now) == {hana}


def test_what_a_drop_promised_waits_for_the_identity_check_and_nothing_is_sent(region: Region) -> None:
    """A drop of a time when both were verified: of who is no more, neither claim nor payment takes it along."""
    hana, number = _verified(region, "ヤマダ ハナ")
    program, shop = region.program(verified_only=True), region.shop()
    region.grant(program, {hana: 100})
    region.drop(program, {hana: 200})
    region.platform.wallet.verify_person.revoke(UDA, region.officer, number, "転出")
    region.settle()
    before = _sent(region)
    assert region.points.claim_entries.claim(hana) == 0
    with pytest.raises(PointsShort) as short:
        region.points.charge_customer.charge(region.sale(shop, hana, 250))
    assert int(short.value.available) == 100  # what is in the account stays the person's
    assert _sent(region) == before
    assert region.payment(shop, region.pay(shop, hana, 60)).state in (PaymentState.CONFIRMED, PaymentState.FINAL)
    with region.platform.db.read() as session:
        balance = holder_balance(session, hana, region.platform.clock.now(), is_verified=False)
    assert (int(balance.total), int(balance.waiting)) == (40, 200)

    verify(region, hana, "ヤマダ ハナ")
    assert region.payment(shop, region.pay(shop, hana, 240)).state in (PaymentState.CONFIRMED, PaymentState.FINAL)


def test_points_for_verified_people_are_given_to_verified_people_alone(region: Region) -> None:
    (hana, _), (taro, _), stranger = (
        _verified(region, "ヤマダ ハナ"),
        _verified(region, "ヤマダ タロウ"),
        region.person(),
    )
    region.grant(region.program(transferable=True, verified_only=True), {hana: 300})
    region.grant(region.program(transferable=True, name="だれでも"), {hana: 100})
    before, give = _sent(region), region.points.give_points.give
    with pytest.raises(GiftRefused, match="recipient_not_verified") as refused:
        give(GiftOrder(hana, stranger, Points(200), "gift-form-1"))
    assert int(refused.value.values["left"]) == 100
    assert _sent(region) == before
    give(GiftOrder(hana, stranger, Points(100), "gift-form-2"))  # of what is for everybody
    give(GiftOrder(hana, taro, Points(200), "gift-form-3"))
    region.settle()
    assert [int(region.balance(one).total) for one in (hana, stranger, taro)] == [100, 100, 200]


def test_a_list_names_the_rows_of_who_is_not_verified_when_read_and_when_started(region: Region) -> None:
    hana, number = _verified(region, "ヤマダ ハナ")
    taro, _ = _verified(region, "ヤマダ タロウ")
    stranger, program = region.person(), region.program(verified_only=True)
    campaign_id = region.draft(program)
    numbers = [_number(region, one) for one in (stranger, hana, taro)]
    listed = "\n".join(["会員番号,ポイント", *(f"{one},10" for one in numbers)])
    region.upload(campaign_id, listed)
    with region.platform.db.read() as session:
        rows = session.execute(select(CampaignRow.row_number, CampaignRow.error).order_by(CampaignRow.row_number)).all()
    assert [error for _, error in rows] == [RowError.NOT_VERIFIED, None, None]
    region.platform.wallet.verify_person.revoke(UDA, region.officer, number, "転出")
    region.settle()
    before = _sent(region)
    with pytest.raises(CampaignNotReady, match="unverified") as refused:
        region.start(campaign_id)
    assert refused.value.values == {"count": 1, "rows": str(rows[1][0])}
    assert _sent(region) == before
    region.upload(campaign_id, listed)
    region.start(campaign_id)
    region.settle()
    assert [int(region.balance(one).total) for one in (stranger, hana, taro)] == [0, 0, 10]


def _verified(region: Region, name: str) -> tuple[Address, int]:
    person = region.person()
    return person, verify(region, person, name)


def _number(region: Region, person: Address) -> str:
    account = region.platform.wallet.find_account.by_address(person)
    assert account is not None
    return account.member_number


def _sent(region: Region) -> int:
    with region.platform.db.read() as session:
        return session.scalar(select(func.count()).select_from(RelayEntry)) or 0


def _deeds(region: Region) -> Deeds:
    return Deeds(region.chain.contracts.points, region.chain.officer, [])


def _open(region: Region) -> None:
    today = day_number(region.today)
    terms = Program(
        PROGRAM, UDA.number, JOINT_AREA, 1_000, today, today + 90, False, False, True, False, bytes(32), FAR
    )
    send_call(region.chain, _deeds(region).create(terms))


def _grant(region: Region, campaign: int, holder: Address) -> Call:
    chunk, campaign_id = Chunk(0, (holder,), (100,)), campaign.to_bytes(32)
    root = chunk_leaf(campaign_id, chunk)  # the only one
    issue = Issue(campaign_id, PROGRAM, day_number(region.today), 100, root, FAR)
    return _deeds(region).grant(issue, chunk)


def _try(region: Region, call: Call) -> None:
    region.chain.client.call(call.to, call.calldata)
