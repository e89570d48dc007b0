"""The list of answers for a spreadsheet: a line a person, so coarse that nobody stands alone. Pure.

First, groups that the counts hide are hidden here too, and numbers become bands. Then, among the questions that were
marked as clues to a person, every combination that fewer than five lines share loses clues, from the last one on, until
five share it. Free words are left out: they would name their line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from chain.anonymity import LEAST
from dao.models.surveys.counting import Band, Row, band_of, bands, count_question, may_be_shown
from dao.models.surveys.questions import Answer, Answers, Kind, Question

HIDDEN = "*"
Cell = int | tuple[int, ...] | Band | str | None
Line = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    questions: list[Question]
    lines: list[Line]


def sheet_of(questions: Sequence[Question], answers: Sequence[Answers]) -> Sheet:
    """In the order of `answers`, which must not tell anything."""
    shown = [question for question in questions if question.kind is not Kind.TEXT]
    if not may_be_shown(answers):
        return Sheet(shown, [])
    columns = [_column(question, [one.get(question.key) for one in answers], answers) for question in shown]
    lines = [tuple(cells) for cells in zip(*columns, strict=True)]
    clues = [place for place, question in enumerate(shown) if question.is_marked]
    return Sheet(shown, coarsened(lines, clues))


def coarsened(lines: Sequence[Line], clues: Sequence[int]) -> list[Line]:
    """Lines of which at least five share each combination of the cells at `clues`."""
    coarse = [list(line) for line in lines]
    for kept in range(len(clues), -1, -1):
        sizes = Counter(_clues(line, clues) for line in coarse)
        lonely = [line for line in coarse if sizes[_clues(line, clues)] < LEAST]
        if not lonely:
            break
        if kept == 0:
            _join(coarse, lonely, clues)
            break
        for line in lonely:
            for place in clues[kept - 1 :]:
                line[place] = HIDDEN
    return [tuple(line) for line in coarse]


def _join(lines: list[list[Cell]], lonely: list[list[Cell]], clues: Sequence[int]) -> None:
    """The last few, who have no clue left, are joined by the smallest of the other groups."""
    everything = (HIDDEN,) * len(clues)
    sizes = Counter(_clues(line, clues) for line in lines)
    sizes.pop(everything, None)
    if sizes:
        smallest = min(sizes, key=lambda clue: (sizes[clue], repr(clue)))
        for line in lines:
            if _clues(line, clues) == smallest:
                for place in clues:
                    line[place] = HIDDEN


def _clues(line: Sequence[Cell], clues: Sequence[int]) -> tuple[Cell, ...]:
    return tuple(line[place] for place in clues)


def _column(question: Question, given: Sequence[Answer], answers: Sequence[Answers]) -> list[Cell]:
    rows = count_question(question, answers).rows
    if not rows:
        return [HIDDEN] * len(given)
    if question.kind is Kind.SEVERAL:
        return [_several(one, rows) for one in given]
    if question.kind is Kind.NUMBER:
        found = bands([one for one in given if isinstance(one, int)])
        hidden_bands = {row.band for row in rows if row.count is None}
        cells: list[Cell] = [band_of(one, found) if isinstance(one, int) else None for one in given]
        return [HIDDEN if cell in hidden_bands else cell for cell in cells]
    hidden = {row.value for row in rows if row.count is None}
    return [HIDDEN if one in hidden else one for one in given if not isinstance(one, (list, str))]


def _several(answer: Answer, rows: Sequence[Row]) -> Cell:
    """What of it everybody may know; options that the counts hide are left out of every line."""
    if not isinstance(answer, list):
        return None
    shown = {row.value for row in rows if row.count is not None}
    return tuple(value for value in answer if value in shown)
