"""Branches lead downward; what nobody can reach is pointed out; what was passed over does not count."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dao.models.surveys import END, Answers, Choice, Kind, Question
from dao.models.surveys.branching import Fault, Finding, findings, following, kept, way

OPTIONS = (Choice("はい", "Yes"), Choice("いいえ"))


def one(key: str, goes_on: dict[int, str] | None = None, *, is_required: bool = True) -> Question:
    return Question(key, Kind.ONE, f"質問{key}", options=OPTIONS, goes_on=goes_on or {}, is_required=is_required)


def test_an_answer_leads_to_its_question_and_the_others_to_the_next() -> None:
    questions = [one("q1", {1: "q3"}), one("q2", {0: END}), one("q3")]
    assert [question.key for question in way(questions, {"q1": 0, "q2": 1})] == ["q1", "q2", "q3"]
    assert [question.key for question in way(questions, {"q1": 1})] == ["q1", "q3"]
    assert following(questions, 1, 0) == 3
    assert kept(questions, {"q1": 1, "q2": 0, "q3": 1}) == {"q1": 1, "q3": 1}


def test_what_stands_in_the_way_of_opening_is_named() -> None:
    assert findings([]) == [Finding(Fault.EMPTY)]
    assert findings([one("q1"), one("q2", {0: "q1"})]) == [Finding(Fault.BACKWARD, "q2")]
    assert findings([one("q1", {0: "q1"})]) == [Finding(Fault.BACKWARD, "q1")]
    assert findings([one("q1", {0: "q9"})]) == [Finding(Fault.NOWHERE, "q1")]
    skipped = [one("q1", {0: "q3", 1: "q3"}), one("q2"), one("q3")]
    assert findings(skipped) == [Finding(Fault.UNREACHABLE, "q2")]
    assert findings([one("q1", {0: "q3", 1: "q3"}, is_required=False), *skipped[1:]]) == []


def test_a_question_survives_its_storage() -> None:
    question = Question("q1", Kind.SCALE, "満足", "Content", OPTIONS, False, True, 7, {2: END, 7: "q3"})
    assert Question.from_json(question.as_json()) == question


@st.composite
def surveys(draw: st.DrawFn) -> tuple[list[Question], Answers]:
    count = draw(st.integers(1, 8))
    keys = [f"q{number}" for number in range(count)]
    targets = st.sampled_from([*keys, END, ""])
    questions = [
        one(key, {value: to for value in (0, 1) if (to := draw(targets))}, is_required=draw(st.booleans()))
        for key in keys
    ]
    return questions, {key: draw(st.sampled_from([0, 1, None])) for key in keys}


@given(surveys())
def test_what_may_open_ends_for_every_answer_and_asks_nothing_twice(drawn: tuple[list[Question], Answers]) -> None:
    questions, answers = drawn
    if any(finding.fault in (Fault.BACKWARD, Fault.NOWHERE) for finding in findings(questions)):
        return
    asked = way(questions, answers)
    assert [questions.index(question) for question in asked] == sorted({questions.index(one) for one in asked})
    unreachable = {finding.key for finding in findings(questions)}
    assert not unreachable & {question.key for question in asked if _is_answered(asked, answers)}
    assert way(questions, kept(questions, answers)) == asked


def _is_answered(asked: list[Question], answers: Answers) -> bool:
    return all(answers[question.key] is not None for question in asked if question.is_required)
