"""Tallies that add up, against counting card by card; pairwise against its definition; lots."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from dao.models.polls.tallies import (
    count_approvals,
    count_choices,
    count_pairs,
    count_quadratic,
    count_scores,
    draw_lots,
)
from dao.models.polls.tallies.points import cost_of

OPTIONS = 5
LOTS = draw_lots(b"after the close", OPTIONS)
options = st.integers(0, OPTIONS - 1)
weights = st.integers(1, 10**6)


def _expected_order(points: list[int]) -> list[int]:
    return sorted(range(OPTIONS), key=lambda option: (-points[option], LOTS.index(option)))


@given(st.lists(st.tuples(options, weights), max_size=30))
def test_one_choice_counts_every_card_once(cast: list[tuple[int, int]]) -> None:
    tally = count_choices(cast, OPTIONS, LOTS)
    assert sum(tally.points) == sum(weight for _, weight in cast)
    assert list(tally.points) == [
        sum(weight for choice, weight in cast if choice == option) for option in range(OPTIONS)
    ]
    assert list(tally.ranking) == _expected_order(list(tally.points))
    assert tally.lots_decided == (tally.points[tally.ranking[0]] == tally.points[tally.ranking[1]])
    assert count_choices(cast[::-1], OPTIONS, LOTS) == tally


@given(st.lists(st.tuples(st.frozensets(options), weights), max_size=30))
def test_approval_counts_a_ballot_for_each_option_it_names(cast: list[tuple[frozenset[int], int]]) -> None:
    counted: Counter[int] = Counter()
    for approved, weight in cast:
        counted.update(dict.fromkeys(approved, weight))
    assert list(count_approvals(cast, OPTIONS, LOTS).points) == [counted[option] for option in range(OPTIONS)]


@given(st.lists(st.tuples(st.tuples(*[st.integers(0, 10)] * OPTIONS), weights), max_size=30))
def test_scores_are_multiplied_with_the_cards_and_quadratic_votes_are_not(
    cast: list[tuple[tuple[int, ...], int]],
) -> None:
    scores = count_scores(cast, OPTIONS, LOTS)
    votes = count_quadratic(cast, OPTIONS, LOTS)
    for option in range(OPTIONS):
        assert scores.points[option] == sum(given[option] * weight for given, weight in cast)
        assert votes.points[option] == sum(given[option] for given, _ in cast)


def test_quadratic_votes_cost_their_square_against_an_option_too() -> None:
    assert cost_of((3, 0, -2, 1)) == 14


@given(
    st.lists(
        st.tuples(st.lists(st.tuples(options, options).filter(lambda pair: pair[0] != pair[1])).map(tuple), weights),
        max_size=12,
    )
)
def test_an_option_is_worth_the_opponents_it_beats(cast: list[tuple[tuple[tuple[int, int], ...], int]]) -> None:
    tally = count_pairs(cast, OPTIONS, LOTS)
    for option in range(OPTIONS):
        halves = 0
        for other in range(OPTIONS):
            won = sum(weight * pairs.count((option, other)) for pairs, weight in cast)
            lost = sum(weight * pairs.count((other, option)) for pairs, weight in cast)
            halves += 0 if other == option or won + lost == 0 else (won >= lost) + (won > lost)
        assert tally.halves[option] == halves
    assert list(tally.ranking) == sorted(tally.ranking, key=lambda option: -tally.halves[option])


def test_of_pictures_that_beat_as_many_the_larger_share_is_before() -> None:
    tally = count_pairs([(((0, 1), (1, 2), (2, 0)), 1), (((0, 1),), 4)], options=3, lots=(2, 1, 0))
    assert tally.halves == (2, 2, 2)
    assert tally.ranking == (0, 2, 1)
    assert not tally.lots_decided


@given(st.binary(min_size=32, max_size=32), st.integers(1, 300))
def test_lots_hold_every_option_once(seed: bytes, number: int) -> None:
    assert sorted(draw_lots(seed, number)) == list(range(number))


def test_another_seed_draws_another_order() -> None:
    assert draw_lots(bytes(32), 8) == draw_lots(bytes(32), 8) != draw_lots(b"\1" * 32, 8)
