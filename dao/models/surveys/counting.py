"""Counts of a survey in groups that may be shown. Every table adds up to all answers: whoever was not asked, or wrote
nothing, is a group of its own (None). Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from chain.anonymity import LEAST
from dao.models.surveys.anonymity import hidden_cells, hidden_counts
from dao.models.surveys.questions import Answer, Answers, Kind, Question

Value = int | None  # of a choice; None: not asked, or no answer
Count = int | None  # None: hidden


@dataclass(frozen=True, slots=True)
class Band:
    """Numbers from `low` to `high`; None at the open ends, so that nobody's own number stands there."""

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """`band` of a number; else `value`, and None for no answer."""

    value: Value
    count: Count
    band: Band | None = None


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """`rows` are empty where nothing may be shown, and for free words."""

    question: Question
    rows: list[Row]
    mean: int | None = None  # of numbers, rounded


@dataclass(frozen=True, slots=True)
class CrossRow:
    value: Value  # of the question that divides
    count: Count
    cells: list[Count]


@dataclass(frozen=True, slots=True)
class CrossTable:
    question: Question
    columns: list[Value]
    rows: list[CrossRow]


def may_be_shown(answers: Sequence[Answers]) -> bool:
    return len(answers) >= LEAST


def count_question(question: Question, answers: Sequence[Answers]) -> QuestionResult:
    given = [one.get(question.key) for one in answers]
    if question.kind is Kind.TEXT or not may_be_shown(answers):
        return QuestionResult(question, [])
    if question.kind is Kind.NUMBER:
        return _count_numbers(question, given)
    if question.kind is Kind.SEVERAL:
        return QuestionResult(question, _count_several(question, given))
    values = groups_of(question)
    counts = [given.count(value) for value in values]
    hidden = hidden_counts(counts, has_rest=True)
    return QuestionResult(question, [] if hidden is None else _rows(values, counts, hidden))


def cross(question: Question, by: Question, answers: Sequence[Answers]) -> CrossTable | None:
    """`question` in the groups of `by`, both with choices; None where nothing may be shown."""
    if not may_be_shown(answers):
        return None
    groups = groups_of(by)
    if question.kind is Kind.SEVERAL:
        return _cross_several(question, by, answers)
    columns = groups_of(question)
    pairs = Counter((one.get(by.key), one.get(question.key)) for one in answers)
    table = [[pairs[group, column] for column in columns] for group in groups]
    hidden = hidden_cells(table, has_rest=True)
    sums = hidden_counts([sum(row) for row in table], has_rest=True)
    if hidden is None or sums is None:
        return None
    rows = [
        CrossRow(
            group,
            None if r in sums else sum(table[r]),
            [None if (r, c) in hidden else count for c, count in enumerate(table[r])],
        )
        for r, group in enumerate(groups)
    ]
    return CrossTable(question, list(columns), rows)


def bands(numbers: Sequence[int]) -> list[Band]:
    """Neighbouring numbers in groups of at least five people, about five groups in all; none for fewer people."""
    ordered, size = sorted(numbers), max(LEAST, -(-len(numbers) // 5))
    cuts: list[int] = []
    begin = 0
    while len(ordered) - begin >= 2 * LEAST:
        end = begin + size
        while end < len(ordered) and ordered[end] == ordered[end - 1]:
            end += 1
        if len(ordered) - end < LEAST:
            break
        cuts.append(ordered[end])
        begin = end
    if len(ordered) < LEAST:
        return []
    lows, highs = [None, *cuts], [*(cut - 1 for cut in cuts), None]
    return [Band(low, high) for low, high in zip(lows, highs, strict=True)]


def band_of(number: int, found: Sequence[Band]) -> Band:
    return next(band for band in found if band.high is None or number <= band.high)


def groups_of(question: Question) -> tuple[Value, ...]:
    return (*question.values, None)


def _rows(values: Sequence[Value], counts: Sequence[int], hidden: set[int]) -> list[Row]:
    return [Row(value, None if at in hidden else counts[at]) for at, value in enumerate(values)]


def _count_several(question: Question, given: Sequence[Answer]) -> list[Row]:
    """Each option by itself: those who chose it, who chose others, and who were not asked."""
    rows = []
    for value in question.values:
        counts = _split(value, given)
        hidden = hidden_counts(counts, has_rest=True)
        rows.append(Row(value, None if hidden is None or 0 in hidden else counts[0]))
    return rows


def _split(value: int, given: Sequence[Answer]) -> list[int]:
    asked = [one for one in given if isinstance(one, list)]
    chosen = sum(value in one for one in asked)
    return [chosen, len(asked) - chosen, len(given) - len(asked)]


def _cross_several(question: Question, by: Question, answers: Sequence[Answers]) -> CrossTable | None:
    groups = groups_of(by)
    sizes = Counter(one.get(by.key) for one in answers)
    sums = hidden_counts([sizes[group] for group in groups], has_rest=True)
    if sums is None:
        return None
    given = [[one.get(question.key) for one in answers if one.get(by.key) == group] for group in groups]
    columns = []
    for value in question.values:
        table = [_split(value, of_group) for of_group in given]
        hidden = hidden_cells(table, has_rest=True)
        columns.append([None if hidden is None or (r, 0) in hidden else row[0] for r, row in enumerate(table)])
    rows = [
        CrossRow(group, None if r in sums else sizes[group], [column[r] for column in columns])
        for r, group in enumerate(groups)
    ]
    return CrossTable(question, list(question.values), rows)


def _count_numbers(question: Question, given: Sequence[Answer]) -> QuestionResult:
    numbers = [one for one in given if isinstance(one, int)]
    found = bands(numbers)
    sizes = Counter(band_of(number, found) for number in numbers) if found else Counter()
    counts = [*(sizes[band] for band in found), len(given) - len(numbers)]
    hidden = hidden_counts(counts, has_rest=True)
    if not found or hidden is None:
        return QuestionResult(question, [])
    rows = [Row(None, None if at in hidden else sizes[band], band) for at, band in enumerate(found)]
    rows.append(Row(None, None if len(found) in hidden else counts[-1]))
    return QuestionResult(question, rows, (2 * sum(numbers) + len(numbers)) // (2 * len(numbers)))
