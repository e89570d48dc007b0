"""Ranked ballots (順位をつける投票): single transferable vote for any number of seats; with one seat it is the instant
run-off.

Rule: the quota is ballots / (seats + 1), and who has more than it is elected. The surplus moves on from all ballots of
the elected option alike, by their exact fraction (weighted inclusive Gregory). When nobody is elected, the option with
the fewest votes goes; of equals the one with fewer in the latest round where they differed, then the one drawn later.
When as many options are left as seats, they are elected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dao.models.polls.tallies.points import Weighted


@dataclass(frozen=True, slots=True)
class Round:
    """Votes of each option still in it, and what came of them."""

    votes: dict[int, Fraction]
    elected: tuple[int, ...] = ()
    excluded: int | None = None
    lot_decided: bool = False  # whether who goes was drawn


@dataclass(frozen=True, slots=True)
class StvTally:
    quota: Fraction
    elected: tuple[int, ...]  # first elected first; of one round, most votes first
    rounds: tuple[Round, ...]


@dataclass(slots=True)
class _Pile:
    """Ballots with the same ranking; `worth` is what is left of each after surpluses went on."""

    ranking: tuple[int, ...]
    weight: int
    worth: Fraction

    def top(self, standing: set[int]) -> int | None:
        return next((option for option in self.ranking if option in standing), None)


def count_stv(ballots: Iterable[Weighted[tuple[int, ...]]], options: int, seats: int, lots: Sequence[int]) -> StvTally:
    """`ballots` rank some or all options, best first, none twice. Ballots that rank none are not counted.

    Raises: ValueError when there are more seats than options.
    """
    if not 0 < seats <= options:
        raise ValueError(f"{seats} seats for {options} options")
    alike: Counter[tuple[int, ...]] = Counter()
    for ranking, weight in ballots:
        if ranking:
            alike[ranking] += weight
    piles = [_Pile(ranking, weight, Fraction(1)) for ranking, weight in sorted(alike.items())]
    return _Count(piles, options, seats, lots).run()


class _Count:
    def __init__(self, piles: list[_Pile], options: int, seats: int, lots: Sequence[int]) -> None:
        self._piles = piles
        self._standing = set(range(options))
        self._seats = seats
        self._drawn = {option: place for place, option in enumerate(lots)}
        self._quota = Fraction(sum(pile.weight for pile in piles), seats + 1)
        self._rounds: list[Round] = []
        self._elected: list[int] = []

    def run(self) -> StvTally:
        while len(self._elected) < self._seats:
            votes = self._votes()
            if len(self._standing) <= self._seats - len(self._elected):
                self._elect(votes, self._by_votes(votes, self._standing))
            elif above := [option for option in self._standing if votes[option] > self._quota]:
                self._move_surpluses(votes, self._by_votes(votes, above))
            else:
                self._exclude(votes)
        return StvTally(self._quota, tuple(self._elected), tuple(self._rounds))

    def _votes(self) -> dict[int, Fraction]:
        votes = {option: Fraction(0) for option in sorted(self._standing)}
        for pile in self._piles:
            top = pile.top(self._standing)
            if top is not None:
                votes[top] += pile.weight * pile.worth
        return votes

    def _by_votes(self, votes: dict[int, Fraction], chosen: Iterable[int]) -> tuple[int, ...]:
        return tuple(sorted(chosen, key=lambda option: (-votes[option], self._drawn[option])))

    def _elect(self, votes: dict[int, Fraction], elected: tuple[int, ...]) -> None:
        self._elected += elected
        self._rounds.append(Round(votes, elected))
        self._standing.difference_update(elected)

    def _move_surpluses(self, votes: dict[int, Fraction], elected: tuple[int, ...]) -> None:
        for pile in self._piles:
            top = pile.top(self._standing)
            if top in elected:
                pile.worth *= (votes[top] - self._quota) / votes[top]
        self._elect(votes, elected)

    def _exclude(self, votes: dict[int, Fraction]) -> None:
        fewest = [option for option in self._standing if votes[option] == min(votes.values())]
        for earlier in reversed(self._rounds):
            lowest = min(earlier.votes[option] for option in fewest)
            fewest = [option for option in fewest if earlier.votes[option] == lowest]
        last = max(fewest, key=lambda option: self._drawn[option])
        self._rounds.append(Round(votes, excluded=last, lot_decided=len(fewest) > 1))
        self._standing.remove(last)
