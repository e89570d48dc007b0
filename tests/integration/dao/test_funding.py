"""A treasury pledges to a crowdfunding project by a proposal; a missed goal brings its yen back."""

from __future__ import annotations

import pytest

from chain.contracts.crowdfund import Project, ProjectDetails
from chain.contracts.typed_data import sign
from chain.db import Database
from chain.ids import ZERO_ADDRESS, Address
from chain.units import Yen
from dao.errors import ActionFails
from dao.models import AllowPledge, FundProject, Proposable, Support
from dao.models.simulation import Alarm
from dao.models.treasury import MovementKind
from dao.services.submit_proposal import ProposalDraft
from tests.fixtures.chain import UDA
from tests.fixtures.governance import FAR, CommunityOnChain, send_call

GARDEN = 71


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite


def test_a_treasury_pledges_by_a_proposal_and_a_missed_goal_brings_it_back(community: CommunityOnChain) -> None:
    treasury, fund = community.governed.addresses.timelock, community.contracts.crowdfund
    community.fill_treasury(9_000)
    closes_at = open_project(community)
    actions: list[Proposable] = [AllowPledge(Yen(4_000)), FundProject(GARDEN, "薬草園", Yen(4_000))]
    draft = ProposalDraft("薬草園を応援する", "", "みんなの庭です。", actions)
    first = community.propose(draft)
    standing = community.page(first).standing
    assert standing.actions(community.contracts) == actions
    trial = community.dao.simulate_actions.simulate(standing.community, standing.proposal.actions)
    assert (trial.failures, trial.alarms) == (["", ""], [Alarm.MUCH])
    assert trial.after == {treasury: Yen(5_000), fund.address: Yen(int(trial.before[fund.address]) + 4_000)}
    agree(community, first)
    late = community.propose(draft)
    agree(community, late)
    community.dao.execute_proposal.execute(first)
    community.settle()
    assert (fund.raised_by(GARDEN), fund.pledged_by(GARDEN, treasury)) == (4_000, 4_000)
    assert community.contracts.yen.balance_of(treasury) == 5_000

    community.travel_to(closes_at + 1)
    with pytest.raises(ActionFails) as refused:
        community.dao.execute_proposal.execute(late)
    assert refused.value.error == "ProjectNotOpen"
    send_call(community.chain, fund.give_back(GARDEN, [treasury]))
    community.look()
    assert community.contracts.yen.balance_of(treasury) == 9_000
    *_, newest = community.dao.treasury.pages.lines(standing.community)
    assert (newest.movement.kind, newest.movement.amount) == (MovementKind.RETURNED, 4_000)


def agree(community: CommunityOnChain, proposal: int) -> None:
    """Voted for, queued, and the timelock waited out."""
    community.open_vote(proposal)
    community.vote(proposal, community.proposer, Support.FOR)
    community.settle()
    community.close_vote(proposal)
    community.dao.queue_proposal.queue(proposal)
    community.settle()
    community.travel(120)


def open_project(community: CommunityOnChain) -> int:
    chain, opens_at = community.chain, community.chain.now()
    closes_at, officer = opens_at + 86_400, Address(chain.officer.address)
    details = ProjectDetails(((officer, 10_000),), (10_000,))
    project = Project(
        GARDEN, UDA.number, 50_000, opens_at, closes_at, True, ZERO_ADDRESS, 0, 0, details.details_hash(), FAR
    )
    signature = sign(community.contracts.crowdfund.signed_message(project), chain.officer.key)
    send_call(chain, community.contracts.crowdfund.open_project(project, details, officer, signature))
    community.look()
    return closes_at
