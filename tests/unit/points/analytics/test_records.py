"""No line of a file has clues that fewer than five people share, nor tells one thing of everybody who shares them."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from points.analytics.errors import NotAnonymous
from points.analytics.records import HIDDEN, Line, Record, anonymized, assert_k_anonymous

HOMES = [("大月市", "山梨県", HIDDEN), ("富士川町", "山梨県", HIDDEN), ("新宿区", "東京都", HIDDEN)]
AGES = [("18-29", "18-64", HIDDEN), ("30-44", "18-64", HIDDEN), ("75-", "65-", HIDDEN)]
CLIMB = (0, 1, 0, 1)

a_record = st.builds(
    Record,
    st.integers(0, 25).map(lambda number: bytes([number])),
    st.tuples(st.sampled_from(HOMES), st.sampled_from(AGES)),
    st.tuples(st.sampled_from(["1-999", "1000-"]), st.sampled_from(["1", "2-"])),
)


def people(first: int, count: int, home: int, age: int, value: str = "") -> list[Record]:
    """Half of them with another value."""
    return [
        Record(bytes([first + n]), (HOMES[home], AGES[age]), (value or ("1-999", "1000-")[n % 2],))
        for n in range(count)
    ]


def test_a_home_that_few_share_becomes_its_prefecture_and_who_is_safe_stays_as_fine_as_before() -> None:
    lines = anonymized([*people(0, 6, 0, 0), *people(10, 3, 1, 0), *people(20, 3, 1, 0)], CLIMB)
    assert {line.clues for line in lines} == {("大月市", "18-29"), ("富士川町", "18-29")}
    lines = anonymized([*people(0, 6, 0, 0), *people(10, 2, 1, 1), *people(20, 3, 1, 0)], CLIMB)
    assert {line.clues for line in lines} == {("大月市", "18-29"), ("山梨県", "18-64")}


def test_who_stays_alone_is_left_out() -> None:
    lines = anonymized([*people(0, 8, 0, 0), *people(20, 1, 2, 2)], CLIMB)
    assert len(lines) == 8
    assert anonymized(people(0, 4, 0, 0), CLIMB) == []


def test_many_lines_of_one_person_are_one_person() -> None:
    assert anonymized(people(1, 1, 0, 0) * 9, CLIMB) == []


def test_a_class_that_would_tell_the_same_of_everybody_climbs_until_it_does_not() -> None:
    lines = anonymized([*people(0, 6, 0, 0, "1000-"), *people(10, 6, 1, 0, "1-999")], CLIMB)
    assert {line.clues for line in lines} == {("山梨県", "18-29")}
    assert anonymized(people(0, 6, 0, 0, "1000-"), CLIMB) == []


def test_the_check_refuses_what_the_making_forgot() -> None:
    assert_k_anonymous([])
    with pytest.raises(NotAnonymous):
        assert_k_anonymous([Line(bytes([n]), ("大月市",)) for n in range(4)])
    with pytest.raises(NotAnonymous):
        assert_k_anonymous([Line(b"one", ("大月市",), (str(n),)) for n in range(9)])
    with pytest.raises(NotAnonymous):
        assert_k_anonymous([Line(bytes([n]), ("大月市",), ("1000-",)) for n in range(9)])


@given(st.lists(a_record, max_size=60))
def test_every_file_passes_the_check_whatever_the_people(records: list[Record]) -> None:
    assert_k_anonymous(anonymized(records, CLIMB))


@given(st.lists(a_record, max_size=40), st.randoms())
def test_the_order_of_what_was_read_changes_nothing(records: list[Record], chance: st.DataObject) -> None:
    mixed = records[:]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert _written(anonymized(records, CLIMB)) == _written(anonymized(mixed, CLIMB))


def _written(lines: list[Line]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(line.clues, line.values) for line in lines]


@given(st.lists(a_record, max_size=60))
def test_nothing_is_made_up(records: list[Record]) -> None:
    could = defaultdict(set)
    for record in records:
        could[record.person].add((record.clues, record.values))
    for line in anonymized(records, CLIMB):
        assert any(
            line.values == values and all(cell in ladder for cell, ladder in zip(line.clues, ladders, strict=True))
            for ladders, values in could[line.person]
        )
