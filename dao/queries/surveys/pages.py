"""A survey as officers and as those who answer see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from dao.errors import SurveyUnknown
from dao.models import Community
from dao.models.events import CommunityEvent
from dao.models.surveys import Answers, Question, Survey, SurveyAnswer, SurveyParticipation, SurveyState
from dao.models.surveys.branching import Finding, findings
from dao.models.surveys.pseudonyms import Pseudonyms
from dao.queries.membership.belonging import Belonging
from dao.queries.surveys.invitations import is_invited


@dataclass(frozen=True, slots=True)
class SurveyStanding:
    survey: Survey
    state: SurveyState
    answers: int  # accounts that sent theirs
    thanks_left: int


@dataclass(frozen=True, slots=True)
class SurveyPage:
    """`draft`: what is kept of what the reader typed, else what they sent; `own`: their participation."""

    standing: SurveyStanding
    questions: Sequence[Question]
    community: Community | None
    event: CommunityEvent | None  # only those who came to it are asked
    is_invited: bool
    draft: Answers
    is_draft: bool  # typed and not sent
    own: SurveyParticipation | None


@dataclass(frozen=True, slots=True)
class SurveyDesk:
    standing: SurveyStanding
    questions: Sequence[Question]
    findings: Sequence[Finding]
    community: Community | None
    event: CommunityEvent | None


class SurveyPages:
    def __init__(self, db: Database, clock: Clock, pseudonyms: Pseudonyms, belonging: Belonging) -> None:
        self._db = db
        self._clock = clock
        self._pseudonyms = pseudonyms
        self._belonging = belonging

    def of_town(self, municipality: MunicipalityCode) -> list[SurveyStanding]:
        """The newest first, drafts among them."""
        found = select(Survey).filter_by(municipality=municipality).order_by(Survey.id.desc()).limit(100)
        return self._standings(found)

    def of_community(self, slug: str) -> list[SurveyStanding]:
        """Those that members see, the newest first."""
        found = select(Survey).filter_by(community=slug).where(Survey.published_at.is_not(None))
        return self._standings(found.order_by(Survey.id.desc()).limit(20))

    def open_in(self, municipality: MunicipalityCode) -> list[SurveyStanding]:
        """Those for everybody that are open now."""
        now = unix(self._clock.now())
        found = (
            select(Survey)
            .filter_by(municipality=municipality, community="", event_id=None)
            .where(Survey.published_at.is_not(None), Survey.opens_at <= now, Survey.closes_at > now)
        )
        return self._standings(found.order_by(Survey.closes_at).limit(20))

    def desk(self, municipality: MunicipalityCode, number: int) -> SurveyDesk:
        """Raises: SurveyUnknown, also for another town's."""
        with self._db.read() as session:
            survey = session.get(Survey, number)
            if survey is None or survey.municipality != municipality:
                raise SurveyUnknown(number)
            questions = survey.questions
            return SurveyDesk(
                self._standing(session, survey),
                questions,
                findings(questions),
                _community(session, survey),
                _event(session, survey),
            )

    def page(self, number: int, reader: Address | None) -> SurveyPage:
        """Raises: SurveyUnknown, also for a draft."""
        with self._db.read() as session:
            survey = session.get(Survey, number)
            if survey is None or survey.published_at is None:
                raise SurveyUnknown(number)
            row = self._answer(session, survey, reader)
            return SurveyPage(
                self._standing(session, survey),
                survey.questions,
                _community(session, survey),
                _event(session, survey),
                reader is not None and is_invited(session, self._belonging, survey, reader),
                ((row.draft or row.answers) if row else None) or {},
                row is not None and row.draft is not None,
                session.get(SurveyParticipation, (survey.id, reader)) if reader else None,
            )

    def _answer(self, session: Session, survey: Survey, reader: Address | None) -> SurveyAnswer | None:
        if reader is None or survey.salt is None or survey.state(unix(self._clock.now())) is SurveyState.CLOSED:
            return None
        return session.get(SurveyAnswer, (survey.id, self._pseudonyms.of(survey.salt, reader)))

    def _standings(self, found: Select[Survey]) -> list[SurveyStanding]:
        with self._db.read() as session:
            return [self._standing(session, survey) for survey in session.scalars(found)]

    def _standing(self, session: Session, survey: Survey) -> SurveyStanding:
        here = SurveyParticipation.survey_id == survey.id
        answers = session.scalar(select(func.count()).where(here)) or 0
        thanked = session.scalar(select(func.count()).where(here, SurveyParticipation.is_thanked)) or 0
        return SurveyStanding(survey, survey.state(unix(self._clock.now())), answers, survey.thanks_people - thanked)


def _community(session: Session, survey: Survey) -> Community | None:
    return session.scalar(select(Community).filter_by(slug=survey.community)) if survey.community else None


def _event(session: Session, survey: Survey) -> CommunityEvent | None:
    return session.get(CommunityEvent, survey.event_id) if survey.event_id is not None else None
