"""Write a survey: its words, its questions, its branches; and open it, after which nothing of it changes."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from chain.units import Points
from dao.errors import CommunityUnknown, QuestionUnknown, SurveyLocked, SurveyNotReady, SurveyUnknown
from dao.models import Community
from dao.models.description import check_text, check_title
from dao.models.events import CommunityEvent
from dao.models.surveys import END, Choice, Kind, Question, Survey
from dao.models.surveys.branching import findings
from dao.models.surveys.pseudonyms import SALT_BYTES
from dao.models.surveys.questions import MOST_OPTIONS, MOST_QUESTIONS
from dao.services.surveys.thank_people import ThankPeople

SHORTEST_SECONDS = 10 * 60
LONGEST_SECONDS = 90 * 24 * 3600
_LONGEST_LEAD = 2_000
_LEAST_HIGHEST, _MOST_HIGHEST = 3, 10


@dataclass(frozen=True, slots=True)
class SurveyDraft:
    """`community` and `event_id` exclude each other. `opens_at`, `closes_at` in unix seconds, 0 = at once.
    `thanks_program` 0 = no points."""

    title_ja: str
    title_en: str
    lead_ja: str
    lead_en: str
    community: str
    opens_at: int
    closes_at: int
    is_whole: bool = False
    is_public: bool = False
    thanks_program: int = 0
    thanks_points: int = 0
    thanks_people: int = 0
    event_id: int | None = None  # only those who came to this event are asked


class WriteSurvey:
    """The caller has checked that the officer acts for `municipality`. Each raises SurveyUnknown for another town's
    survey, SurveyLocked once it is open, and Invalid naming the field."""

    def __init__(self, db: Database, clock: Clock, thank: ThankPeople) -> None:
        self._db = db
        self._clock = clock
        self._thank = thank

    def create(self, municipality: MunicipalityCode, officer: Address, draft: SurveyDraft) -> int:
        now = self._clock.now()
        self._check_thanks(municipality, draft)
        with self._db.write() as session:
            survey = Survey(municipality=municipality, created_by=officer, created_at=now, stored_questions=[])
            _put(session, survey, _checked(draft, unix(now)))
            session.add(survey)
            session.flush()
            _follow(session, survey)
            return survey.id

    def change(self, municipality: MunicipalityCode, number: int, draft: SurveyDraft) -> None:
        self._check_thanks(municipality, draft)
        with self._db.write() as session:
            survey = _draft(session, municipality, number)
            _put(session, survey, _checked(draft, unix(self._clock.now())))
            _follow(session, survey)

    def put_question(self, municipality: MunicipalityCode, number: int, question: Question) -> None:
        """In the place of the one with its key, whose branches it keeps; at the end when its key is empty."""
        checked = checked_question(question)

        def put(questions: list[Question]) -> list[Question]:
            if not question.key:
                if len(questions) >= MOST_QUESTIONS:
                    raise Invalid("title_ja", "too_many_questions", most=MOST_QUESTIONS)
                return [*questions, replace(checked, key=_new_key(questions))]
            place = _place(questions, question.key)
            branches = {value: to for value, to in questions[place].goes_on.items() if value in checked.values}
            questions[place] = replace(checked, goes_on=branches if checked.may_branch else {})
            return questions

        self._rewrite(municipality, number, put)

    def remove_question(self, municipality: MunicipalityCode, number: int, key: str) -> None:
        """Branches that led to it go on with the next question instead."""

        def remove(questions: list[Question]) -> list[Question]:
            del questions[_place(questions, key)]
            return [_without(question, key) for question in questions]

        self._rewrite(municipality, number, remove)

    def raise_question(self, municipality: MunicipalityCode, number: int, key: str) -> None:
        """One place up."""

        def move(questions: list[Question]) -> list[Question]:
            place = _place(questions, key)
            questions.insert(max(0, place - 1), questions.pop(place))
            return questions

        self._rewrite(municipality, number, move)

    def branch(self, municipality: MunicipalityCode, number: int, key: str, goes_on: Mapping[int, str]) -> None:
        """An empty target is the next question."""

        def put(questions: list[Question]) -> list[Question]:
            place = _place(questions, key)
            known = {one.key for one in questions[place + 1 :]} | {END}
            if not set(filter(None, goes_on.values())) <= known:
                raise Invalid("goes_on", "backward_branch")
            kept = {value: to for value, to in goes_on.items() if to and value in questions[place].values}
            questions[place] = replace(questions[place], goes_on=kept)
            return questions

        self._rewrite(municipality, number, put)

    def open(self, municipality: MunicipalityCode, number: int) -> None:
        """Raises also: SurveyNotReady."""
        now = self._clock.now()
        self._check_promise(municipality, number)
        with self._db.write() as session:
            survey = _draft(session, municipality, number)
            if faults := findings(survey.questions):
                raise SurveyNotReady(number, len(faults))
            survey.opens_at = max(survey.opens_at, unix(now))
            _check_length(survey.opens_at, survey.closes_at)
            survey.published_at, survey.salt = now, secrets.token_bytes(SALT_BYTES)

    def _check_thanks(self, municipality: MunicipalityCode, draft: SurveyDraft) -> None:
        self._thank.check_budget(municipality, draft.thanks_program, draft.thanks_points, draft.thanks_people)

    def _check_promise(self, municipality: MunicipalityCode, number: int) -> None:
        """Others may have taken of the program since the draft was written."""
        with self._db.read() as session:
            survey = _draft(session, municipality, number)
        promised = survey.thanks_program, int(survey.thanks_points), survey.thanks_people
        self._thank.check_budget(municipality, *promised)

    def _rewrite(
        self, municipality: MunicipalityCode, number: int, change: Callable[[list[Question]], list[Question]]
    ) -> None:
        with self._db.write() as session:
            survey = _draft(session, municipality, number)
            survey.stored_questions = [question.as_json() for question in change(survey.questions)]


def checked_question(question: Question) -> Question:
    """Raises: Invalid naming the field."""
    options = tuple(
        Choice(check_title("options", one.title_ja), check_title("options", one.title_en, may_be_empty=True))
        for one in question.options
    )
    if question.kind in (Kind.ONE, Kind.SEVERAL):
        if not 2 <= len(options) <= MOST_OPTIONS:
            raise Invalid("options", "too_few_or_many", most=MOST_OPTIONS)
        if len({option.title_ja for option in options}) != len(options):
            raise Invalid("options", "option_twice")
    elif question.kind is Kind.SCALE:
        if not _LEAST_HIGHEST <= question.highest <= _MOST_HIGHEST:
            raise Invalid("highest", "scale_length", least=_LEAST_HIGHEST, most=_MOST_HIGHEST)
        if len(options) not in (0, 2):
            raise Invalid("options", "two_ends")
    else:
        options = ()
    return replace(
        question,
        title_ja=check_title("title_ja", question.title_ja),
        title_en=check_title("title_en", question.title_en, may_be_empty=True),
        options=options,
        is_marked=question.is_marked and question.kind is not Kind.TEXT,
    )


def _checked(draft: SurveyDraft, now: int) -> SurveyDraft:
    if draft.opens_at and draft.opens_at < now:
        raise Invalid("opens_at", "in_the_past")
    _check_length(draft.opens_at or now, draft.closes_at)
    return replace(
        draft,
        title_ja=check_title("title_ja", draft.title_ja),
        title_en=check_title("title_en", draft.title_en, may_be_empty=True),
        lead_ja=check_text("lead_ja", draft.lead_ja, _LONGEST_LEAD, may_be_empty=True),
        lead_en=check_text("lead_en", draft.lead_en, _LONGEST_LEAD, may_be_empty=True),
    )


def _check_length(opens_at: int, closes_at: int) -> None:
    if not SHORTEST_SECONDS <= closes_at - opens_at <= LONGEST_SECONDS:
        raise Invalid("closes_at", "poll_length", minutes=SHORTEST_SECONDS // 60, days=LONGEST_SECONDS // 86_400)


def _put(session: Session, survey: Survey, draft: SurveyDraft) -> None:
    if draft.community:
        community = session.scalar(select(Community).filter_by(slug=draft.community))
        if community is None:
            raise CommunityUnknown(draft.community)
        if str(survey.municipality) not in community.towns:
            raise Invalid("community", "not_of_community", code=str(survey.municipality))
    if draft.event_id is not None:
        event = session.get(CommunityEvent, draft.event_id)
        if event is None or event.municipality != str(survey.municipality) or draft.community:
            raise Invalid("community", "one_option")
    survey.event_id = draft.event_id
    survey.title_ja, survey.title_en = draft.title_ja, draft.title_en
    survey.lead_ja, survey.lead_en, survey.community = draft.lead_ja, draft.lead_en, draft.community
    survey.opens_at, survey.closes_at = draft.opens_at, draft.closes_at
    survey.is_whole, survey.is_public = draft.is_whole, draft.is_public
    survey.thanks_program = draft.thanks_program
    survey.thanks_points = Points(draft.thanks_points if draft.thanks_program else 0)
    survey.thanks_people = draft.thanks_people if draft.thanks_program else 0


def _follow(session: Session, survey: Survey) -> None:
    """An event that has no survey yet gets the one that is for its guests."""
    event = session.get(CommunityEvent, survey.event_id, with_for_update=True) if survey.event_id is not None else None
    if event is not None and event.survey_id is None:
        event.survey_id = survey.id


def _draft(session: Session, municipality: MunicipalityCode, number: int) -> Survey:
    survey = session.get(Survey, number, with_for_update=True)
    if survey is None or survey.municipality != municipality:
        raise SurveyUnknown(number)
    if survey.published_at is not None:
        raise SurveyLocked(number)
    return survey


def _place(questions: list[Question], key: str) -> int:
    for place, question in enumerate(questions):
        if question.key == key:
            return place
    raise QuestionUnknown(key)


def _new_key(questions: list[Question]) -> str:
    """Counted up, so that a removed question's key is not used again while a later one stands."""
    return f"q{max((int(question.key[1:]) for question in questions), default=0) + 1}"


def _without(question: Question, key: str) -> Question:
    return replace(question, goes_on={value: to for value, to in question.goes_on.items() if to != key})
