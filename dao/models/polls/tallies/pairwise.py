"""Pairwise (2つずつの見比べ): options shown two at a time; each is worth the opponents it beats, a draw a half."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dao.models.polls.tallies.points import Weighted

Pair = tuple[int, int]  # the preferred option, and the other one


@dataclass(frozen=True, slots=True)
class PairTally:
    """`preferred[a][b]`: weight of those who put a before b. `halves[a]`: two for an opponent beaten, one for a draw
    (Copeland's score, doubled to stay whole)."""

    preferred: tuple[tuple[int, ...], ...]
    halves: tuple[int, ...]
    ranking: tuple[int, ...]
    lots_decided: bool  # whether the first place was drawn


def count_pairs(ballots: Iterable[Weighted[tuple[Pair, ...]]], options: int, lots: Sequence[int]) -> PairTally:
    """Of equals in opponents beaten, the larger share of all its comparisons is before, then the lot."""
    preferred = [[0] * options for _ in range(options)]
    for pairs, weight in ballots:
        for better, other in pairs:
            preferred[better][other] += weight
    halves = [_halves(preferred, option) for option in range(options)]
    shares = [_share(preferred, option) for option in range(options)]
    drawn = {option: place for place, option in enumerate(lots)}
    ranking = sorted(range(options), key=lambda option: (-halves[option], -shares[option], drawn[option]))
    is_tie = options > 1 and len({(halves[option], shares[option]) for option in ranking[:2]}) == 1
    return PairTally(tuple(map(tuple, preferred)), tuple(halves), tuple(ranking), is_tie)


def _halves(preferred: Sequence[Sequence[int]], option: int) -> int:
    found = 0
    for other in range(len(preferred)):
        won, lost = preferred[option][other], preferred[other][option]
        if other != option and won + lost:
            found += 2 if won > lost else 1 if won == lost else 0
    return found


def _share(preferred: Sequence[Sequence[int]], option: int) -> Fraction:
    won = sum(preferred[option])
    met = won + sum(row[option] for row in preferred)
    return Fraction(won, met) if met else Fraction(0)
