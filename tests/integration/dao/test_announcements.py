"""Members are told that a vote opened, once; on its last day, or of more time, only those who have not voted."""

from __future__ import annotations

from datetime import timedelta

from eth_account import Account
from sqlalchemy import select

from chain.clock import unix
from chain.events import DomainEvent
from chain.ids import Address
from dao.models import State, Support
from dao.models.polls import Mode, Option
from dao.services.polls.open_poll import PollDraft
from tests.fixtures.chain import UDA
from tests.fixtures.governance import EXTENSION, CommunityOnChain
from tests.integration.dao.test_polls import answer


def told(community: CommunityOnChain, kind: str, number: int) -> dict[str, set[str]]:
    """Accounts of this vote's events, by moment."""
    found: dict[str, set[str]] = {}
    with community.db.read() as session:
        for event in session.scalars(select(DomainEvent).where(DomainEvent.name == "dao.vote_announced")):
            if (event.body["what"], event.body["number"]) == (kind, number):
                found.setdefault(event.body["moment"], set()).update(event.body["accounts"])
    return found


def test_members_hear_of_a_vote_and_late_ones_once_more(community: CommunityOnChain) -> None:
    voter, late = community.member(), community.member()
    now = unix(community.clock.now())
    draft = PollDraft("行き先", "", "", Mode.SINGLE, (Option("山", ""), Option("川", "")), 1, now, now + 5 * 86_400, 0)
    poll = community.dao.polls.open.open("uda", UDA, Address(community.chain.officer.address), draft)
    community.travel(5)
    stranger = community.member()
    announce = community.dao.announce_votes.announce
    assert announce() == 1
    assert announce() == 0
    opened = told(community, "poll", poll)["opened"]
    assert {voter.address, late.address} <= opened
    assert stranger.address not in opened

    answer(community, poll, voter, (0,))
    community.clock.advance(timedelta(days=3))
    assert announce() == 0  # neither new nor nearly over
    community.clock.advance(timedelta(days=1, hours=2))
    assert announce() == 1
    assert announce() == 0
    closing = told(community, "poll", poll)["closing"]
    assert late.address in closing
    assert voter.address not in closing


def test_a_proposal_is_told_of_when_its_vote_opens_and_a_short_one_only_once(community: CommunityOnChain) -> None:
    proposal = community.propose(community.draft(Address(Account.create().address)))
    announce = community.dao.announce_votes.announce
    announce()
    assert told(community, "proposal", proposal) == {}
    community.open_vote(proposal)
    announce()
    assert community.proposer.address in told(community, "proposal", proposal)["opened"]
    community.vote(proposal, community.proposer, Support.FOR)
    community.close_vote(proposal)
    announce()
    assert set(told(community, "proposal", proposal)) == {"opened"}


def test_a_quorum_reached_late_keeps_the_vote_open_and_those_who_have_not_voted_hear(
    community: CommunityOnChain,
) -> None:
    many, late = community.member(cards=60), community.member()
    proposal = community.propose(community.draft(Address(Account.create().address)))
    _, close = community.schedule(proposal)
    announce = community.dao.announce_votes.announce
    community.travel_to(close - 10)
    announce()
    community.vote(proposal, many, Support.FOR)
    community.settle()
    standing = community.page(proposal).standing
    row, schedule = standing.proposal, standing.schedule
    assert schedule is not None
    assert schedule.is_extended
    assert schedule.first_deadline < schedule.deadline
    assert close < schedule.deadline <= community.chain.now() + EXTENSION
    governor = community.contracts.governor(row.governor)
    assert governor.view("proposalDeadline", int(row.proposal_id)) == schedule.deadline
    assert announce() == 1
    assert announce() == 0
    told_of_more_time = told(community, "proposal", proposal)["extended"]
    assert late.address in told_of_more_time
    assert many.address not in told_of_more_time
    community.travel_to(close + 1)
    community.vote(proposal, late, Support.AGAINST)
    community.settle()
    assert community.page(proposal).standing.tally.against == 1
    community.close_vote(proposal)
    assert community.page(proposal).standing.state is State.SUCCEEDED
