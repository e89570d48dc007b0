"""Puts surveys together for dao/assembly.py."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.db import Database
from dao.models.surveys.pseudonyms import Pseudonyms
from dao.ports import ThanksGrants
from dao.queries.membership.belonging import Belonging
from dao.queries.surveys.pages import SurveyPages
from dao.queries.surveys.results import SurveyResults
from dao.services.surveys.answer_survey import AnswerSurvey
from dao.services.surveys.read_answers import ReadAnswers
from dao.services.surveys.thank_people import ThankPeople
from dao.services.surveys.write_survey import WriteSurvey


@dataclass(frozen=True, slots=True)
class Surveys:
    """Answered once by an account, kept apart from who answered, shown in groups."""

    pages: SurveyPages
    write: WriteSurvey
    answer: AnswerSurvey
    results: SurveyResults
    read: ReadAnswers
    thank: ThankPeople


def assemble_surveys(db: Database, clock: Clock, secret: str, grants: ThanksGrants, belonging: Belonging) -> Surveys:
    pseudonyms, thank = Pseudonyms(secret), ThankPeople(db, clock, grants)
    return Surveys(
        pages=SurveyPages(db, clock, pseudonyms, belonging),
        write=WriteSurvey(db, clock, thank),
        answer=AnswerSurvey(db, clock, pseudonyms, belonging),
        results=SurveyResults(db, clock),
        read=ReadAnswers(db, clock),
        thank=thank,
    )
