"""Tables of people for pages: what is under five, and what would give it away, becomes None. Pure.

What is and what is not protected stands in docs/decisions/0063. A zero is shown (nobody is in the group), but not
beside a sum that is under five: there it would tell what the few people of the sum have in common.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chain.anonymity import LEAST, Link, hidden_links, is_small

__all__ = [
    "LEAST",
    "Parts",
    "ShownTable",
    "is_small",
    "protect_group",
    "protect_list",
    "protect_parts",
    "protect_table",
]

Count = int | None  # None: hidden


@dataclass(frozen=True, slots=True)
class ShownTable:
    """Cells by row, and the sums. Everything None: the table as a whole tells too much."""

    cells: list[list[Count]]
    rows: list[Count]
    columns: list[Count]
    whole: Count


@dataclass(frozen=True, slots=True)
class Parts:
    """Groups, and the smaller groups that each is made of."""

    parts: list[list[Count]]
    sums: list[Count]
    whole: Count


def protect_list(counts: Sequence[int]) -> list[Count]:
    """Groups that nobody is in twice, and whose sum is shown or can be known. All None where nothing may be shown."""
    links = [Link("in", "out", count) for count in counts]
    hidden = hidden_links([*links, _whole(sum(counts))])
    if hidden is None:
        return [None] * len(counts)
    return [None if place in hidden else count for place, count in enumerate(counts)]


def protect_group(group: int, whole: int) -> Count:
    """The size of a group beside a whole that is shown: hidden too where the others would be under five."""
    return protect_list([group, whole - group])[0]


def protect_parts(groups: Sequence[Sequence[int]]) -> Parts:
    """Groups in two steps (outside the town, and there by prefecture): parts, sums and the whole are shown."""
    sums = [sum(parts) for parts in groups]
    of_sums = [Link("in", ("sum", place), people) for place, people in enumerate(sums)]
    of_parts = [Link(("sum", place), "out", people) for place, parts in enumerate(groups) for people in parts]
    hidden = hidden_links([*of_sums, *of_parts, _whole(sum(sums))])
    if hidden is None:
        return Parts([[None] * len(parts) for parts in groups], [None] * len(groups), None)
    shown, at = list[list[Count]](), len(sums)
    for place, parts in enumerate(groups):
        tells = is_small(sums[place])
        shown.append([None if at + n in hidden or tells else people for n, people in enumerate(parts)])
        at += len(parts)
    return Parts(shown, _shown(sums, hidden, 0), sum(sums))


def protect_table(table: Sequence[Sequence[int]]) -> ShownTable:
    """Two-way: everybody stands in one cell, and the sums of rows and of columns are shown beside."""
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    hidden = hidden_links([*_cells(table), *_sums(rows, columns), _whole(sum(rows))])
    if hidden is None:
        return ShownTable([[None] * len(row) for row in table], [None] * len(rows), [None] * len(columns), None)
    width, first = len(columns), len(rows) * len(columns)
    cells = [
        [
            None if r * width + c in hidden or is_small(rows[r]) or is_small(columns[c]) else people
            for c, people in enumerate(row)
        ]
        for r, row in enumerate(table)
    ]
    return ShownTable(cells, _shown(rows, hidden, first), _shown(columns, hidden, first + len(rows)), sum(rows))


def _cells(table: Sequence[Sequence[int]]) -> list[Link]:
    return [Link(("row", r), ("column", c), people) for r, row in enumerate(table) for c, people in enumerate(row)]


def _sums(rows: Sequence[int], columns: Sequence[int]) -> list[Link]:
    of_rows = [Link("in", ("row", r), people) for r, people in enumerate(rows)]
    of_columns = [Link(("column", c), "out", people) for c, people in enumerate(columns)]
    return of_rows + of_columns


def _whole(people: int) -> Link:
    """The sum of everything is known: it can neither be hidden nor hide anything."""
    return Link("out", "in", people, is_fixed=True)


def _shown(sums: Sequence[int], hidden: set[int], first: int) -> list[Count]:
    return [None if first + place in hidden else people for place, people in enumerate(sums)]
