"""Projects that take points too, on the real chain: met together with yen and paid to the shop, missed and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chain.errors import Conflict, Invalid
from chain.ids import Address
from chain.units import Points, Yen
from marketplace.errors import ProjectUnknown
from marketplace.models.projects.errors import PointsPledgeRefused
from marketplace.models.projects.rewards import PointsThanks, TicketThanks
from marketplace.models.projects.rules import ProjectState
from tests.fixtures.chain import MUKAWA, UDA
from tests.integration.marketplace.projects.test_projects import Giving, giving

__all__ = ["giving"]


def take_points(giving: Giving, number: int, program: int, shop: int) -> None:
    goal = giving.projects.points.state_goal
    asked = goal.prepare(UDA, number, giving.region.officer, program, shop)
    goal.complete(asked.subject, giving.signature(asked))
    giving.region.settle()


def pledge_points(giving: Giving, number: int, supporter: Address, amount: int) -> None:
    pledging = giving.projects.points.pledge
    asked = pledging.prepare(number, supporter, Points(amount))
    pledging.complete(asked.subject, giving.signature(asked, supporter))
    pledging.complete(asked.subject, b"again changes nothing")
    giving.region.settle()


def test_a_goal_in_yen_and_points_is_met_or_missed_together(giving: Giving) -> None:
    region = giving.region
    program, fixed, shop = region.program(transferable=True), region.program(), region.shop()
    first, second = giving.supporter(), giving.supporter()
    region.grant(program, {first: 5_000, second: 5_000}, expires_in=100)
    region.grant(program, {first: 2_000}, expires_in=20)  # ends before it could come back
    before = region.balance(first).total
    draft = giving.draft()
    met, missed = giving.open(draft), giving.open(replace(draft, title_ja="届かない計画"))
    goal, pledging = giving.projects.points.state_goal, giving.projects.points.pledge
    with pytest.raises(Invalid, match="paid_in"):
        goal.prepare(UDA, met, region.officer, fixed, shop)
    with pytest.raises(PointsPledgeRefused, match="not_taken"):
        pledging.prepare(met, first, Points(100))
    for number in (met, missed):
        take_points(giving, number, program, shop)
    with pytest.raises(Conflict, match="points_taken"):
        goal.prepare(UDA, met, region.officer, program, shop)
    assert int(pledging.most(met, first)) == 5_000
    with pytest.raises(Invalid, match="over_lot"):
        pledging.prepare(met, first, Points(5_001))
    with pytest.raises(PointsPledgeRefused, match="none_good"):
        pledging.prepare(met, giving.supporter(), Points(1))
    pledge_points(giving, met, first, 3_000)
    pledge_points(giving, missed, first, 1_500)
    pledge_points(giving, met, second, 1_000)
    giving.pledge(met, second, 6_000)
    view = giving.view(met)
    assert (int(view.raised), int(view.points.amount), view.percent, view.points.supporters) == (6_000, 4_000, 100, 2)
    own = giving.projects.pages.project(met, first).own_points
    assert own is not None and int(own.total) == 3_000 and own.pledges[0].is_on_chain

    region.travel(timedelta(days=10))
    assert (giving.view(met).state, giving.view(missed).state) == (ProjectState.FUNDED, ProjectState.MISSED)
    giving.run()
    assert giving.view(met).points.is_paid and not giving.view(missed).points.is_paid
    own = giving.projects.pages.project(missed, first).own_points
    assert own is not None and int(own.returned) == 1_500
    assert int(region.balance(first).total) == int(before) - 3_000
    assert giving.projects.run.run_due() == 0
    assert int(giving.view(met).paid) == 1_800
    assert giving.yen(second) == 20_000 - 6_000
    facts = (giving.view(met).points.amount, giving.view(missed).points.amount)
    region.indexer.rebuild()
    region.look()
    assert (giving.view(met).points.amount, giving.view(missed).points.amount) == facts


def test_a_project_that_keeps_all_is_done_with_points_alone(giving: Giving) -> None:
    region = giving.region
    program, shop, supporter = region.program(transferable=True), region.shop(), giving.supporter()
    region.drop(program, {supporter: 700}, expires_in=100)  # brought to the account with the pledge
    number = giving.open(replace(giving.draft(all_or_nothing=False), goal=Yen(50_000)))
    take_points(giving, number, program, shop)
    pledge_points(giving, number, supporter, 700)
    region.travel(timedelta(days=10))
    giving.run()
    view = giving.view(number)
    assert view.points.is_paid and view.state is ProjectState.FUNDED and int(view.paid) == 0


def test_supporters_are_thanked_with_a_ticket_and_with_points(giving: Giving) -> None:
    region = giving.region
    program, now = region.program(), region.platform.clock.now()
    until = (now + timedelta(days=40)).date().isoformat()
    ticket = TicketThanks(1, "ひまわりの迷路", "The sunflower maze", until)
    thanks = PointsThanks(program, Points(300), Yen(2_000))
    promised = replace(giving.draft(all_or_nothing=False, thanks_from=1_000), ticket=ticket, points_thanks=thanks)
    for wrong, reason in (
        (replace(promised, thanks_from=Yen(0)), "ticket_without_card"),
        (replace(promised, ticket=replace(ticket, until=now.date().isoformat())), "ticket_ends_early"),
        (replace(promised, points_thanks=replace(thanks, each=Points(0))), "points_each"),
    ):
        with pytest.raises(Invalid, match=reason):
            giving.projects.draft.draft(UDA, region.officer, wrong)
    number = giving.open(promised)
    first, second = giving.supporter(), giving.supporter()
    giving.pledge(number, first, 2_000)
    giving.pledge(number, second, 1_500)
    thanking = giving.projects.thank_with_points
    with pytest.raises(Conflict, match="thanks_not_due"):
        thanking.draft(UDA, number, region.officer)
    region.travel(timedelta(days=10))
    giving.run()
    view = giving.view(number)
    assert view.thanked == 2 and view.thanks_address is not None
    assert region.chain.contracts.collection(view.thanks_address).view("usesLeftOf", 1) == 1
    campaign = thanking.draft(UDA, number, region.officer)
    assert thanking.draft(UDA, number, region.officer) == campaign
    with pytest.raises(ProjectUnknown):
        thanking.draft(MUKAWA, number, region.officer)
    region.start(campaign)
    region.settle()
    assert (int(region.balance(first).total), int(region.balance(second).total)) == (300, 0)
