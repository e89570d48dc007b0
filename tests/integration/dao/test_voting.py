"""Proposals and ballots against the real governor: our arithmetic and its `state()` say the same."""

from __future__ import annotations

import pytest
from eth_account import Account

from chain.ids import Address
from dao.errors import AlreadyVoted, CardRequired, NoCardAtOpening, NoCardAtSnapshot, VotingClosed, VotingNotOpen
from dao.models import State, Support
from dao.models.polls import Mode
from dao.models.schedule import CHAIN_STATES
from dao.queries.ballots import BallotState
from tests.fixtures.governance import CommunityOnChain
from tests.integration.dao.test_polls import answer, close, open_poll

PAYEE = Address(Account.create().address)


def assert_same_state(community: CommunityOnChain, proposal: int, expected: State) -> None:
    assert community.page(proposal).standing.state is expected
    assert CHAIN_STATES[community.state_on_chain(proposal)] is expected


def test_an_accepted_proposal_pays_from_the_treasury(community: CommunityOnChain) -> None:
    voter = community.member(cards=3)
    community.fill_treasury(2_000)
    proposal = community.propose(community.draft(PAYEE, 1_500))
    assert_same_state(community, proposal, State.PENDING)
    community.open_vote(proposal)
    assert_same_state(community, proposal, State.ACTIVE)
    community.vote(proposal, voter, Support.FOR, "よい考えです")
    community.vote(proposal, community.proposer, Support.ABSTAIN)
    community.settle()
    community.close_vote(proposal)
    assert_same_state(community, proposal, State.SUCCEEDED)
    assert community.dao.advance_proposals.advance() == 1
    community.settle()
    assert_same_state(community, proposal, State.QUEUED)
    assert community.dao.advance_proposals.advance() == 0  # not mature yet
    community.travel(120)
    assert community.dao.advance_proposals.advance() == 1
    community.settle()
    assert_same_state(community, proposal, State.EXECUTED)
    assert int(community.contracts.yen.balance_of(PAYEE)) == 1_500
    page = community.page(proposal, voter)
    assert page.standing.tally.in_favour == 3
    assert page.standing.tally.abstain == 1
    assert int(page.balance) == int(community.contracts.yen.balance_of(community.governed.addresses.timelock)) == 500
    assert page.reasons == [(Support.FOR, "よい考えです")]
    assert community.dao.advance_proposals.advance() == 0
    shown = community.dao.pages.community("uda")
    assert (int(shown.treasury.income), int(shown.treasury.spending)) == (2_000, 1_500)
    paid = [movement for movement in shown.treasury.movements if not movement.is_income]
    assert [movement.counterpart for movement in paid] == [PAYEE]
    assert shown.treasury.paid_for[paid[0].tx_hash].id == proposal


def test_quorum_supply_and_votes_are_those_of_the_contracts(community: CommunityOnChain) -> None:
    holders = [community.member(cards) for cards in (4, 2)]
    proposal = community.propose(community.draft(PAYEE))
    community.open_vote(proposal)
    snapshot = community.schedule(proposal)[0]
    found = community.governed.addresses
    assert (
        community.page(proposal).standing.quorum == community.contracts.governor(found.governor).quorum(snapshot) == 1
    )
    collection = community.contracts.collection(found.collection)
    for holder in (*holders, community.proposer):
        address = Address(holder.address)
        assert community.page(proposal, holder).votes_at_snapshot == collection.votes_at(address, snapshot)
    shown = community.dao.pages.community("uda", Address(holders[0].address))
    assert (shown.members, shown.votes, shown.own_votes) == (3, 7, 4)
    rules = shown.rules
    assert (rules.voting_delay, rules.voting_period, rules.timelock_delay) == (60, 600, 120)
    assert (rules.quorum_per_cent, rules.proposal_threshold) == (20, 1)


def test_a_proposal_that_misses_the_quorum_or_the_majority_is_defeated(community: CommunityOnChain) -> None:
    against = community.member(cards=4)
    few_votes = community.propose(community.draft(PAYEE, title="票が足りない"))
    outvoted = community.propose(community.draft(PAYEE, title="反対が多い"))
    community.open_vote(outvoted)
    community.vote(outvoted, against, Support.AGAINST)
    community.vote(outvoted, community.proposer, Support.FOR)
    community.settle()
    community.close_vote(outvoted)
    assert_same_state(community, few_votes, State.DEFEATED)
    assert_same_state(community, outvoted, State.DEFEATED)
    assert community.dao.advance_proposals.advance() == 0


def test_somebody_without_a_card_neither_proposes_nor_votes(community: CommunityOnChain) -> None:
    stranger = community.member(cards=0)
    with pytest.raises(CardRequired):
        community.propose(community.draft(PAYEE), stranger)
    proposal = community.propose(community.draft(PAYEE))
    community.open_vote(proposal)
    with pytest.raises(NoCardAtSnapshot):
        community.vote(proposal, stranger, Support.FOR)


