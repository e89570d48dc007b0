"""No group under five is shown, nor does it follow from what is shown: checked against all of linear algebra."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

from chain.anonymity import LEAST
from dao.models.surveys.anonymity import Cell, hidden_cells, hidden_counts

counts = st.lists(st.one_of(st.integers(0, 12), st.integers(0, 6)), min_size=1, max_size=7)
tables = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.one_of(st.integers(0, 3), st.integers(0, 15)), min_size=width, max_size=width),
        min_size=1,
        max_size=5,
    )
)


def test_the_smallest_other_group_hides_with_a_small_one() -> None:
    assert hidden_counts([30, 12, 9, 2]) == {2, 3}
    assert hidden_counts([30, 12, 9, 0]) == set()
    assert hidden_counts([30, 12, 1, 1]) == {1, 2, 3}
    assert hidden_counts([3]) is None
    assert hidden_counts([]) == set()


def test_five_ones_of_a_known_sum_give_each_other_away_and_need_a_sixth() -> None:
    assert hidden_counts([1, 1, 1, 1, 1, 20]) == {0, 1, 2, 3, 4, 5}
    assert hidden_counts([1, 1, 1, 1, 1]) is None


def test_a_table_hides_in_both_directions() -> None:
    assert hidden_cells([[20, 10], [10, 20]]) == set()
    assert hidden_cells([[20, 2, 9], [10, 30, 8], [7, 9, 11]]) == {(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)}
    assert hidden_cells([[3, 0, 0], [9, 9, 9], [1, 3, 2]]) is not None


def test_those_who_were_not_asked_cover_nobody_as_a_branch_tells_how_many_they_are() -> None:
    assert hidden_counts([0, 0, 3, 16, 19, 8], has_rest=True) == {2, 3}
    assert hidden_counts([46, 3], has_rest=True) == {0, 1}
    assert hidden_counts([3, 43], has_rest=True) is None


def test_a_ring_that_leaves_one_filling_above_zero_is_made_wider() -> None:
    table = [[1, 9, 8], [8, 8, 12], [8, 1, 7]]
    ring = {(0, 0), (0, 2), (1, 0), (1, 1), (2, 1), (2, 2)}
    hidden = hidden_cells(table)
    assert hidden is None or hidden > ring or not ring <= hidden


@given(tables)
def test_of_a_table_no_small_group_follows_even_if_the_rest_is_known(table: list[list[int]]) -> None:
    hidden = hidden_cells(table, has_rest=True)
    rows = hidden_counts([sum(row) for row in table], has_rest=True)
    columns = hidden_counts([sum(column) for column in zip(*table, strict=True)], has_rest=True)
    if hidden is None or rows is None or columns is None:
        return
    height, width = len(table) - 1, len(table[0]) - 1
    unknown: list[Cell] = [cell for cell in sorted(hidden) if cell[0] < height and cell[1] < width]
    unknown += [(row, -1) for row in rows if row < height] + [(-1, column) for column in columns if column < width]
    told = _determined(_equations(unknown, height, width), len(unknown))
    assert not [
        cell for at, cell in enumerate(unknown) if at in told and -1 not in cell and table[cell[0]][cell[1]] < LEAST
    ]


@given(counts)
def test_of_a_list_no_small_group_follows_from_the_whole(given_counts: list[int]) -> None:
    hidden = hidden_counts(given_counts)
    if hidden is None:
        return
    assert {place for place, count in enumerate(given_counts) if 0 < count < LEAST} <= hidden
    together = sum(given_counts[place] for place in hidden)
    assert not hidden or (len(hidden) > 1 and together >= LEAST and together > len(hidden))


@given(tables)
@example([[6, 2, 0], [2, 6, 9], [0, 9, 2]])
@example([[2, 2, 9, 9], [2, 2, 2, 9], [9, 9, 2, 2], [9, 9, 2, 2]])
def test_of_a_table_nothing_hidden_follows_from_what_is_shown(table: list[list[int]]) -> None:
    hidden = hidden_cells(table)
    if hidden is None:
        return
    rows, columns = (
        hidden_counts([sum(row) for row in table]),
        hidden_counts([sum(c) for c in zip(*table, strict=True)]),
    )
    assert rows is not None
    assert columns is not None
    small = {(r, c) for r, row in enumerate(table) for c, count in enumerate(row) if 0 < count < LEAST}
    assert small <= hidden
    for side in (0, 1):
        for line in {cell[side] for cell in hidden} - (rows, columns)[side]:
            together = [table[r][c] for r, c in hidden if (r, c)[side] == line]
            assert sum(together) >= LEAST
    unknown: list[Cell] = [*sorted(hidden), *((row, -1) for row in rows), *((-1, column) for column in columns)]
    assert not _determined(_equations(unknown, len(table), len(table[0])), len(unknown))


def _equations(unknown: Sequence[Cell], height: int, width: int) -> list[list[Fraction]]:
    """One for each row and column, and one for the sums of rows and of columns: a sum is what its cells add up to."""
    lines = [[_in_line(cell, 0, row) for cell in unknown] for row in range(-1, height)]
    return lines + [[_in_line(cell, 1, column) for cell in unknown] for column in range(-1, width)]


def _in_line(cell: Cell, side: int, number: int) -> Fraction:
    if cell[side] != number:
        return Fraction(0)
    return Fraction(-1 if cell[1 - side] == -1 else 1)


def _determined(equations: list[list[Fraction]], size: int) -> set[int]:
    """Unknowns that have one value in every solution: those that stand alone in the reduced rows."""
    rows, done = [row[:] for row in equations], 0
    for column in range(size):
        pivot = next((at for at in range(done, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        rows[done] = [value / rows[done][column] for value in rows[done]]
        for at, row in enumerate(rows):
            if at != done and row[column]:
                rows[at] = [value - row[column] * lead for value, lead in zip(row, rows[done], strict=True)]
        done += 1
    return {next(at for at, v in enumerate(row) if v) for row in rows if sum(1 for v in row if v) == 1}
