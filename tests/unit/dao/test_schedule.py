"""States over time, and the seconds on which they turn."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dao.models import Schedule, State, Tally

PASSING = Tally(in_favour=4)
FAILING = Tally(against=4)
QUORUM = 2
SCHEDULE = Schedule(snapshot=1_000, deadline=2_000)


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (999, State.PENDING),
        (1_000, State.PENDING),
        (1_001, State.ACTIVE),
        (2_000, State.ACTIVE),
        (2_001, State.SUCCEEDED),
    ],
)
def test_voting_opens_a_second_after_the_snapshot_and_closes_after_the_deadline(moment: int, state: State) -> None:
    assert SCHEDULE.state_at(moment, PASSING, QUORUM) is state


def test_a_failing_tally_is_defeated_only_after_the_deadline() -> None:
    assert SCHEDULE.state_at(2_000, FAILING, QUORUM) is State.ACTIVE
    assert SCHEDULE.state_at(2_001, FAILING, QUORUM) is State.DEFEATED


def test_a_quorum_that_the_chain_saw_reached_stays_although_ballots_were_changed_since() -> None:
    moved = Tally(against=1, in_favour=2, abstain=0)
    assert SCHEDULE.state_at(2_001, moved, 3) is State.DEFEATED
    assert replace(SCHEDULE, has_quorum=True).state_at(2_001, moved, 3) is State.SUCCEEDED
    assert replace(SCHEDULE, has_quorum=True).state_at(2_001, Tally(against=2, in_favour=2), 3) is State.DEFEATED


def test_a_queued_proposal_matures_exactly_at_its_eta() -> None:
    queued = replace(SCHEDULE, eta=3_000)
    assert queued.state_at(5_000, PASSING, QUORUM) is State.QUEUED
    assert not queued.is_mature_at(2_999)
    assert queued.is_mature_at(3_000)


moments = st.integers(0, 10**10)
schedules = st.builds(
    lambda snapshot, length, eta: Schedule(snapshot, snapshot + length, eta),
    moments,
    st.integers(1, 10**6),
    st.none() | moments,
)
tallies = st.builds(Tally, st.integers(0, 99), st.integers(0, 99), st.integers(0, 99))


@given(schedules, tallies, moments)
def test_executed_and_canceled_are_ends_whatever_the_time(schedule: Schedule, tally: Tally, moment: int) -> None:
    assert replace(schedule, is_executed=True).state_at(moment, tally, QUORUM) is State.EXECUTED
    assert replace(schedule, is_canceled=True).state_at(moment, tally, QUORUM) is State.CANCELED


@given(schedules, tallies, moments)
def test_state_and_maturity_change_only_at_turning_points(schedule: Schedule, tally: Tally, moment: int) -> None:
    def what_counts(at: int) -> tuple[State, bool]:
        return schedule.state_at(at, tally, QUORUM), schedule.is_mature_at(at)

    if moment not in schedule.turning_points() and moment > 0:
        assert what_counts(moment) == what_counts(moment - 1)
