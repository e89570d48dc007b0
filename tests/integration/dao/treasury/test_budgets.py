"""Plans beside what was spent, with the chain's payments: everything spent stands under one heading or under none."""

from __future__ import annotations

import pytest
from eth_account import Account

from chain.errors import Forbidden, Invalid
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from dao.errors import CommunityUnknown, PlanChanged, ProposalUnknown
from dao.models.treasury import fiscal_year_of
from dao.models.treasury.plans import PlannedLine
from dao.queries.treasury.budgets import Budget
from dao.services.treasury.plan_budget import PlanDraft
from tests.fixtures.chain import UDA
from tests.fixtures.governance import CommunityOnChain
from tests.fixtures.treasury import pay

OFFICER = Address(Account.create().address)
ELSEWHERE = MunicipalityCode("016390")


def test_a_plan_is_revised_with_its_history_and_spending_counts_under_its_headings(community: CommunityOnChain) -> None:
    community.fill_treasury(5_000)
    labels, _ = pay(community, 1_200)
    travel, _ = pay(community, 700)
    year, treasury = fiscal_year_of(community.chain.now()), community.dao.treasury
    first = (PlannedLine(None, "ラベル", "Labels", Yen(1_000)), PlannedLine(None, "旅費", "Travel", Yen(900)))
    assert treasury.plan_budget.plan("uda", UDA, OFFICER, PlanDraft(year, 0, first)) == 1
    made = {line.line.name_ja: line.line.heading_id for line in budget(community).lines}
    assert _sums(budget(community)) == ({"ラベル": (1_000, 0), "旅費": (900, 0)}, 1_900)
    treasury.name_heading.by_officer("uda", UDA, OFFICER, labels, made["ラベル"])
    treasury.name_heading.by_officer("uda", UDA, OFFICER, travel, made["ラベル"])
    treasury.name_heading.by_officer("uda", UDA, OFFICER, travel, made["旅費"])  # the later word counts
    assert _sums(budget(community)) == ({"ラベル": (1_000, 1_200), "旅費": (900, 700)}, 0)
    assert [line.left for line in budget(community).lines] == [-200, 200]
    second = (PlannedLine(made["ラベル"], "新しいラベル", "", Yen(1_500)),)
    adopted = PlanDraft(year, 1, second, proposal=labels, note="投票で決めました")
    assert treasury.plan_budget.plan("uda", UDA, OFFICER, adopted) == 2
    revised = budget(community)
    assert _sums(revised) == ({"新しいラベル": (1_500, 1_200), "旅費": (0, 700)}, 0)
    assert [one.plan.revision for one in revised.revisions] == [2, 1]
    assert revised.newest is not None and revised.newest.adopted_by is not None
    assert revised.newest.adopted_by.id == labels
    assert [line.name_ja for line in revised.revisions[1].lines] == ["ラベル", "旅費"]
    page = treasury.pages.year("uda", None, 1)
    assert revised.spent == page.sums.spending == page.now.spending == 1_900
    _refuses_what_is_not_its_own(community, year, labels, made["旅費"])


def _refuses_what_is_not_its_own(community: CommunityOnChain, year: int, proposal: int, heading: int) -> None:
    treasury, line = community.dao.treasury, PlannedLine(None, "費目", "", Yen(1))
    with pytest.raises(PlanChanged):
        treasury.plan_budget.plan("uda", UDA, OFFICER, PlanDraft(year, 1, [line]))
    for changed in (PlanDraft(year + 2, 0, [line]), PlanDraft(year - 11, 0, [line]), PlanDraft(year, 2, [line], 999)):
        with pytest.raises(Invalid):
            treasury.plan_budget.plan("uda", UDA, OFFICER, changed)
    with pytest.raises(Invalid):  # a heading of nobody
        unknown = PlannedLine(99_999, "費目", "", Yen(1))
        treasury.plan_budget.plan("uda", UDA, OFFICER, PlanDraft(year, 2, [unknown]))
    with pytest.raises(Invalid):
        treasury.plan_budget.plan("uda", ELSEWHERE, OFFICER, PlanDraft(year, 2, [line]))
    with pytest.raises(CommunityUnknown):
        treasury.plan_budget.plan("nowhere", UDA, OFFICER, PlanDraft(year, 2, [line]))
    with pytest.raises(Invalid):
        treasury.name_heading.by_officer("uda", ELSEWHERE, OFFICER, proposal, heading)
    with pytest.raises(ProposalUnknown):
        treasury.name_heading.by_officer("uda", UDA, OFFICER, 99_999, heading)
    with pytest.raises(Forbidden):  # published: only an officer may say so now
        treasury.name_heading.by_proposer(proposal, Address(community.proposer.address), heading)
    assert [one.plan.revision for one in budget(community).revisions] == [2, 1]


def budget(community: CommunityOnChain) -> Budget:
    return community.dao.treasury.pages.year("uda", None, 1).budget


def _sums(of: Budget) -> tuple[dict[str, tuple[int, int]], int]:
    return {line.line.name_ja: (int(line.planned), int(line.spent)) for line in of.lines}, int(of.unnamed)
