"""Lines about people for a file (匿名加工): clues become coarser until five people share them; the rest is left out.

A clue (手がかり) is what others may know of a person: age, home, kind of shop. It comes as a ladder from fine to
coarse, and every line starts at the bottom. Lines that too few people share climb one rung at a time, in a fixed
order; lines that are safe stay. Pure, and blind to the order of its input: the same lines give the same file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from chain.anonymity import LEAST
from points.analytics.errors import NotAnonymous

HIDDEN = "*"
Ladder = tuple[str, ...]  # from fine to coarse


@dataclass(frozen=True, slots=True)
class Record:
    """`person` serves to count people alone and is never written. `values`: what the file tells. Where a file
    `is_varied`, the first of them differs within every class of alike clues, so that it is not told of everybody."""

    person: bytes = field(repr=False)
    clues: tuple[Ladder, ...]
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """As it will be written."""

    person: bytes = field(repr=False)
    clues: tuple[str, ...]
    values: tuple[str, ...] = ()


def anonymized(records: Sequence[Record], climb: Sequence[int], *, is_varied: bool = True) -> list[Line]:
    """`climb`: which clue goes one rung up at each step, in this order. In an order that tells nothing."""
    alike: dict[tuple[Ladder, ...], list[Record]] = defaultdict(list)
    for record in records:
        alike[record.clues].append(record)
    groups = [_Group(ladders, found) for ladders, found in alike.items()]
    for clue in climb:
        for group in _lonely(groups, is_varied):
            group.rungs[clue] += 1
    while lonely := _lonely(groups, is_varied):
        left_out = {id(group) for group in lonely}
        groups = [group for group in groups if id(group) not in left_out]
    written = [Line(one.person, group.written, one.values) for group in groups for one in group.records]
    return sorted(written, key=lambda line: (line.clues, line.values))


def assert_k_anonymous(lines: Sequence[Line], *, is_varied: bool = True) -> None:
    """Counts anew, from what will be written alone.

    Raises: NotAnonymous.
    """
    told: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for line in lines:
        told[line.clues].update(line.values[:1])
    smallest = smallest_class(lines)
    if lines and smallest < LEAST:
        raise NotAnonymous(smallest)
    if is_varied and any(len(values) == 1 for values in told.values()):
        raise NotAnonymous(smallest)


def smallest_class(lines: Sequence[Line]) -> int:
    """The fewest people that share the clues of a line; 0 where there is none."""
    people: dict[tuple[str, ...], set[bytes]] = defaultdict(set)
    for line in lines:
        people[line.clues].add(line.person)
    return min(map(len, people.values()), default=0)


class _Group:
    """Records with the same ladders, which climb together."""

    def __init__(self, ladders: tuple[Ladder, ...], records: list[Record]) -> None:
        self._ladders = ladders
        self.records = records
        self.rungs = [0] * len(ladders)
        self.people = {record.person for record in records}
        self.told = {value for record in records for value in record.values[:1]}

    @property
    def written(self) -> tuple[str, ...]:
        return tuple(ladder[min(rung, len(ladder) - 1)] for ladder, rung in zip(self._ladders, self.rungs, strict=True))


def _lonely(groups: Sequence[_Group], is_varied: bool) -> list[_Group]:
    """Those of classes that fewer than five people share, or that would tell one thing of everybody in them."""
    classes: dict[tuple[str, ...], list[_Group]] = defaultdict(list)
    for group in groups:
        classes[group.written].append(group)
    return [group for members in classes.values() if not _is_safe(members, is_varied) for group in members]


def _is_safe(members: Sequence[_Group], is_varied: bool) -> bool:
    people = set[bytes]().union(*(group.people for group in members))
    told = set[str]().union(*(group.told for group in members))
    return len(people) >= LEAST and not (is_varied and len(told) == 1)
