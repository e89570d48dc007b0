"""Tallies that add up: one choice, approval, scores, quadratic votes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

A = TypeVar("A")
Weighted = tuple[A, int]  # an answer and the weight of its ballot


@dataclass(frozen=True, slots=True)
class PointTally:
    """`points` of each option, and all options from the best to the last."""

    points: tuple[int, ...]
    ranking: tuple[int, ...]
    lots_decided: bool  # whether the first place was drawn

    def winners(self, seats: int = 1) -> tuple[int, ...]:
        return self.ranking[:seats]


def count_choices(ballots: Iterable[Weighted[int]], options: int, lots: Sequence[int]) -> PointTally:
    """Each ballot names one option."""
    return _count(ballots, options, lots, lambda choice: ((choice, 1),))


def count_approvals(ballots: Iterable[Weighted[frozenset[int]]], options: int, lots: Sequence[int]) -> PointTally:
    """Each ballot names any number of options."""
    return _count(ballots, options, lots, lambda approved: ((option, 1) for option in approved))


def count_scores(ballots: Iterable[Weighted[tuple[int, ...]]], options: int, lots: Sequence[int]) -> PointTally:
    """Each ballot gives every option a score; the highest sum wins."""
    return _count(ballots, options, lots, enumerate)


def count_quadratic(ballots: Iterable[Weighted[tuple[int, ...]]], options: int, lots: Sequence[int]) -> PointTally:
    """Each ballot gives options votes, n of which cost n² of the voter's credits; the votes are added up.

    The weight limits what a ballot may cost (see `cost_of`); it does not multiply the votes.
    """
    return _count(((votes, 1) for votes, _ in ballots), options, lots, enumerate)


def cost_of(votes: Iterable[int]) -> int:
    """Credits that quadratic votes cost."""
    return sum(number * number for number in votes)


def _count(
    ballots: Iterable[Weighted[A]],
    options: int,
    lots: Sequence[int],
    points_of: Callable[[A], Iterable[tuple[int, int]]],
) -> PointTally:
    points = [0] * options
    for answer, weight in ballots:
        for option, given in points_of(answer):
            points[option] += given * weight
    drawn = {option: place for place, option in enumerate(lots)}
    ranking = sorted(range(options), key=lambda option: (-points[option], drawn[option]))
    is_tie = options > 1 and points[ranking[0]] == points[ranking[1]]
    return PointTally(tuple(points), tuple(ranking), is_tie)
