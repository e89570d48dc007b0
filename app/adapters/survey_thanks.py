"""Points as thanks for answers or for coming: a grant of the town, drafted here, checked and signed as all."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

from chain.clock import Clock, business_date
from chain.db import Database
from chain.ids import MunicipalityCode
from chain.units import Points
from dao.ports import ThanksOrder, ThanksProgram
from points import PointsServices
from points.errors import CampaignLocked
from points.models import AmountKind, AmountRule, PeopleSource, ProgramState
from points.queries.programs import find_program, list_programs
from points.services.campaigns.choose_people import Author
from points.services.campaigns.outline_campaign import CampaignOutline
from points.services.check_campaign import CampaignPlan

_LIFE = timedelta(days=180)  # of the points, as far as the program runs


class SurveyThanks:
    def __init__(self, db: Database, clock: Clock, points: PointsServices) -> None:
        self._db = db
        self._clock = clock
        self._points = points

    def programs(self, municipality: MunicipalityCode) -> Sequence[ThanksProgram]:
        today = business_date(self._clock.now())
        with self._db.read() as session:
            found = list_programs(session, municipality, today)
        return [
            ThanksProgram(one.id, one.name_ja, one.name_en, int(one.cap_left))
            for one in found
            if one.state is ProgramState.OPEN and one.last_day > today and not one.is_paid and one.cap_left > 0
        ]

    def draft(self, order: ThanksOrder) -> int:
        today, wizard = business_date(self._clock.now()), self._points.wizard
        with self._db.read() as session:
            program = find_program(session, order.municipality, order.program, today)
        plan = CampaignPlan(order.program, order.title_ja, min(program.last_day, today + _LIFE))
        outline = CampaignOutline(plan, title_en=order.title_en)
        campaign = wizard.outline.begin(order.municipality, order.officer, outline, order.key)
        rule = AmountRule(AmountKind.SAME, Points(order.each))
        with suppress(CampaignLocked):  # signed already
            self._points.check_campaign.reprice(order.municipality, order.officer, campaign, rule)
            author = Author(order.municipality, order.officer, campaign)
            wizard.people.given(author, order.people, PeopleSource(order.whom))
        return campaign
