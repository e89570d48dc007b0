from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.errors import Invalid
from chain.units import Yen
from marketplace.models.projects.receipts import PaidStep, handed_over
from marketplace.models.projects.rules import (
    WHOLE,
    ProjectState,
    amount_handed_over,
    amount_returned,
    check_milestones,
    milestone_amounts,
    percent_of_goal,
    project_state,
)

PARTS = st.lists(st.integers(1, 5_000), min_size=1, max_size=11).map(
    lambda parts: [*parts, WHOLE - sum(parts)] if sum(parts) < WHOLE else [WHOLE]
)
MONEY = st.integers(1, 10**12)


@given(MONEY, PARTS)
def test_milestones_pay_all_that_came_together_to_the_yen(raised: int, parts: list[int]) -> None:
    check_milestones(parts)
    paid = milestone_amounts(Yen(raised), parts)
    assert sum(int(one) for one in paid) == raised
    assert all(int(one) == raised * part // WHOLE for one, part in zip(paid[:-1], parts[:-1], strict=True))


@given(st.lists(MONEY, min_size=1, max_size=30), st.integers(0, WHOLE))
def test_what_goes_back_is_never_more_than_what_is_left(pledges: list[int], part: int) -> None:
    raised = sum(pledges)
    paid = Yen(raised * part // WHOLE)
    back = [int(amount_returned(Yen(one), Yen(raised), paid)) for one in pledges]
    kept = [int(amount_handed_over(Yen(one), Yen(raised), paid)) for one in pledges]
    left = raised - int(paid)
    assert left - len(pledges) < sum(back) <= left
    assert all(0 <= one + other <= pledge for one, other, pledge in zip(back, kept, pledges, strict=True))


@given(st.lists(MONEY, min_size=1, max_size=30), PARTS, st.integers(0, 12))
def test_receipts_sum_to_what_reached_the_payees(pledges: list[int], parts: list[int], done: int) -> None:
    raised = Yen(sum(pledges))
    paid = milestone_amounts(raised, parts)[:done]
    steps = [PaidStep(place, amount, date(2026, 1 + place, 1)) for place, amount in enumerate(paid)]
    in_all = 0
    for pledge in pledges:
        own = handed_over(Yen(pledge), raised, steps)
        total = sum(int(step.amount) for step in own)
        assert total == int(amount_handed_over(Yen(pledge), raised, Yen(sum(int(one) for one in paid))))
        assert all(int(step.amount) >= 0 for step in own)
        in_all += total
    assert in_all <= sum(int(one) for one in paid)


@given(MONEY, MONEY)
def test_a_hundred_percent_is_said_only_of_a_goal_that_is_met(raised: int, goal: int) -> None:
    assert (percent_of_goal(Yen(raised), Yen(goal)) >= 100) == (raised >= goal)


@pytest.mark.parametrize("parts", [[], [5_000], [10_000, 0], [1] * 13, [6_000, 5_000]])
def test_milestones_that_do_not_make_a_whole_are_refused(parts: list[int]) -> None:
    with pytest.raises(Invalid):
        check_milestones(parts)


def test_the_state_follows_the_calendar_and_the_goal() -> None:
    def state(
        now: int, raised: int = 0, *, strict: bool = True, cancelled: bool = False, left: int = 1
    ) -> ProjectState:
        return project_state(
            opens_at=10, closes_at=20, goal=Yen(100), raised=Yen(raised), all_or_nothing=strict,
            is_cancelled=cancelled, milestones_left=left, now=now,
        )  # fmt: skip

    assert state(9) is ProjectState.UPCOMING and state(10) is ProjectState.RUNNING
    assert state(20, 99) is ProjectState.MISSED and state(20, 99, strict=False) is ProjectState.FUNDED
    assert state(20, 100) is ProjectState.FUNDED and state(20, 100, left=0) is ProjectState.DONE
    assert state(20, 0) is ProjectState.MISSED and state(20, 0, strict=False) is ProjectState.UNSUPPORTED
    assert state(15, cancelled=True) is ProjectState.CANCELLED
