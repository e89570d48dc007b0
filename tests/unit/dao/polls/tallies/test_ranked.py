"""Single transferable vote: worked examples, properties, and agreement with pyrankvote on random elections."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pyrankvote
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dao.models.polls.tallies import StvTally, count_stv, draw_lots

IN_ORDER = tuple(range(10))


@st.composite
def elections(draw: st.DrawFn) -> tuple[list[tuple[tuple[int, ...], int]], int, int]:
    """Ballots with weights, options, seats."""
    options = draw(st.integers(2, 6))
    rankings = st.lists(st.integers(0, options - 1), unique=True, max_size=options).map(tuple)
    ballots = draw(st.lists(st.tuples(rankings, st.integers(1, 12)), min_size=1, max_size=12))
    return ballots, options, draw(st.integers(1, options - 1))


def test_the_run_off_moves_the_votes_of_whoever_has_the_fewest() -> None:
    """The capital of Tennessee, a textbook example of the instant run-off."""
    memphis, nashville, chattanooga, knoxville = range(4)
    tally = count_stv(
        [
            ((memphis, nashville, chattanooga, knoxville), 42),
            ((nashville, chattanooga, knoxville, memphis), 26),
            ((chattanooga, knoxville, nashville, memphis), 15),
            ((knoxville, chattanooga, nashville, memphis), 17),
        ],
        options=4,
        seats=1,
        lots=IN_ORDER,
    )
    assert [round_.excluded for round_ in tally.rounds] == [chattanooga, nashville, None]
    assert tally.elected == (knoxville,)
    assert tally.rounds[-1].votes == {memphis: 42, knoxville: 58}


def test_a_surplus_moves_on_by_its_exact_fraction() -> None:
    """Quota 100/3. Option 0 has 50 votes, so a third of each goes on to 1."""
    tally = count_stv([((0, 1), 50), ((1,), 20), ((2,), 30)], options=3, seats=2, lots=IN_ORDER)
    assert tally.quota == Fraction(100, 3)
    assert tally.rounds[1].votes == {1: Fraction(20) + Fraction(50, 3), 2: 30}
    assert tally.elected == (0, 1)


def test_of_equals_who_had_fewer_before_goes_and_then_the_lot_decides() -> None:
    tied = [((0,), 4), ((1,), 2), ((2,), 2), ((3, 1), 1)]
    tally = count_stv(tied, options=4, seats=1, lots=IN_ORDER)
    assert [round_.excluded for round_ in tally.rounds[:2]] == [3, 2]
    assert not tally.rounds[1].lot_decided
    same = [((0,), 3), ((1,), 2), ((2,), 2)]
    assert count_stv(same, 3, 1, lots=(2, 1, 0)).rounds[0].excluded == 1
    assert count_stv(same, 3, 1, lots=(0, 1, 2)).rounds[0].excluded == 2
    assert count_stv(same, 3, 1, lots=(0, 1, 2)).rounds[0].lot_decided


def test_without_a_ballot_the_lot_decides_and_more_seats_than_options_are_refused() -> None:
    assert count_stv([], options=3, seats=1, lots=(1, 2, 0)).elected == (1,)
    with pytest.raises(ValueError, match="4 seats for 3 options"):
        count_stv([], options=3, seats=4, lots=IN_ORDER)


@given(elections())
def test_seats_are_filled_once_no_vote_is_made_and_the_order_of_ballots_is_nothing(
    election: tuple[list[tuple[tuple[int, ...], int]], int, int],
) -> None:
    ballots, options, seats = election
    lots = draw_lots(b"seed", options)
    tally = count_stv(ballots, options, seats, lots)
    assert len(tally.elected) == len(set(tally.elected)) == seats
    total = sum(weight for ranking, weight in ballots if ranking)
    held = 0
    for round_ in tally.rounds:
        assert sum(round_.votes.values()) + held * tally.quota <= total
        held += len(round_.elected)
    assert count_stv(ballots[::-1], options, seats, lots) == tally
    apart = [(ranking, 1) for ranking, weight in ballots for _ in range(weight)]
    assert count_stv(apart, options, seats, lots) == tally


@given(elections())
def test_the_run_off_agrees_with_pyrankvote(election: tuple[list[tuple[tuple[int, ...], int]], int, int]) -> None:
    """Where no tie leaves the outcome to a rule of one's own. With several seats pyrankvote gives all ballots of an
    option the same worth, also those that a surplus left with a part of it; see `_counted_singly` for those."""
    ballots, options, _ = election
    seats = 1
    cast = [(ranking, weight) for ranking, weight in ballots if ranking]
    assume(cast)
    ways = {_elected(cast, options, seats, lots) for lots in (range(options), range(options)[::-1])}
    assume(len(ways) == 1)
    tally = count_stv(cast, options, seats, range(options))
    assume(not _is_close(tally))
    candidates = [pyrankvote.Candidate(str(option)) for option in range(options)]
    theirs = pyrankvote.instant_runoff_voting(
        candidates,
        [
            pyrankvote.Ballot([candidates[option] for option in ranking])
            for ranking, weight in cast
            for _ in range(weight)
        ],
    )
    assert {int(winner.name) for winner in theirs.get_winners()} == set(tally.elected)


@given(elections())
def test_several_seats_are_those_of_a_count_ballot_by_ballot(
    election: tuple[list[tuple[tuple[int, ...], int]], int, int],
) -> None:
    ballots, options, seats = election
    lots = draw_lots(b"seed", options)
    assume(not any(round_.lot_decided or (round_.excluded is not None and _is_tied(round_.votes))
                   for round_ in count_stv(ballots, options, seats, lots).rounds))  # fmt: skip
    assert set(count_stv(ballots, options, seats, lots).elected) == _counted_singly(ballots, options, seats)


def _counted_singly(ballots: list[tuple[tuple[int, ...], int]], options: int, seats: int) -> set[int]:
    """By the rule's words alone: each paper in somebody's heap has a worth of its own. Without ties."""
    papers: list[list[Any]] = [
        [list(ranking), Fraction(1)] for ranking, weight in ballots if ranking for _ in range(weight)
    ]
    quota, standing, elected = Fraction(len(papers), seats + 1), set(range(options)), set[int]()
    while len(elected) < seats:
        heaps: dict[int, list[list[Any]]] = {option: [] for option in standing}
        for paper in papers:
            top = next((option for option in paper[0] if option in standing), None)
            if top is not None:
                heaps[top].append(paper)
        votes = {option: sum((paper[1] for paper in heap), Fraction(0)) for option, heap in heaps.items()}
        above = {option for option in standing if votes[option] > quota}
        if len(standing) <= seats - len(elected):
            above = set(standing)
        elif above:
            for option in above:
                for paper in heaps[option]:
                    paper[1] *= 1 - quota / votes[option]
        else:
            standing.remove(min(standing, key=lambda option: votes[option]))
        elected |= above
        standing -= above
    return elected


def _is_tied(votes: dict[int, Fraction]) -> bool:
    lowest = sorted(votes.values())[:2]
    return len(lowest) == 2 and lowest[0] == lowest[1]


def _elected(
    ballots: list[tuple[tuple[int, ...], int]], options: int, seats: int, lots: Sequence[int]
) -> frozenset[int]:
    return frozenset(count_stv(ballots, options, seats, lots).elected)


def _is_close(tally: StvTally) -> bool:
    for round_ in tally.rounds:
        votes = sorted(round_.votes.values())
        if round_.lot_decided or tally.quota in votes:
            return True
        if round_.excluded is not None and votes[:1] == votes[1:2]:
            return True
    return False
