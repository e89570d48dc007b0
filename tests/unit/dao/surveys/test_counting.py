"""Counts add up to everybody, bands hold five, and no line of the list stands alone."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from chain.anonymity import LEAST
from dao.models.surveys import Answers, Choice, Kind, Question
from dao.models.surveys.counting import Row, band_of, bands, count_question, cross
from dao.models.surveys.sheet import HIDDEN, coarsened, sheet_of

OPTIONS = (Choice("山"), Choice("川"), Choice("海"))
AGE = Question("q1", Kind.ONE, "年代", options=OPTIONS, is_marked=True)
TOWN = Question("q2", Kind.ONE, "まち", options=OPTIONS, is_marked=True)
LIKED = Question("q3", Kind.SEVERAL, "よかったもの", options=OPTIONS)
SPENT = Question("q4", Kind.NUMBER, "使った額")
WORDS = Question("q5", Kind.TEXT, "ひとこと")
QUESTIONS = (AGE, TOWN, LIKED, SPENT, WORDS)

a_line = st.fixed_dictionaries(
    {
        "q1": st.sampled_from([0, 0, 0, 1, 2, None]),
        "q2": st.sampled_from([0, 0, 1, 1, 2, None]),
        "q3": st.one_of(st.none(), st.lists(st.sampled_from([0, 1, 2]), unique=True).map(sorted)),
        "q4": st.one_of(st.none(), st.integers(0, 30)),
        "q5": st.just("ひとこと"),
    }
)
lines = st.lists(a_line, max_size=60)


def people(*groups: tuple[int, Answers]) -> list[Answers]:
    return [answers for count, answers in groups for _ in range(count)]


def test_a_small_group_and_its_cover_are_hidden_and_fewer_than_five_people_show_nothing() -> None:
    answers = people((12, {"q1": 0}), (9, {"q1": 1}), (3, {"q1": 2}))
    assert count_question(AGE, answers).rows == [Row(0, 12), Row(1, None), Row(2, None), Row(None, 0)]
    assert count_question(AGE, answers[:4]).rows == []
    assert count_question(WORDS, answers).rows == []


def test_an_option_that_almost_everybody_chose_is_hidden_as_well() -> None:
    answers = people((20, {"q3": [0, 1]}), (8, {"q3": [0]}), (2, {"q3": []}))
    assert [row.count for row in count_question(LIKED, answers).rows] == [None, 20, 0]


def test_groups_of_another_question_divide_the_count() -> None:
    answers = people((10, {"q1": 0, "q2": 0, "q3": [0]}), (8, {"q1": 1, "q2": 1, "q3": [1]}), (7, {"q1": 0, "q2": 1}))
    table = cross(TOWN, AGE, answers)
    assert table is not None
    assert [(row.value, row.count, row.cells) for row in table.rows[:2]] == [
        (0, 17, [10, 7, 0, 0]),
        (1, 8, [0, 8, 0, 0]),
    ]
    several = cross(LIKED, AGE, answers)
    assert several is not None
    assert several.rows[0].cells == [10, 0, 0]
    assert cross(TOWN, AGE, answers[:4]) is None


@given(st.lists(st.integers(0, 40), max_size=80))
def test_each_band_holds_at_least_five_and_each_number_has_one(numbers: list[int]) -> None:
    found = bands(numbers)
    if not found:
        assert len(numbers) < LEAST
        return
    assert min(Counter(band_of(number, found) for number in numbers).values()) >= LEAST
    assert found[0].low is None
    assert found[-1].high is None


@given(lines)
def test_no_combination_of_clues_is_shared_by_fewer_than_five_lines(answers: list[Answers]) -> None:
    sheet = sheet_of(QUESTIONS, answers)
    assert len(sheet.lines) in (0, len(answers))
    assert WORDS not in sheet.questions
    assert min(Counter(line[:2] for line in sheet.lines).values(), default=LEAST) >= LEAST
    for place in (0, 1):
        shown = Counter(line[place] for line in sheet.lines if line[place] != HIDDEN)
        assert min(shown.values(), default=LEAST) >= LEAST


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3)), min_size=LEAST, max_size=60))
def test_what_is_coarsened_keeps_its_order_and_all_but_the_clues(drawn: list[tuple[int, int, int]]) -> None:
    coarse = coarsened(drawn, [0, 1, 2])
    assert min(Counter(coarse).values()) >= LEAST
    kept = coarsened(drawn, [0])
    assert [line[1:] for line in kept] == [line[1:] for line in drawn]
    assert all(
        cell in (HIDDEN, was)
        for line, old in zip(coarse, drawn, strict=True)
        for cell, was in zip(line, old, strict=True)
    )
