"""A treasury pledges to a crowdfunding project by a proposal; a missed goal brings its yen back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from eth_utils import keccak

from chain.contracts.crowdfund import MilestoneRelease, Project, ProjectDetails
from chain.contracts.typed_data import sign
from chain.db import Database
from chain.ids import ZERO_ADDRESS, Address
from chain.units import Yen
from dao.errors import ActionFails
from dao.models import AllowPledge, FundProject, Proposable, Support, VoteOnMilestone
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


def test_a_treasury_votes_once_on_a_report_of_the_project_it_supports(community: CommunityOnChain) -> None:
    fund, chain = community.contracts.crowdfund, community.chain
    community.fill_treasury(9_000)
    closes_at = open_project(community, goal=4_000, vote_days=3)
    pledge: list[Proposable] = [AllowPledge(Yen(4_000)), FundProject(GARDEN, "薬草園", Yen(4_000))]
    first = community.propose(ProposalDraft("薬草園を応援する", "", "みんなの庭です。", pledge))
    agree(community, first)
    community.dao.execute_proposal.execute(first)
    community.settle()
    community.travel_to(closes_at + 1)
    send_call(chain, fund.pay_first(GARDEN))
    report = keccak(text="report")
    release = MilestoneRelease(GARDEN, 1, report, FAR)
    officer = Address(chain.officer.address)
    send_call(chain, fund.ask_supporters(release, officer, sign(fund.signed_message(release), chain.officer.key)))
    community.look()
    ballot: list[Proposable] = [VoteOnMilestone(GARDEN, "薬草園", 1, report, True)]
    draft = ProposalDraft("薬草園の報告に賛成する", "", "植えられました。", ballot)
    vote, again = community.propose(draft), community.propose(replace(draft, title_ja="もう一度"))
    standing = community.page(vote).standing
    assert standing.actions(community.contracts) == ballot
    trial = community.dao.simulate_actions.simulate(standing.community, standing.proposal.actions)
    assert (trial.failures, trial.alarms) == ([""], [])
    agree(community, vote)
    community.dao.execute_proposal.execute(vote)
    community.settle()
    assert tuple(fund.view("milestoneVoteOf", GARDEN)[3:]) == (4_000, 0)
    standing = community.page(again).standing
    trial = community.dao.simulate_actions.simulate(standing.community, standing.proposal.actions)
    assert trial.failures == ["MilestoneBallotRefused"]
    community.travel(3 * 86_400)
    send_call(chain, fund.close_vote(GARDEN))
    assert fund.paid_of(GARDEN)[0] == 2


def agree(community: CommunityOnChain, proposal: int) -> None:
    """Voted for, queued, and the timelock waited out."""
    community.open_vote(proposal)
    community.vote(proposal, community.proposer, Support.FOR)
    community.settle()
    community.close_vote(proposal)
    community.dao.queue_proposal.queue(proposal)
    community.settle()
    community.travel(120)


def open_project(community: CommunityOnChain, goal: int = 50_000, vote_days: int = 0) -> int:
    chain, opens_at = community.chain, community.chain.now()
    closes_at, officer = opens_at + 86_400, Address(chain.officer.address)
    details = ProjectDetails(((officer, 10_000),), (5_000, 5_000) if vote_days else (10_000,))
    project = Project(
        GARDEN, UDA.number, goal, opens_at, closes_at, True, ZERO_ADDRESS, 0, vote_days * 86_400,
        details.details_hash(), FAR,
    )  # fmt: skip
    signature = sign(community.contracts.crowdfund.signed_message(project), chain.officer.key)
    send_call(chain, community.contracts.crowdfund.open_project(project, details, officer, signature))
    community.look()
    return closes_at
