"""Answer a survey: what is typed is kept at once, and counts when it is sent. It may be changed until the close."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date, unix
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address
from dao.errors import NotAMember, QuestionUnknown, SurveyClosed, SurveyNotOpen, SurveyUnknown
from dao.models.events.errors import DidNotCome
from dao.models.surveys import Answer, Answers, Survey, SurveyAnswer, SurveyParticipation, SurveyState
from dao.models.surveys.branching import kept
from dao.models.surveys.pseudonyms import Pseudonyms
from dao.queries.membership.belonging import Belonging
from dao.queries.surveys.invitations import is_invited


class AnswerSurvey:
    def __init__(self, db: Database, clock: Clock, pseudonyms: Pseudonyms, belonging: Belonging) -> None:
        self._db = db
        self._clock = clock
        self._pseudonyms = pseudonyms
        self._belonging = belonging

    def keep(self, number: int, account: Address, typed: Mapping[str, Answer]) -> None:
        """Keep what was typed into these questions, checked; the others stay as they were.

        Raises: SurveyUnknown, QuestionUnknown, SurveyNotOpen, SurveyClosed, NotAMember, DidNotCome; Invalid with
        the question's key as its field.
        """
        with self._db.write() as session:
            survey = self._open(session, number, account)
            questions = {question.key: question for question in survey.questions}
            checked: Answers = {}
            for key, answer in typed.items():
                if key not in questions:
                    raise QuestionUnknown(key)
                try:
                    checked[key] = questions[key].checked(answer)
                except Invalid as problem:
                    raise Invalid(key, problem.reason, **problem.values) from problem
            row = self._row(session, survey, account)
            row.draft = {**(row.draft or row.answers or {}), **checked}

    def send(self, number: int, account: Address) -> bool:
        """Let the draft count. Returns: whether points come as thanks.

        Raises: as `keep`; Invalid names the first question that is still open.
        """
        with self._db.write() as session:
            survey = self._open(session, number, account)
            row = self._row(session, survey, account)
            answers = kept(survey.questions, row.draft or row.answers or {})
            for question in survey.questions:
                if question.key in answers:
                    try:
                        answers[question.key] = question.checked(answers[question.key])
                    except Invalid as problem:
                        raise Invalid(question.key, problem.reason, **problem.values) from problem
            row.answers, row.draft = answers, None
            return self._participate(session, survey, account)

    def forget(self) -> int:
        """After the close nothing is changed any more: drop what was never sent and the salt that leads from an account
        to its answer, and write the answers anew, in no order and under names of nobody. Returns: how many surveys."""
        with self._db.write() as session:
            closed = select(Survey).where(Survey.salt.is_not(None), Survey.closes_at <= unix(self._clock.now()))
            rows = session.scalars(closed.with_for_update()).all()
            for survey in rows:
                _write_anew(session, survey)
                survey.salt = None
            return len(rows)

    def _participate(self, session: Session, survey: Survey, account: Address) -> bool:
        taken = session.get(SurveyParticipation, (survey.id, account))
        if taken is None:
            thanked = select(func.count()).where(
                SurveyParticipation.survey_id == survey.id, SurveyParticipation.is_thanked
            )
            is_early = (session.scalar(thanked) or 0) < survey.thanks_people
            taken = SurveyParticipation(
                survey_id=survey.id, account=account, day=business_date(self._clock.now()), is_thanked=is_early
            )
            session.add(taken)
        return taken.is_thanked

    def _open(self, session: Session, number: int, account: Address) -> Survey:
        """Locked, so that two answers at once do not both take the last thanks."""
        survey = session.get(Survey, number, with_for_update=True)
        if survey is None:
            raise SurveyUnknown(number)
        state = survey.state(unix(self._clock.now()))
        if state is SurveyState.DRAFT:
            raise SurveyUnknown(number)
        if state is SurveyState.CLOSED:
            raise SurveyClosed(number)
        if state is SurveyState.SCHEDULED:
            raise SurveyNotOpen(number)
        if not is_invited(session, self._belonging, survey, account):
            if survey.event_id is not None:
                raise DidNotCome(survey.event_id, account)
            raise NotAMember(survey.community, account)
        return survey

    def _row(self, session: Session, survey: Survey, account: Address) -> SurveyAnswer:
        assert survey.salt is not None
        pseudonym = self._pseudonyms.of(survey.salt, account)
        row = session.get(SurveyAnswer, (survey.id, pseudonym))
        if row is None:
            row = SurveyAnswer(survey_id=survey.id, pseudonym=pseudonym, draft=None, answers=None)
            session.add(row)
        return row


def _write_anew(session: Session, survey: Survey) -> None:
    """The order in which a database keeps rows would tell who came when."""
    here = SurveyAnswer.survey_id == survey.id
    sent = list(session.scalars(select(SurveyAnswer.answers).where(here, SurveyAnswer.answers.is_not(None))))
    session.execute(delete(SurveyAnswer).where(here))
    secrets.SystemRandom().shuffle(sent)
    for answers in sent:
        session.add(SurveyAnswer(survey_id=survey.id, pseudonym=secrets.token_bytes(32), draft=None, answers=answers))
