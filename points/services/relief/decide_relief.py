"""A second officer confirms a round of relief points and signs it, or sends it back; until it starts, the town may take
it back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.events import record
from chain.ids import Address, MunicipalityCode
from points.errors import ReliefRefused
from points.models import ApprovalState, Campaign, DecisionKind, ReliefMember, ReliefRecipient, ReliefRound
from points.queries.campaign_terms import approval_of, terms_of
from points.queries.relief import load_relief, open_round
from points.services.campaigns.approve_campaign import ApproveCampaign, note_decision
from points.services.relief.moving import round_moved
from points.services.start_campaign import StartCampaign
from points.signing import ToSign


class DecideRelief:
    """Does not check that the officer may; the surface does by role."""

    def __init__(self, db: Database, clock: Clock, approving: ApproveCampaign, starting: StartCampaign) -> None:
        self.db = db
        self.clock = clock
        self.approving = approving
        self.starting = starting

    def confirm(self, issuer: MunicipalityCode, officer: Address, relief_id: int, mark: bytes) -> ToSign:
        """`mark` stands for what the officer looked at. What was approved and left unsigned any officer may sign.

        Raises: NotFound, ReliefRefused (none_open), ApprovalRefused (own, changed), CampaignNotReady.
        """
        with self.db.read() as session:
            round_ = _open(session, issuer, relief_id)
            campaign = session.get_one(Campaign, round_.campaign_id)
            state = approval_of(session, issuer, campaign, terms_of(session, campaign)).state
            campaign_id = campaign.id
        if state is not ApprovalState.APPROVED:
            self.approving.approve(issuer, officer, campaign_id, mark)
            with self.db.write() as session:
                self._tell(session, issuer, officer, relief_id, "approved")
        return self.starting.prepare(campaign_id, officer)

    def send_back(self, issuer: MunicipalityCode, officer: Address, relief_id: int, reason: str) -> None:
        """Raises: Invalid (send_back_reason), NotFound, ReliefRefused (none_open), ApprovalRefused (own)."""
        with self.db.read() as session:
            campaign_id = _open(session, issuer, relief_id).campaign_id

        def note(session: Session) -> None:
            self._tell(session, issuer, officer, relief_id, "sent_back")
            _close(session, _open(session, issuer, relief_id), self.clock.now())

        self.approving.send_back(issuer, officer, campaign_id, reason, note)

    def take_back(self, issuer: MunicipalityCode, officer: Address, relief_id: int) -> None:
        """Raises: NotFound, ReliefRefused (none_open)."""
        now = self.clock.now()
        with self.db.write() as session:
            round_ = _open(session, issuer, relief_id)
            campaign = session.get_one(Campaign, round_.campaign_id, with_for_update=True)
            if campaign.started_at is not None:  # signed at this very moment
                raise ReliefRefused("none_open")
            note_decision(session, campaign, terms_of(session, campaign), DecisionKind.SEND_BACK, officer, now)
            _close(session, round_, now)

    def _tell(self, session: Session, issuer: MunicipalityCode, officer: Address, relief_id: int, what: str) -> None:
        relief = load_relief(session, issuer, relief_id)
        round_ = open_round(session, relief)
        if round_ is not None:
            record(session, round_moved(relief, round_, what, officer), self.clock.now())


def _open(session: Session, issuer: MunicipalityCode, relief_id: int) -> ReliefRound:
    round_ = open_round(session, load_relief(session, issuer, relief_id))
    if round_ is None:
        raise ReliefRefused("none_open")
    return round_


def _close(session: Session, round_: ReliefRound, now: datetime) -> None:
    """Nobody got anything by it, so that everybody can by the next."""
    round_.closed_at = now
    for table in (ReliefRecipient, ReliefMember):
        session.execute(delete(table).where(table.campaign_id == round_.campaign_id))
