"""An officer writes down what a campaign is for: program, title, reason, first and last day."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode, contains_my_number
from points.models import Campaign, CampaignKind, CampaignTerms
from points.models.campaign_terms import LONGEST_REASON
from points.queries.programs import program_on_chain
from points.services.campaigns.open_terms import open_terms, plain_text
from points.services.check_campaign import CampaignPlan


@dataclass(frozen=True, slots=True)
class CampaignOutline:
    plan: CampaignPlan
    kind: CampaignKind = CampaignKind.GENERAL
    title_en: str = ""
    reason: str = ""
    start_day: date | None = None  # None: as soon as it is signed

    def check(self, today: date) -> None:
        """Raises: Invalid naming the field."""
        plain_text("reason", self.reason, LONGEST_REASON)
        if self.kind is CampaignKind.RELIEF:
            raise Invalid("kind", "unknown")
        if len(self.title_en) > 200:
            raise Invalid("title_en", "too_long")
        if contains_my_number(self.title_en):
            raise Invalid("title_en", "my_number")
        if self.start_day is not None and self.start_day < today:
            raise Invalid("start_day", "past")
        if self.start_day is not None and self.start_day > self.plan.expiry_day:
            raise Invalid("start_day", "after_expiry")


class OutlineCampaign:
    """Does not check that the officer may; the surface does by role."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def begin(
        self, issuer: MunicipalityCode, officer: Address, outline: CampaignOutline, key: bytes | None = None
    ) -> int:
        """The id of a new campaign without people; with the same `key` always the same one.

        Raises: NotFound (the program), Invalid naming the field.
        """
        now = self.clock.now()
        with self.db.write() as session:
            _check(session, issuer, outline, now)
            if key and (known := session.scalar(select(Campaign).filter_by(campaign_key=key))):
                return known.id
            campaign = Campaign(campaign_key=key or secrets.token_bytes(32), created_by=officer, created_at=now)
            _keep_plan(campaign, outline.plan)
            session.add(campaign)
            session.flush()
            terms = CampaignTerms.plain(campaign)
            _keep(terms, outline)
            session.add(terms)
            return campaign.id

    def change(self, issuer: MunicipalityCode, officer: Address, campaign_id: int, outline: CampaignOutline) -> None:
        """Raises: as above; CampaignLocked once started."""
        now = self.clock.now()
        with self.db.write() as session:
            campaign, terms = open_terms(session, issuer, campaign_id, officer, now)
            _check(session, issuer, outline, now)
            _keep_plan(campaign, outline.plan)
            campaign.chunks_root = None
            _keep(terms, outline)


def _check(session: Session, issuer: MunicipalityCode, outline: CampaignOutline, now: datetime) -> None:
    today = business_date(now)
    outline.plan.check(program_on_chain(session, issuer, outline.plan.program_id), today)
    outline.check(today)


def _keep_plan(campaign: Campaign, plan: CampaignPlan) -> None:
    campaign.program_id, campaign.purpose, campaign.expiry_day = plan.program_id, plan.purpose.strip(), plan.expiry_day


def _keep(terms: CampaignTerms, outline: CampaignOutline) -> None:
    terms.kind, terms.title_en = outline.kind, outline.title_en.strip()
    terms.reason, terms.start_day = plain_text("reason", outline.reason, LONGEST_REASON), outline.start_day
