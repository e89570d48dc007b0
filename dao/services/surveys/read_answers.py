"""An officer takes the list of answers away, or reads free words: each time is written down."""

from __future__ import annotations

from chain.clock import Clock, unix
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from dao.models.surveys import Kind, Question, SurveyReading
from dao.models.surveys.sheet import Sheet, sheet_of
from dao.queries.surveys.results import closed_survey, free_words, sent_answers


class ReadAnswers:
    """The caller has checked that the officer acts for `municipality`. Each raises SurveyUnknown, SurveyNotClosed."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def sheet(self, municipality: MunicipalityCode, officer: Address, number: int) -> Sheet:
        now = self._clock.now()
        with self._db.write() as session:
            survey = closed_survey(session, municipality, number, unix(now))
            session.add(SurveyReading(survey_id=number, officer=officer, what="list", at=now))
            return sheet_of(survey.questions, sent_answers(session, number))

    def words(self, municipality: MunicipalityCode, officer: Address, number: int) -> list[tuple[Question, list[str]]]:
        """By question, shuffled."""
        now = self._clock.now()
        with self._db.write() as session:
            survey = closed_survey(session, municipality, number, unix(now))
            session.add(SurveyReading(survey_id=number, officer=officer, what="words", at=now))
            answers = sent_answers(session, number)
            return [(one, free_words(one, answers)) for one in survey.questions if one.kind is Kind.TEXT]
