"""Results of a survey: for officers of its town, and for everybody where it says so. After the close only."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.anonymity import LEAST
from chain.clock import Clock, unix
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from dao.errors import QuestionUnknown, SurveyNotClosed, SurveyUnknown
from dao.models.surveys import Answers, Kind, Question, Survey, SurveyAnswer, SurveyReading, SurveyState
from dao.models.surveys.counting import CrossTable, QuestionResult, count_question, cross, may_be_shown


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """`crossed`: by question, where an officer asked to divide; None where it would tell too much."""

    survey: Survey
    people: int
    is_shown: bool  # enough people answered
    questions: list[QuestionResult]
    by: Question | None
    crossed: list[tuple[Question, CrossTable | None]]


@dataclass(frozen=True, slots=True)
class ReadingAct:
    """An officer took a list away or read free words, for the town's log of what officers did."""

    at: datetime
    officer: Address
    kind: str  # survey_list or survey_words
    id: int
    name_ja: str
    name_en: str
    reason: str = ""


class SurveyResults:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def public(self, number: int) -> SurveyResult:
        """Raises: SurveyUnknown, also where the result is for officers alone; SurveyNotClosed."""
        with self._db.read() as session:
            survey = session.get(Survey, number)
            if survey is None or survey.published_at is None or not survey.is_public:
                raise SurveyUnknown(number)
            return self._result(session, survey, "")

    def of_town(self, municipality: MunicipalityCode, number: int, by: str = "") -> SurveyResult:
        """`by`: the key of the question that divides, or empty.

        Raises: SurveyUnknown, SurveyNotClosed, QuestionUnknown.
        """
        with self._db.read() as session:
            return self._result(session, closed_survey(session, municipality, number, unix(self._clock.now())), by)

    def readings(self, number: int) -> Sequence[SurveyReading]:
        """Who took the list away or read the words, the newest first."""
        with self._db.read() as session:
            found = select(SurveyReading).filter_by(survey_id=number).order_by(SurveyReading.id.desc()).limit(50)
            return session.scalars(found).all()

    def acts(self, municipality: MunicipalityCode) -> list[ReadingAct]:
        """All readings of a town's surveys, the newest first."""
        found = select(SurveyReading, Survey.title_ja, Survey.title_en).join(
            Survey, Survey.id == SurveyReading.survey_id
        )
        here = found.where(Survey.municipality == municipality).order_by(SurveyReading.id.desc()).limit(200)
        with self._db.read() as session:
            return [
                ReadingAct(one.at, one.officer, f"survey_{one.what}", one.survey_id, title_ja, title_en)
                for one, title_ja, title_en in session.execute(here)
            ]

    def _result(self, session: Session, survey: Survey, by: str) -> SurveyResult:
        if survey.state(unix(self._clock.now())) is not SurveyState.CLOSED:
            raise SurveyNotClosed(survey.id)
        questions, answers = survey.questions, sent_answers(session, survey.id)
        divider = next((one for one in questions if one.key == by and one.may_branch), None)
        if by and divider is None:
            raise QuestionUnknown(by)
        crossed = [(one, cross(one, divider, answers)) for one in questions if divider and one.values and one.key != by]
        return SurveyResult(
            survey,
            len(answers),
            may_be_shown(answers),
            [count_question(question, answers) for question in questions],
            divider,
            [(question, table) for question, table in crossed],
        )


def closed_survey(session: Session, municipality: MunicipalityCode, number: int, now: int) -> Survey:
    """Raises: SurveyUnknown, SurveyNotClosed."""
    survey = session.get(Survey, number)
    if survey is None or survey.municipality != municipality or survey.published_at is None:
        raise SurveyUnknown(number)
    if survey.state(now) is not SurveyState.CLOSED:
        raise SurveyNotClosed(number)
    return survey


def sent_answers(session: Session, number: int) -> list[Answers]:
    """In the order of their pseudonyms, which tells neither who nor when."""
    sent = select(SurveyAnswer.answers).filter_by(survey_id=number).where(SurveyAnswer.answers.is_not(None))
    return [answers for answers in session.scalars(sent.order_by(SurveyAnswer.pseudonym)) if answers is not None]


def free_words(question: Question, answers: Sequence[Answers]) -> list[str]:
    """Shuffled for each question in another way, so that nobody's words stand at the same place; none from fewer than
    five people."""
    words = [
        one for answer in answers if question.kind is Kind.TEXT and isinstance(one := answer.get(question.key), str)
    ]
    if len(words) < LEAST:
        return []
    return sorted(words, key=lambda text: hashlib.sha256(f"{question.key}:{text}".encode()).digest())
