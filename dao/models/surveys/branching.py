"""Which question follows which answer. Ways lead downward only, so that no survey runs in circles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dao.models.surveys.questions import END, Answer, Answers, Question


class Fault(StrEnum):
    EMPTY = "empty"  # no question at all
    BACKWARD = "backward"  # a branch leads to a question above or to itself
    NOWHERE = "nowhere"  # a branch leads to a question that is not there
    UNREACHABLE = "unreachable"  # no answer leads here


@dataclass(frozen=True, slots=True)
class Finding:
    fault: Fault
    key: str = ""  # of the question


def following(questions: Sequence[Question], place: int, answer: Answer) -> int:
    """The place of the question after `place`; the number of questions when that was the last."""
    question = questions[place]
    target = question.goes_on.get(answer) if question.may_branch and isinstance(answer, int) else None
    if target is None:
        return place + 1
    return len(questions) if target == END else _places(questions)[target]


def way(questions: Sequence[Question], answers: Mapping[str, Answer]) -> list[Question]:
    """The questions that somebody with these answers is asked, as far as the answers tell."""
    asked, place = [], 0
    while place < len(questions):
        asked.append(questions[place])
        place = following(questions, place, answers.get(questions[place].key))
    return asked


def kept(questions: Sequence[Question], answers: Mapping[str, Answer]) -> Answers:
    """The answers to what was asked: those to questions that were passed over fall away."""
    return {question.key: answers.get(question.key) for question in way(questions, answers)}


def findings(questions: Sequence[Question]) -> list[Finding]:
    """What must be put right before the survey opens."""
    if not questions:
        return [Finding(Fault.EMPTY)]
    places = _places(questions)
    found = []
    for place, question in enumerate(questions):
        targets = _targets(question)
        if any(target not in places and target != END for target in targets):
            found.append(Finding(Fault.NOWHERE, question.key))
        if any(target in places and places[target] <= place for target in targets):
            found.append(Finding(Fault.BACKWARD, question.key))
    if found:
        return found
    reached = _reached(questions, places)
    return [Finding(Fault.UNREACHABLE, one.key) for place, one in enumerate(questions) if place not in reached]


def _reached(questions: Sequence[Question], places: Mapping[str, int]) -> set[int]:
    """As ways lead downward, one look from the top is enough."""
    reached = {0}
    for place, question in enumerate(questions):
        if place in reached:
            reached |= {places[target] for target in _targets(question) if target != END}
            if not question.is_required or not set(question.values) <= set(_branches(question)):
                reached.add(place + 1)
    return reached


def _targets(question: Question) -> set[str]:
    return set(_branches(question).values())


def _branches(question: Question) -> dict[int, str]:
    """Without what is left over from options that are no more."""
    if not question.may_branch:
        return {}
    return {value: target for value, target in question.goes_on.items() if value in question.values}


def _places(questions: Sequence[Question]) -> dict[str, int]:
    return {question.key: place for place, question in enumerate(questions)}
