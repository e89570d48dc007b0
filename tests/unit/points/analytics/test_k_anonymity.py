"""No count under five is shown, nor does one follow: the attack tries every filling of the hidden places, and all of
linear algebra."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chain.anonymity import LEAST, Link, Unbalanced, hidden_links
from points.analytics.k_anonymity import protect_group, protect_list, protect_parts, protect_table

counts = st.lists(st.one_of(st.integers(0, 3), st.integers(0, 9), st.integers(0, 40)), min_size=1, max_size=7)
small_tables = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.lists(st.one_of(st.integers(0, 3), st.integers(0, 9)), min_size=width, max_size=width),
        min_size=1,
        max_size=3,
    )
)
tables = st.integers(1, 6).flatmap(
    lambda width: st.lists(
        st.lists(st.one_of(st.integers(0, 3), st.integers(0, 30)), min_size=width, max_size=width),
        min_size=1,
        max_size=6,
    )
)
groups = st.lists(st.lists(st.one_of(st.integers(0, 3), st.integers(0, 20)), max_size=5), min_size=1, max_size=4)


def test_the_smallest_other_group_hides_with_a_small_one_and_nothing_else_is_lost() -> None:
    assert protect_list([30, 12, 9, 2]) == [30, 12, None, None]
    assert protect_list([30, 12, 9, 0]) == [30, 12, 9, 0]
    assert protect_list([30, 12, 9]) == [30, 12, 9]


def test_four_people_in_two_hidden_groups_are_covered_by_a_third() -> None:
    assert protect_list([2, 2, 8, 30]) == [None, None, None, 30]


def test_fewer_than_five_people_in_all_show_nothing_and_an_empty_list_is_empty() -> None:
    assert protect_list([3, 1]) == [None, None]
    assert protect_list([0, 0]) == [0, 0]
    assert protect_list([]) == []


@pytest.mark.parametrize(
    ("group", "whole", "shown"), [(40, 100, 40), (97, 100, None), (3, 100, None), (0, 9, 0), (9, 9, 9)]
)
def test_a_group_is_hidden_where_it_or_the_others_are_few(group: int, whole: int, shown: int | None) -> None:
    assert protect_group(group, whole) == shown


def test_a_table_hides_a_ring_of_cells_as_its_sums_are_shown() -> None:
    shown = protect_table([[20, 2, 9], [10, 30, 8], [7, 9, 11]])
    assert shown.rows == [31, 48, 27]
    assert shown.columns == [37, 41, 28]
    assert sum(cell is None for row in shown.cells for cell in row) == 4
    assert protect_table([[20, 10], [10, 20]]).cells == [[20, 10], [10, 20]]


def test_a_zero_beside_a_sum_under_five_is_hidden_as_it_tells_what_the_few_share() -> None:
    shown = protect_table([[3, 0, 0], [9, 9, 9], [8, 7, 12]])
    assert shown.cells[0] == [None, None, None]
    assert shown.rows[0] is None
    assert 0 not in protect_parts([[9, 8], [2, 0]]).parts[1]


def test_a_ring_whose_bounds_leave_one_filling_only_hides_nothing() -> None:
    """Equations alone do not tell these ones, but that no hidden number is zero does."""
    ring = {(0, 0): 1, (0, 1): 50, (1, 1): 50, (1, 2): 1, (2, 2): 50, (2, 0): 50}
    links = [Link(("row", r), ("column", c), people) for (r, c), people in ring.items()]
    links += [Link("in", ("row", r), people, is_fixed=True) for r, people in enumerate((51, 51, 100))]
    links += [Link(("column", c), "in", people, is_fixed=True) for c, people in enumerate((51, 100, 51))]
    assert hidden_links(links) is None
    wide = [Link(link.source, link.target, link.people * 8, link.is_fixed) for link in links]
    assert hidden_links(wide) == set()


def test_parts_give_neither_their_sum_nor_the_others_away() -> None:
    shown = protect_parts([[80], [20], [9, 8, 3]])
    assert shown.sums == [80, 20, 20]
    assert shown.parts == [[80], [20], [9, None, None]]
    alone = protect_parts([[80], [20], [3]])
    assert alone.sums == [80, None, None]
    assert alone.parts == [[80], [None], [None]]


def test_numbers_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(Unbalanced):
        hidden_links([Link("in", "out", 7), Link("out", "in", 8)])


def test_two_tables_of_one_page_that_share_their_sums_protect_each_other() -> None:
    """By town and month, and by age and month: a column hidden in one must not follow from the other."""
    first, second = [[9, 8], [8, 3]], [[10, 6], [7, 5]]
    links = [Link(("town", r), ("month", c), people) for r, row in enumerate(first) for c, people in enumerate(row)]
    links += [Link(("month", c), ("age", r), people) for r, row in enumerate(second) for c, people in enumerate(row)]
    links += [Link("in", ("town", r), sum(row)) for r, row in enumerate(first)]
    links += [Link(("age", r), "out", sum(row)) for r, row in enumerate(second)]
    links.append(Link("out", "in", 28, is_fixed=True))
    hidden = hidden_links(links)
    assert hidden is not None
    unknown = sorted(hidden)
    assert 3 in hidden
    assert not _determined(_balances(links, unknown), len(unknown))


@given(counts)
@example([1, 1, 1, 1, 1, 20])
def test_in_a_list_each_hidden_group_could_have_five_people(drawn: list[int]) -> None:
    shown = protect_list(drawn)
    assert all(count is None or count == 0 or count >= LEAST for count in shown)
    if all(count is None for count in shown):
        return
    hidden = [place for place, count in enumerate(shown) if count is None]
    together = sum(drawn[place] for place in hidden)
    for place in hidden:
        if drawn[place] < LEAST:
            assert together - (len(hidden) - 1) >= LEAST
    assert len(hidden) != 1


@given(small_tables)
@settings(max_examples=60)
def test_in_a_small_table_another_filling_makes_every_hidden_group_five(table: list[list[int]]) -> None:
    """Brute force: everything that whoever looks could believe, given what is shown."""
    shown = protect_table(table)
    if shown.whole is None:
        return
    cells = [(r, c) for r, row in enumerate(table) for c, one in enumerate(row) if shown.cells[r][c] is None and one]
    small = [cell for cell in cells if table[cell[0]][cell[1]] < LEAST]
    if len(cells) > 5 or not small:
        return
    most = max(max(row) for row in table) + LEAST
    could: dict[tuple[int, int], int] = {}
    for filling in product(range(1, most), repeat=len(cells)):
        tried = [row[:] for row in table]
        for (r, c), people in zip(cells, filling, strict=True):
            tried[r][c] = people
        if _fits(tried, table, shown.rows, shown.columns):
            could |= {cell: max(could.get(cell, 0), people) for cell, people in zip(cells, filling, strict=True)}
    assert all(could[cell] >= LEAST for cell in small)


def _fits(
    tried: list[list[int]], table: list[list[int]], rows: Sequence[int | None], columns: Sequence[int | None]
) -> bool:
    if sum(map(sum, tried)) != sum(map(sum, table)):
        return False
    lines = all(known is None or sum(row) == known for row, known in zip(tried, rows, strict=True))
    return lines and all(
        known is None or sum(column) == known for column, known in zip(zip(*tried, strict=True), columns, strict=True)
    )


@given(tables)
def test_of_a_table_nothing_hidden_follows_by_linear_algebra(table: list[list[int]]) -> None:
    _assert_safe(table)


def _assert_safe(table: list[list[int]]) -> None:
    shown = protect_table(table)
    if shown.whole is None:
        return
    assert all(cell is None or cell == 0 or cell >= LEAST for row in shown.cells for cell in row)
    assert all(total is None or total == 0 or total >= LEAST for total in [*shown.rows, *shown.columns])
    links = [Link(("row", r), ("column", c), people) for r, row in enumerate(table) for c, people in enumerate(row)]
    unknown = [at for at, link in enumerate(links) if shown.cells[link.source[1]][link.target[1]] is None]  # type: ignore[index]
    for r, row in enumerate(table):
        if shown.rows[r] is None:
            unknown.append(len(links))
        links.append(Link("in", ("row", r), sum(row)))
    for c, column in enumerate(zip(*table, strict=True)):
        if shown.columns[c] is None:
            unknown.append(len(links))
        links.append(Link(("column", c), "out", sum(column)))
    told = {unknown[at] for at in _determined(_balances(links, unknown), len(unknown))}
    assert not [at for at in told if links[at].people]


@given(groups)
def test_of_groups_in_two_steps_nothing_hidden_follows_by_linear_algebra(drawn: list[list[int]]) -> None:
    shown = protect_parts(drawn)
    if shown.whole is None:
        return
    links, unknown = list[Link](), list[int]()
    for place, parts in enumerate(drawn):
        for count, people in zip(shown.parts[place], parts, strict=True):
            if count is None:
                unknown.append(len(links))
            links.append(Link(("sum", place), "out", people))
        if shown.sums[place] is None:
            unknown.append(len(links))
        links.append(Link("in", ("sum", place), sum(parts)))
    told = {unknown[at] for at in _determined(_balances(links, unknown), len(unknown))}
    assert not [at for at in told if links[at].people]
    assert all(links[at].people >= LEAST or not links[at].people for at in range(len(links)) if at not in unknown)


def _balances(links: Sequence[Link], unknown: Sequence[int]) -> list[list[Fraction]]:
    """What flows into each sum flows out of it, in the unknown numbers."""
    nodes = {link.source for link in links} | {link.target for link in links}
    return [
        [Fraction((links[at].target == node) - (links[at].source == node)) for at in unknown]
        for node in sorted(nodes, key=repr)
    ]


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