def test_a_card_bought_after_the_snapshot_does_not_count_and_the_voter_is_told(community: CommunityOnChain) -> None:
    early = community.member(cards=3)
    proposal = community.propose(community.draft(PAYEE))
    community.open_vote(proposal)
    late = community.member(cards=2)
    community.governed.buy_cards(community.chain, early)
    community.travel(1)
    with pytest.raises(NoCardAtSnapshot) as refused:
        community.vote(proposal, late, Support.FOR)
    assert refused.value.votes_now == 2
    page = community.page(proposal, early)
    assert (page.votes_at_snapshot, page.votes_now) == (3, 4)


def test_a_card_sold_after_the_snapshot_is_a_vote_of_the_seller_alone(community: CommunityOnChain) -> None:
    seller, buyer = community.member(), community.member(cards=0)
    serial = community.contracts.collection(community.governed.addresses.collection).total_minted()
    proposal = community.propose(community.draft(PAYEE))
    community.open_vote(proposal)
    poll = open_poll(community, Mode.SINGLE)
    community.travel(2)
    community.hand_over_card(seller, Address(buyer.address), serial)
    with pytest.raises(NoCardAtSnapshot) as refused:
        community.vote(proposal, buyer, Support.AGAINST)
    with pytest.raises(NoCardAtOpening):
        answer(community, poll, buyer, (1,))
    assert refused.value.votes_now == 1
    community.vote(proposal, seller, Support.FOR)
    answer(community, poll, seller, (0,))
    community.settle()
    page = community.page(proposal, seller)
    assert (page.votes_at_snapshot, page.votes_now, page.standing.tally.total) == (1, 0, 1)
    close(community, poll)
    assert community.dao.polls.count.count() == 1
    result = community.dao.polls.pages.poll(poll, None).standing.result
    assert result is not None
    assert (result.result["votes"], result.result["winners"]) == (1, [0])


def test_voting_twice_is_refused_before_and_after_the_first_ballot_is_counted(community: CommunityOnChain) -> None:
    proposal = community.propose(community.draft(PAYEE))
    community.open_vote(proposal)
    community.vote(proposal, community.proposer, Support.FOR)
    with pytest.raises(AlreadyVoted):
        community.vote(proposal, community.proposer, Support.AGAINST)
    community.settle()
    with pytest.raises(AlreadyVoted):
        community.vote(proposal, community.proposer, Support.AGAINST)
    assert community.page(proposal).standing.tally.in_favour == 1


def test_votes_are_taken_on_the_first_and_the_last_second_and_not_beside_them(community: CommunityOnChain) -> None:
    proposal = community.propose(community.draft(PAYEE))
    snapshot, deadline = community.schedule(proposal)
    community.travel_to(snapshot)
    with pytest.raises(VotingNotOpen) as early:
        community.vote(proposal, community.proposer, Support.FOR)
    assert early.value.opens_at == snapshot + 1
    community.travel_to(snapshot + 1)
    community.dao.cast_ballot.prepare(proposal, Address(community.proposer.address), Support.FOR)
    community.travel_to(deadline)
    community.dao.cast_ballot.prepare(proposal, Address(community.proposer.address), Support.FOR)
    community.travel_to(deadline + 1)
    with pytest.raises(VotingClosed) as late:
        community.vote(proposal, community.proposer, Support.FOR)
    assert late.value.closed_at == deadline


def test_a_ballot_signed_in_time_that_lands_too_late_is_told_so_and_not_counted(community: CommunityOnChain) -> None:
    proposal = community.propose(community.draft(PAYEE))
    _, deadline = community.schedule(proposal)
    community.travel_to(deadline)
    community.vote(proposal, community.proposer, Support.FOR)
    community.chain.mine(at=deadline + 5)
    community.settle()
    page = community.page(proposal, community.proposer)
    assert page.receipt is not None
    assert (page.receipt.state, page.receipt.error) == (BallotState.FAILED, "GovernorUnexpectedProposalState")
    assert page.standing.tally.total == 0


def test_a_bad_ballot_fails_alone_and_its_voter_may_vote_again(community: CommunityOnChain) -> None:
    good, forged = community.member(), community.member()
    proposal = community.propose(community.draft(PAYEE))
    community.open_vote(proposal)
    asked = community.dao.cast_ballot.prepare(proposal, Address(forged.address), Support.FOR)
    community.dao.cast_ballot.complete(asked.subject, bytes(64) + b"\x1b")
    community.vote(proposal, good, Support.FOR)
    community.settle()
    failed = community.page(proposal, forged).receipt
    assert failed is not None
    assert failed.state is BallotState.FAILED
    assert failed.error == "BallotSignatureInvalid"
    counted = community.page(proposal, good).receipt
    assert counted is not None and counted.state in (BallotState.CONFIRMED, BallotState.FINAL)
    community.vote(proposal, forged, Support.AGAINST)
    community.settle()
    again = community.page(proposal, forged).receipt
    assert again is not None and again.state in (BallotState.CONFIRMED, BallotState.FINAL)
    assert community.page(proposal).standing.tally.total == 2
