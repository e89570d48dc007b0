"""An officer steers a campaign on its way: holds back what was not sent yet, lets it go again, or gives it up.

What was ever signed by the relayer finishes by itself. What is given up counts against no cap any more: the contract
counts what is granted, chunk by chunk.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from chain.clock import Clock, business_date, unix
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from chain.outbox import hold, let_go, withdraw
from chain.units import Points
from points.errors import CampaignNotSteerable
from points.models import Campaign, CampaignRunAct, RunActKind
from points.models.campaign_run import subject_of
from points.queries.campaign_runs import portion
from points.queries.programs import load_campaign, program_on_chain


class PauseCampaign:
    """Does not check that the officer is one of `issuer`; the surface does. Another municipality's campaign is not
    found."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def pause(self, issuer: MunicipalityCode, officer: Address, campaign_id: int) -> None:
        """Raises: CampaignNotSteerable (all_sent)."""
        with self.db.write() as session:
            campaign = _load(session, issuer, campaign_id)
            if campaign.held_chunks:
                return
            keys = hold(session, subject_of(campaign.id))
            if not keys:
                raise CampaignNotSteerable("all_sent")
            campaign.held_chunks = len(keys)
            self._record(session, campaign, RunActKind.PAUSE, officer, keys)

    def resume(self, issuer: MunicipalityCode, officer: Address, campaign_id: int) -> None:
        """Raises: CampaignNotSteerable (not_paused, signature_over, expired)."""
        with self.db.write() as session:
            campaign = _load(session, issuer, campaign_id)
            self._check_resumable(campaign)
            keys = let_go(session, subject_of(campaign.id))
            campaign.held_chunks = 0
            self._record(session, campaign, RunActKind.RESUME, officer, keys)

    def cancel(self, issuer: MunicipalityCode, officer: Address, campaign_id: int) -> None:
        """Raises: CampaignNotSteerable (all_sent)."""
        now = self.clock.now()
        with self.db.write() as session:
            campaign = _load(session, issuer, campaign_id)
            keys = withdraw(session, subject_of(campaign.id), now)
            if not keys:
                raise CampaignNotSteerable("all_sent")
            campaign.held_chunks = 0
            campaign.withdrawn_chunks += len(keys)
            given_up = self._record(session, campaign, RunActKind.CANCEL, officer, keys)
            campaign.withdrawn_total = Points(int(campaign.withdrawn_total) + int(given_up))

    def _check_resumable(self, campaign: Campaign) -> None:
        now = self.clock.now()
        if not campaign.held_chunks:
            raise CampaignNotSteerable("not_paused")
        if unix(now) > campaign.deadline:
            raise CampaignNotSteerable("signature_over")
        if business_date(now) > campaign.expiry_day:
            raise CampaignNotSteerable("expired")

    def _record(
        self, session: Session, campaign: Campaign, kind: RunActKind, officer: Address, keys: Sequence[str]
    ) -> Points:
        moved = portion(session, campaign, keys)
        session.add(
            CampaignRunAct(
                campaign_id=campaign.id,
                kind=kind,
                officer=officer,
                at=self.clock.now(),
                people=moved.people,
                total=moved.total,
            )
        )
        return moved.total


def _load(session: Session, issuer: MunicipalityCode, campaign_id: int) -> Campaign:
    campaign = load_campaign(session, campaign_id, for_update=True)
    program_on_chain(session, issuer, campaign.program_id)
    return campaign
