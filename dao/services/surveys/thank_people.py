"""Points as thanks for answers: once the survey is closed, its town grants them to the first so many who answered.

Who answered is known for this alone; what they answered is not looked at.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import select

from chain.clock import Clock, unix
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from dao.errors import NobodyToThank
from dao.models.surveys import Survey, SurveyParticipation
from dao.ports import ThanksGrants, ThanksOrder
from dao.queries.surveys.results import closed_survey

_TITLE_JA, _TITLE_EN = "意見調査のお礼：", "Thanks for the survey: "


class ThankPeople:
    def __init__(self, db: Database, clock: Clock, grants: ThanksGrants) -> None:
        self._db = db
        self._clock = clock
        self.grants = grants

    def check_budget(self, municipality: MunicipalityCode, program: int, each: int, people: int) -> None:
        """Does the program hold enough for as many as are promised?

        Raises: Invalid (thanks_program, thanks_points, thanks_people).
        """
        if not program:
            return
        if each <= 0 or people <= 0:
            raise Invalid("thanks_points" if each <= 0 else "thanks_people", "zero")
        found = next((one for one in self.grants.programs(municipality) if one.program == program), None)
        if found is None:
            raise Invalid("thanks_program", "no_such_program")
        if each * people > found.left:
            raise Invalid("thanks_people", "thanks_exceed", needed=each * people, left=found.left)

    def draft(self, municipality: MunicipalityCode, officer: Address, number: int) -> int:
        """The grant in its wizard, the same however often it is asked for.

        The caller has checked that `officer` acts for the town. Raises: SurveyUnknown, SurveyNotClosed, NobodyToThank;
        DomainError where the program refuses it.
        """
        with self._db.read() as session:
            survey = closed_survey(session, municipality, number, unix(self._clock.now()))
            if survey.thanks_campaign is not None:
                return survey.thanks_campaign
            thanked = select(SurveyParticipation.account).filter_by(survey_id=number, is_thanked=True)
            people = session.scalars(thanked.order_by(SurveyParticipation.account)).all()
        if not survey.thanks_program or not people:
            raise NobodyToThank(number)
        campaign = self.grants.draft(
            ThanksOrder(
                municipality=municipality,
                officer=officer,
                program=survey.thanks_program,
                each=int(survey.thanks_points),
                people=people,
                title_ja=_TITLE_JA + survey.title_ja,
                title_en=_TITLE_EN + (survey.title_en or survey.title_ja),
                key=hashlib.sha256(f"musubi.survey.thanks:{number}".encode()).digest(),
            )
        )
        with self._db.write() as session:
            session.get_one(Survey, number).thanks_campaign = campaign
        return campaign
