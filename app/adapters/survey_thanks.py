"""Points as thanks for answers or for coming, or opened by a proposal: a grant of the town, drafted here, checked and
signed as all."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date
from chain.db import Database
from chain.ids import MunicipalityCode
from chain.outbox import RelayEntry
from chain.units import Points
from dao.ports import GrantProgress, GrantState, ThanksOrder, ThanksProgram
from points import PointsServices
from points.errors import CampaignLocked
from points.models import AmountKind, AmountRule, Campaign, CampaignState, PeopleSource, ProgramState
from points.models.campaign_run import subject_of
from points.queries.campaigns import find_campaign
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
        if not order.people:
            return campaign
        rule = AmountRule(AmountKind.SAME, Points(order.each))
        with suppress(CampaignLocked):  # signed already
            self._points.check_campaign.reprice(order.municipality, order.officer, campaign, rule)
            author = Author(order.municipality, order.officer, campaign)
            wizard.people.given(author, order.people, PeopleSource(order.whom))
        return campaign

    def progress(self, session: Session, campaign: int) -> GrantProgress | None:
        row = session.get(Campaign, campaign)
        if row is None:
            return None
        view = find_campaign(session, None, campaign)
        sent = select(RelayEntry.tx_hash).where(RelayEntry.subject == subject_of(campaign))
        hashes = session.scalars(sent.where(RelayEntry.tx_hash.is_not(None)).order_by(RelayEntry.id)).all()
        known = [one for one in hashes if one is not None]
        return GrantProgress(_STATES[view.state], view.people, int(view.total), int(view.granted), known)


_STATES = {
    CampaignState.DRAFT: GrantState.DRAFTED,
    CampaignState.CHECKED: GrantState.DRAFTED,
    CampaignState.RUNNING: GrantState.RUNNING,
    CampaignState.PAUSED: GrantState.RUNNING,
    CampaignState.DONE: GrantState.DONE,
    CampaignState.CANCELLED: GrantState.STOPPED,
    CampaignState.FAILED: GrantState.STOPPED,
}
