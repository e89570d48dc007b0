"""Which numbers of a table may be shown: no group under five, nor one that subtraction would give away.

A table's cells, its row and column sums and the whole are linked by sums. Seen as a graph (rows and columns are points,
a hidden cell is a line between its row and its column, a hidden sum one to the border), a hidden number can be worked
out when its line is a bridge, or when no other numbers above zero fit (chain/anonymity.py).
Source: D. Gusfield, A Graph Theoretic Approach to Statistical Data Security (1988).

Nobody is in an empty group: zeros are shown, and never count as cover. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chain.anonymity import LEAST, Link, determined_links

Cell = tuple[int, int]
Sums = tuple[set[int], set[int]]  # rows and columns whose sum is hidden


def hidden_counts(counts: Sequence[int], *, has_rest: bool = False) -> set[int] | None:
    """Places of a list of groups that stay hidden, where the whole is known; None when nothing may be shown.

    The hidden ones are at least two, at least five people together, and more people than groups. `has_rest`: the last
    group are those who were not asked. How many these are, a branch's own count may tell: they cover nobody.
    """
    last = len(counts) - 1 if has_rest else len(counts)
    hidden = {place for place, count in enumerate(counts) if _is_small(count)}
    while True:
        views = [hidden, {place for place in hidden if place < last}]
        small = [view for view in views if any(_is_small(counts[place]) for place in view)]
        if all(_covers([counts[place] for place in view]) for view in small):
            return hidden
        cover = _smallest((counts[place], place) for place in range(last) if place not in hidden)
        if cover is None:
            return None
        hidden.add(cover)


def hidden_cells(table: Sequence[Sequence[int]], *, has_rest: bool = False) -> set[Cell] | None:
    """(row, column) of the cells that stay hidden beside the sums that `hidden_counts` shows of rows and of columns;
    None when nothing of the table may be shown. `has_rest`: as there, of the last row and the last column."""
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    hidden_rows = hidden_counts(rows, has_rest=has_rest)
    hidden_columns = hidden_counts(columns, has_rest=has_rest)
    if hidden_rows is None or hidden_columns is None:
        return None
    hidden = {(r, c) for r, row in enumerate(table) for c, count in enumerate(row) if _is_small(count)}
    sums = hidden_rows, hidden_columns
    while True:
        exposed, field = _exposed(table, hidden, sums), table
        if not exposed and has_rest:
            field = [row[:-1] for row in table[:-1]]
            exposed = _exposed_in_field(field, hidden, sums)
        if not exposed:
            return hidden
        cover = _cover(field, hidden, exposed)
        if cover is None:
            return None
        hidden.add(cover)


def _exposed(table: Sequence[Sequence[int]], hidden: set[Cell], sums: Sums) -> set[Cell]:
    return _uncovered(table, hidden, sums) or _bridges(hidden, *sums) or _pinned(table, hidden, sums)


def _exposed_in_field(field: Sequence[Sequence[int]], hidden: set[Cell], sums: Sums) -> set[Cell]:
    """Small groups that would follow if everything of the rest were known."""
    height, width = len(field), len(field[0]) if field else 0
    within = {(r, c) for r, c in hidden if r < height and c < width}
    known = {r for r in sums[0] if r < height}, {c for c in sums[1] if c < width}
    small = {(r, c) for r, c in within if _is_small(field[r][c])}
    exposed = _uncovered(field, within, known) & small or _bridges(within, *known) & small
    return exposed or _pinned(field, within, known) & small


def _is_small(count: int) -> bool:
    return 0 < count < LEAST


def _covers(counts: Sequence[int]) -> bool:
    """Do these hidden groups, whose sum is known, hide each other?"""
    return len(counts) > 1 and sum(counts) >= LEAST and sum(counts) > len(counts)


def _uncovered(table: Sequence[Sequence[int]], hidden: set[Cell], unsummed: Sums) -> set[Cell]:
    """Hidden cells of the rows and columns in which they do not hide each other. `unsummed`: rows and columns whose own
    sum is hidden, in which nothing can be subtracted."""
    found: set[Cell] = set()
    for side in (0, 1):
        for line in {cell[side] for cell in hidden} - unsummed[side]:
            cells = {cell for cell in hidden if cell[side] == line}
            if not _covers([table[r][c] for r, c in cells]):
                found |= cells
    return found


def _bridges(hidden: set[Cell], hidden_rows: set[int], hidden_columns: set[int]) -> set[Cell]:
    """Hidden numbers that follow from the others: -1 stands for the border, where the sums are."""
    lines = [*hidden, *((row, -1) for row in hidden_rows), *((-1, column) for column in hidden_columns)]
    return {line for line in lines if not _is_connected(line, [other for other in lines if other != line])}


def _pinned(table: Sequence[Sequence[int]], hidden: set[Cell], sums: Sums) -> set[Cell]:
    """Hidden cells for which one number alone is left, as no hidden number is zero."""
    cells = [(r, c) for r, row in enumerate(table) for c in range(len(row))]
    links = [Link(("row", r), ("column", c), table[r][c]) for r, c in cells]
    columns = list(zip(*table, strict=True))
    links += [Link("border", ("row", r), sum(row), is_fixed=r not in sums[0]) for r, row in enumerate(table)]
    links += [Link(("column", c), "border", sum(one), is_fixed=c not in sums[1]) for c, one in enumerate(columns)]
    unsummed = {len(cells) + r for r in sums[0]} | {len(cells) + len(table) + c for c in sums[1]}
    known = determined_links(links, {place for place, cell in enumerate(cells) if cell in hidden} | unsummed)
    return {cells[place] for place in known if place < len(cells)}


def _is_connected(line: Cell, lines: Sequence[Cell]) -> bool:
    """Is there another way from the line's row to its column?"""
    start, goal = ("row", line[0]), ("column", line[1])
    reached, left = {start}, [start]
    while left:
        side, number = left.pop()
        for row, column in lines:
            ends = (("row", row), ("column", column))
            here, there = ends if side == "row" else ends[::-1]
            if here == (side, number) and there not in reached:
                reached.add(there)
                left.append(there)
    return goal in reached


def _cover(table: Sequence[Sequence[int]], hidden: set[Cell], exposed: set[Cell]) -> Cell | None:
    """The smallest shown group in a row or column of what is exposed; else anywhere."""
    rows, columns = {row for row, _ in exposed}, {column for _, column in exposed}
    cells = [(r, c) for r in range(len(table)) for c in range(len(table[r])) if (r, c) not in hidden and table[r][c]]
    near = [(r, c) for r, c in cells if r in rows or c in columns]
    return min(near or cells, key=lambda cell: (table[cell[0]][cell[1]], cell), default=None)


def _smallest(found: Iterable[tuple[int, int]]) -> int | None:
    """The place of the smallest count that is not zero."""
    places = [place for count, place in sorted(found) if count]
    return places[0] if places else None
