"""Lines about people for a file (匿名加工): clues become coarser until five people share them; the rest is left out.

A clue (手がかり) is what others may know of a person: age, home, kind of shop. It comes as a ladder from fine to
coarse, and every line starts at the bottom. Lines that too few people share climb one rung at a time, in a fixed
order; lines that are safe stay. Pure, and blind to the order of its input: the same lines give the same file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from chain.anonymity import LEAST
from points.analytics.errors import NotAnonymous

HIDDEN = "*"
Ladder = tuple[str, ...]  # from fine to coarse


@dataclass(frozen=True, slots=True)
class Record:
    """`person` serves to count people alone and is never written. `values`: what the file tells; the first of them must
    differ within every class of alike clues, so that it is not told of everybody in it."""

    person: bytes = field(repr=False)
    clues: tuple[Ladder, ...]
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """As it will be written."""

    person: bytes = field(repr=False)
    clues: tuple[str, ...]
    values: tuple[str, ...] = ()


def anonymized(records: Sequence[Record], climb: Sequence[int]) -> list[Line]:
    """`climb`: which clue goes one rung up at each step, in this order. In an order that tells nothing."""
    lines = [_Climbing(record, (0,) * len(record.clues)) for record in records]
    for clue in climb:
        lonely = _lonely([line.written for line in lines])
        lines = [line.up(clue) if line.written.clues in lonely else line for line in lines]
    written = [line.written for line in lines]
    while lonely := _lonely(written):
        written = [line for line in written if line.clues not in lonely]
    return sorted(written, key=lambda line: (line.clues, line.values))


def assert_k_anonymous(lines: Sequence[Line]) -> None:
    """Counts anew, from what will be written alone.

    Raises: NotAnonymous.
    """
    people: dict[tuple[str, ...], set[bytes]] = defaultdict(set)
    told: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for line in lines:
        people[line.clues].add(line.person)
        told[line.clues].update(line.values[:1])
    smallest = min(map(len, people.values()), default=LEAST)
    if smallest < LEAST:
        raise NotAnonymous(smallest)
    if any(len(values) == 1 for values in told.values()):
        raise NotAnonymous(smallest)


@dataclass(frozen=True, slots=True)
class _Climbing:
    record: Record
    rungs: tuple[int, ...]

    @property
    def written(self) -> Line:
        clues = (ladder[min(rung, len(ladder) - 1)] for ladder, rung in zip(self.record.clues, self.rungs, strict=True))
        return Line(self.record.person, tuple(clues), self.record.values)

    def up(self, clue: int) -> _Climbing:
        return replace(self, rungs=(*self.rungs[:clue], self.rungs[clue] + 1, *self.rungs[clue + 1 :]))


def _lonely(lines: Sequence[Line]) -> set[tuple[str, ...]]:
    """Classes that fewer than five people share, or that would tell one thing of everybody in them."""
    people: dict[tuple[str, ...], set[bytes]] = defaultdict(set)
    told: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for line in lines:
        people[line.clues].add(line.person)
        told[line.clues].update(line.values[:1])
    return {clues for clues, found in people.items() if len(found) < LEAST or len(told[clues]) == 1}
