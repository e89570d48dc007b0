"""Actions tried out on the real node before they are proposed and before they are executed."""

from __future__ import annotations

from typing import Any

import pytest
from eth_account import Account
from eth_utils import keccak

from chain.client import RpcError
from chain.contracts.region_governor import Actions, ProposalSignature
from chain.contracts.typed_data import sign
from chain.db import Database
from chain.ids import Address
from chain.units import Yen
from dao.errors import ActionFails, StepNotDue
from dao.models import ChangeSetting, Community, PayYen, Places, Setting, State, Support
from dao.models.actions import joined
from dao.models.simulation import Alarm, Simulation
from dao.services.kept_simulations import KeptSimulations
from dao.services.simulate_actions import SimulateActions
from tests.fixtures.governance import FAR, CommunityOnChain, send_call

PAYEE = Address(Account.create().address)


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite


def places(community: CommunityOnChain) -> Places:
    found = community.governed.addresses
    return Places.of(community.contracts, found.governor, found.timelock)


def pay(community: CommunityOnChain, amount: int, payee: Address = PAYEE) -> Actions:
    return PayYen(payee, "", Yen(amount)).encode(places(community))


def simulate(community: CommunityOnChain, *calls: Actions) -> Simulation:
    opened: Community = community.dao.pages.community("uda").community
    return community.dao.simulate_actions.simulate(opened, joined(calls))


def test_what_would_happen_is_known_before_and_nothing_has_happened(
    community: CommunityOnChain, monkeypatch: pytest.MonkeyPatch
) -> None:
    treasury, yen = community.governed.addresses.timelock, community.contracts.yen
    community.fill_treasury(10_000)
    modest = simulate(community, pay(community, 400), pay(community, 600))
    assert (modest.alarms, modest.is_in_order, modest.failures) == ([], True, ["", ""])
    assert modest.after == {treasury: Yen(9_000), PAYEE: Yen(1_000)}
    assert simulate(community, pay(community, 1_001)).alarms == [Alarm.MUCH]
    # The second payment fails only because of the first one.
    twice = simulate(community, pay(community, 6_000), pay(community, 6_000))
    assert (twice.failures, twice.after) == (["", "ERC20InsufficientBalance"], None)
    assert twice.alarms == [Alarm.FAILS, Alarm.MUCH]
    approval = keccak(text="approve(address,uint256)")[:4] + bytes(12) + bytes.fromhex(PAYEE[2:]) + bytes(32)
    unknown = simulate(community, Actions((yen.address,), (0,), (approval,)))
    assert unknown.alarms == [Alarm.UNKNOWN]
    assert int(yen.balance_of(treasury)) == 10_000
    # The governor takes changes of its rules from the treasury only as part of an execution.
    rules = [ChangeSetting(setting, 50).encode(places(community)) for setting in Setting]
    changed = simulate(community, *rules)
    assert (changed.failures, changed.alarms) == ([""] * len(rules), [Alarm.RULES])
    wrong = simulate(community, ChangeSetting(Setting.QUORUM_PER_CENT, 101).encode(places(community)))
    assert wrong.failure == "GovernorInvalidQuorumFraction"
    # A node without eth_simulateV1 tries each call alone, and that is said.
    _without_simulation(community, monkeypatch)
    alone = simulate(community, pay(community, 6_000), pay(community, 6_000), *rules[:2])
    assert (alone.failures, alone.is_in_order, alone.after, alone.fails) == ([""] * 4, False, None, False)
    assert simulate(community, pay(community, 10_001)).fails


def _without_simulation(community: CommunityOnChain, monkeypatch: pytest.MonkeyPatch) -> None:
    client, ask = community.chain.client, community.chain.client.request

    def request(method: str, params: Any = ()) -> Any:
        if method == "eth_simulateV1":
            raise RpcError(method, -32601, "method not found")
        return ask(method, params)

    monkeypatch.setattr(client, "request", request)


def propose_elsewhere(community: CommunityOnChain, calls: Actions) -> int:
    """A proposal that this platform did not write; its number here once the chain was read."""
    person, description = community.proposer, "# よそで書かれた提案"
    governor = community.contracts.governor(community.governed.addresses.governor)
    signed = ProposalSignature(Address(person.address), calls.hash(), keccak(text=description), FAR)
    signature = sign(governor.proposal_message(signed), person.key)
    send_call(community.chain, governor.propose(calls, description, signed, signature))
    community.look()
    return community.dao.pages.community("uda").under_way[0].id


class Counting(SimulateActions):
    """Counts how often the node would be asked."""

    asked = 0

    def simulate(self, *given: Any, **named: Any) -> Simulation:
        Counting.asked += 1
        return super().simulate(*given, **named)


def test_many_readers_ask_the_node_once_a_block(community: CommunityOnChain) -> None:
    community.fill_treasury(10_000)
    standing = community.page(community.propose(community.draft(PAYEE, 1_200))).standing
    kept = KeptSimulations(community.db, Counting(community.contracts, community.chain.client))
    first = kept.of(standing.community, standing.proposal)
    assert kept.of(standing.community, standing.proposal) is first
    assert Counting.asked == 1
    community.fill_treasury(500)
    later = kept.of(standing.community, standing.proposal)
    assert Counting.asked == 2
    assert int(later.before[later.treasury]) == int(first.before[first.treasury]) + 500


def test_an_action_that_fails_now_is_not_sent_and_a_second_execution_is_refused(community: CommunityOnChain) -> None:
    community.fill_treasury(2_000)
    failing = propose_elsewhere(community, ChangeSetting(Setting.QUORUM_PER_CENT, 101).encode(places(community)))
    sound = community.propose(community.draft(PAYEE, 1_500))
    community.open_vote(sound)
    for number in (failing, sound):
        community.vote(number, community.proposer, Support.FOR)
    community.settle()
    community.close_vote(sound)
    assert community.dao.advance_proposals.advance() == 2
    community.settle()
    community.travel(130)
    assert community.page(failing).is_mature
    with pytest.raises(ActionFails) as refused:
        community.dao.execute_proposal.execute(failing)
    assert refused.value.error == "GovernorInvalidQuorumFraction"
    assert community.dao.advance_proposals.advance() == 1  # the sound one only
    community.settle()
    assert community.page(sound).standing.state is State.EXECUTED
    with pytest.raises(StepNotDue):
        community.dao.execute_proposal.execute(sound)
    assert int(community.contracts.yen.balance_of(PAYEE)) == 1_500
