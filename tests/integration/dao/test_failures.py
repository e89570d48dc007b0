"""What the chain refuses comes back to the row, with its reason, and may be tried again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from eth_account import Account

from chain.clock import unix
from chain.contracts.typed_data import sign
from chain.errors import Forbidden
from chain.ids import Address
from dao.errors import NotAwaitingSignature, StepNotDue, TreasuryTooSmall
from dao.models import State, Support
from dao.queries.deadlines import next_deadlines
from dao.services.advance_proposals import WakeChain
from tests.fixtures.governance import CommunityOnChain

PAYEE = Address(Account.create().address)


def test_a_proposal_with_a_bad_signature_fails_with_its_reason_and_can_be_signed_again(
    community: CommunityOnChain,
) -> None:
    owner = Address(community.proposer.address)
    asked = community.dao.submit_proposal.prepare("uda", owner, community.draft(PAYEE))
    number = int(asked.subject.split(":")[0])
    community.dao.submit_proposal.complete(asked.subject, bytes(64) + b"\x1b")
    community.settle()
    failed = community.page(number, community.proposer).standing
    assert (failed.state, failed.proposal.error_name) == (State.FAILED, "SignatureInvalid")
    with pytest.raises(Forbidden):
        community.dao.submit_proposal.resume(number, PAYEE)
    again = community.dao.submit_proposal.resume(number, owner)
    with pytest.raises(NotAwaitingSignature):
        community.dao.submit_proposal.complete(asked.subject, sign(asked.typed_data, community.proposer.key))
    community.dao.submit_proposal.complete(again.subject, sign(again.typed_data, community.proposer.key))
    community.dao.submit_proposal.complete(again.subject, sign(again.typed_data, community.proposer.key))
    community.settle()
    assert community.page(number).standing.state is State.PENDING


def test_a_treasury_emptied_between_check_and_payment_is_told_and_paid_later(community: CommunityOnChain) -> None:
    community.fill_treasury(3_000)
    numbers = [community.propose(community.draft(PAYEE, 3_000, title)) for title in ("一つ目", "二つ目")]
    community.open_vote(numbers[1])
    for number in numbers:
        community.vote(number, community.proposer, Support.FOR)
    community.settle()
    community.close_vote(numbers[1])
    assert community.dao.advance_proposals.advance() == 2
    community.settle()
    community.travel(120)
    for number in numbers:  # both are covered when asked for; only one can be paid
        community.dao.execute_proposal.execute(number)
    community.settle()
    states = {community.page(number).standing.state: number for number in numbers}
    assert set(states) == {State.EXECUTED, State.QUEUED}
    left = states[State.QUEUED]
    step = community.page(left).step
    assert step is not None and step.failed
    with pytest.raises(TreasuryTooSmall) as refused:
        community.dao.execute_proposal.execute(left)
    assert (int(refused.value.needed), int(refused.value.balance)) == (3_000, 0)
    community.fill_treasury(3_000)
    community.travel(600)  # past the pause after a failed attempt
    assert community.dao.advance_proposals.advance() == 1
    community.settle()
    assert community.page(left).standing.state is State.EXECUTED
    with pytest.raises(StepNotDue):
        community.dao.execute_proposal.execute(left)


def test_asking_twice_for_the_same_step_is_one_attempt(community: CommunityOnChain) -> None:
    number = community.propose(community.draft(PAYEE))
    community.open_vote(number)
    community.vote(number, community.proposer, Support.FOR)
    community.settle()
    with pytest.raises(StepNotDue):
        community.dao.queue_proposal.queue(number)
    community.close_vote(number)
    assert community.dao.queue_proposal.queue(number) == community.dao.queue_proposal.queue(number)
    assert community.dao.advance_proposals.advance() == 0
    community.settle()
    assert community.page(number).standing.state is State.QUEUED


def test_an_idle_devnet_gets_a_block_when_a_vote_opens_and_none_before(community: CommunityOnChain) -> None:
    asked: list[int] = []
    wake = WakeChain(community.db, community.clock, community.chain.client, lambda: asked.append(1))
    number = community.propose(community.draft(PAYEE))
    snapshot, deadline = community.schedule(number)
    with community.db.read() as session:
        assert next_deadlines(session, community.chain.now()) == [snapshot + 1, deadline + 1]
    assert not wake.wake()
    _set_clock(community, snapshot)
    assert not wake.wake()
    _set_clock(community, snapshot + 1)
    assert wake.wake()
    community.travel_to(snapshot + 1)
    assert not wake.wake()
    assert len(asked) == 1


def _set_clock(community: CommunityOnChain, moment: int) -> None:
    community.clock.advance(timedelta(seconds=moment - unix(community.clock.now())))
