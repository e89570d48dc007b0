"""A program for verified people alone, on the real chain: who was verified at the counter gets its points, who was
revoked does not."""

from __future__ import annotations

import pytest

from chain.clock import day_number
from chain.contracts.regional_points import Chunk, Issue, Program, chunk_leaf
from chain.errors import ContractReverted
from chain.ids import Address
from chain.outbox import Call
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
