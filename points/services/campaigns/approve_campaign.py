"""A second officer approves a large campaign or sends it back. Nobody approves what is their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from chain.clock import Clock, business_date
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from points.errors import ApprovalRefused, CampaignLocked, ReliefRefused
from points.models import ApprovalState, Campaign, CampaignDecision, CampaignKind, CampaignTerms, DecisionKind
from points.models.campaign_terms import LONGEST_REASON, mark_of
from points.queries.campaign_terms import approval_of, authors, terms_of
from points.queries.programs import load_campaign, program_on_chain
from points.services.campaigns.check_ready import check_terms
from points.services.campaigns.open_terms import plain_text


class ApproveCampaign:
    """Does not check that the officer may; the surface does by role."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def ask(self, issuer: MunicipalityCode, officer: Address, campaign_id: int) -> None:
        """Raises: CampaignNotReady, CampaignLocked, NotFound; ApprovalRefused (changed) where nothing is to ask."""
        with self.db.write() as session:
            campaign, terms = _open(session, issuer, campaign_id)
            if terms.kind == CampaignKind.RELIEF:
                raise ReliefRefused("own_pages")
            check_terms(session, campaign, business_date(self.clock.now()))
            state = approval_of(session, issuer, campaign, terms).state
            if state not in (ApprovalState.NEEDED, ApprovalState.SENT_BACK):
                raise ApprovalRefused("changed")
            self._note(session, campaign, terms, DecisionKind.ASK, officer)

    def approve(self, issuer: MunicipalityCode, officer: Address, campaign_id: int, mark: bytes) -> None:
        """`mark` stands for what the officer looked at.

        Raises: ApprovalRefused (own, not_asked, changed), CampaignLocked, NotFound.
        """
        with self.db.write() as session:
            campaign, terms = self._asked(session, issuer, officer, campaign_id)
            if mark != mark_of(campaign, terms):
                raise ApprovalRefused("changed")
            self._note(session, campaign, terms, DecisionKind.APPROVE, officer)

    def send_back(
        self,
        issuer: MunicipalityCode,
        officer: Address,
        campaign_id: int,
        reason: str,
        note: Callable[[Session], object] = lambda session: None,
    ) -> None:
        """`note` writes more in the same transaction.

        Raises: Invalid (reason), ApprovalRefused (own, not_asked), CampaignLocked, NotFound.
        """
        kept = plain_text("send_back_reason", reason, LONGEST_REASON)
        if not kept:
            raise Invalid("send_back_reason", "empty")
        with self.db.write() as session:
            campaign, terms = self._asked(session, issuer, officer, campaign_id)
            self._note(session, campaign, terms, DecisionKind.SEND_BACK, officer, kept)
            note(session)

    def _asked(
        self, session: Session, issuer: MunicipalityCode, officer: Address, campaign_id: int
    ) -> tuple[Campaign, CampaignTerms]:
        campaign, terms = _open(session, issuer, campaign_id)
        approval = approval_of(session, issuer, campaign, terms)
        if approval.state is not ApprovalState.ASKED:
            raise ApprovalRefused("not_asked")
        if officer in authors(campaign, terms, approval.decisions):
            raise ApprovalRefused("own")
        return campaign, terms

    def _note(
        self,
        session: Session,
        campaign: Campaign,
        terms: CampaignTerms,
        kind: DecisionKind,
        officer: Address,
        reason: str = "",
    ) -> None:
        note_decision(session, campaign, terms, kind, officer, self.clock.now(), reason)


def note_decision(
    session: Session,
    campaign: Campaign,
    terms: CampaignTerms,
    kind: DecisionKind,
    officer: Address,
    now: datetime,
    reason: str = "",
) -> None:
    mark = mark_of(campaign, terms)
    decision = {"kind": kind, "officer": officer, "at": now, "reason": reason, "mark": mark}
    session.add(CampaignDecision(campaign_id=campaign.id, **decision))


def _open(session: Session, issuer: MunicipalityCode, campaign_id: int) -> tuple[Campaign, CampaignTerms]:
    campaign = load_campaign(session, campaign_id, for_update=True)
    program_on_chain(session, issuer, campaign.program_id)
    if campaign.started_at is not None:
        raise CampaignLocked(campaign_id)
    return campaign, terms_of(session, campaign)
