"""Relief points as their pages show them: what was written, its rounds, who has them, who came to shelters."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.errors import NotFound
from chain.ids import Address, MunicipalityCode
from points.bridges.models import EventState, ServiceEvent
from points.models import (
    ApprovalState,
    Campaign,
    Card,
    CardState,
    Relief,
    ReliefBasis,
    ReliefMember,
    ReliefRecipient,
    ReliefRound,
    ReliefTown,
)
from points.models.campaign_terms import mark_of
from points.queries.campaign_report import Outcome, fate_rows
from points.queries.campaign_terms import Approval, approval_of, terms_of
from points.queries.campaigns import CampaignView, find_campaign
from points.queries.programs import ProgramView, find_program

CHECKED_IN = "jp.musubi.shelter.checked_in"
_MISSED = (Outcome.WITHDRAWN, Outcome.FAILED)
_AT_ONCE = 1_000


class RoundState(StrEnum):
    ASKED = "asked"  # waits for a second officer
    APPROVED = "approved"  # and for a signature
    STARTED = "started"
    CLOSED = "closed"  # sent back or taken back; nobody got anything by it


@dataclass(frozen=True, slots=True)
class RoundView:
    round: ReliefRound
    campaign: CampaignView
    approval: Approval
    mark: bytes
    by_basis: dict[ReliefBasis, int]
    reached: int  # people whom it is for: those who get it, or their households' struck members

    @property
    def state(self) -> RoundState:
        if self.campaign.started_at is not None:
            return RoundState.STARTED
        if self.round.closed_at is not None:
            return RoundState.CLOSED
        return RoundState.APPROVED if self.approval.state is ApprovalState.APPROVED else RoundState.ASKED


@dataclass(frozen=True, slots=True)
class ReliefView:
    """Rounds newest first."""

    relief: Relief
    program: ProgramView
    towns: list[ReliefTown]
    rounds: list[RoundView]

    @property
    def open_round(self) -> RoundView | None:
        """The one that waits to be decided or signed; there is never a second one."""
        return next((one for one in self.rounds if one.state in (RoundState.ASKED, RoundState.APPROVED)), None)


def load_relief(session: Session, municipality: MunicipalityCode, relief_id: int, *, lock: bool = False) -> Relief:
    """Raises: NotFound, also for another town's."""
    relief = session.get(Relief, relief_id, with_for_update=lock or None)
    if relief is None or relief.municipality != municipality:
        raise NotFound("relief", relief_id)
    return relief


def reliefs_of(session: Session, municipality: MunicipalityCode) -> list[Relief]:
    """Those that this town wrote, newest first."""
    mine = select(Relief).where(Relief.municipality == municipality)
    return list(session.scalars(mine.order_by(Relief.id.desc())))


def reliefs_joined(session: Session, municipality: MunicipalityCode) -> list[tuple[Relief, ReliefTown]]:
    """Those of other towns that this one was asked to take part in, newest first."""
    asked = select(Relief, ReliefTown).join(ReliefTown, ReliefTown.relief_id == Relief.id)
    rows = session.execute(asked.where(ReliefTown.municipality == municipality).order_by(Relief.id.desc()))
    return [(relief, town) for relief, town in rows]


def view_relief(session: Session, municipality: MunicipalityCode, relief_id: int, today: date) -> ReliefView:
    """Raises: NotFound."""
    relief = load_relief(session, municipality, relief_id)
    towns = select(ReliefTown).where(ReliefTown.relief_id == relief.id).order_by(ReliefTown.municipality)
    rounds = select(ReliefRound).where(ReliefRound.relief_id == relief.id).order_by(ReliefRound.id.desc())
    return ReliefView(
        relief,
        find_program(session, municipality, relief.program_id, today),
        list(session.scalars(towns)),
        [_view(session, municipality, one) for one in session.scalars(rounds)],
    )


def open_round(session: Session, relief: Relief) -> ReliefRound | None:
    """The round that did not start and was not closed."""
    mine = select(ReliefRound).join(Campaign, Campaign.id == ReliefRound.campaign_id)
    return session.scalar(
        mine.where(
            ReliefRound.relief_id == relief.id, ReliefRound.closed_at.is_(None), Campaign.started_at.is_(None)
        ).limit(1)
    )


def relief_of_campaign(session: Session, campaign_id: int) -> int | None:
    return session.scalar(select(ReliefRound.relief_id).where(ReliefRound.campaign_id == campaign_id))


def towns_of(session: Session, relief: Relief) -> list[MunicipalityCode]:
    """Its own and those that agreed."""
    agreed = select(ReliefTown.municipality).where(ReliefTown.relief_id == relief.id, ReliefTown.agreed_by.is_not(None))
    return [relief.municipality, *session.scalars(agreed.order_by(ReliefTown.municipality))]


def recipients_of(session: Session, relief: Relief) -> list[ReliefRecipient]:
    """Who has it or will have it; not those whose part of a campaign was given up or failed."""
    missed = missed_by(session, relief)
    mine = select(ReliefRecipient).where(ReliefRecipient.relief_id == relief.id)
    return [one for one in session.scalars(mine) if one.account not in missed]


def members_of(session: Session, relief: Relief) -> list[ReliefMember]:
    """Of households that have it or will have it."""
    if not relief.per_household:
        return []
    missed = missed_by(session, relief)
    mine = select(ReliefMember).where(ReliefMember.relief_id == relief.id)
    return [one for one in session.scalars(mine) if one.head not in missed]


def missed_by(session: Session, relief: Relief) -> set[Address]:
    """Who was meant to get it and never will by that campaign."""
    rounds = select(Campaign).join(ReliefRound, ReliefRound.campaign_id == Campaign.id)
    broken = rounds.where(
        ReliefRound.relief_id == relief.id, (Campaign.withdrawn_chunks > 0) | (Campaign.failure != "")
    )
    missed: set[Address] = set()
    for campaign in session.scalars(broken).all():
        mine = select(ReliefRecipient.account).where(ReliefRecipient.campaign_id == campaign.id)
        still = set(session.scalars(mine))
        for row, fate in fate_rows(session, campaign, campaign.expiry_day):
            if fate is not None and fate.outcome in _MISSED and row.account in still:
                missed.add(row.account)
    return missed


def sheltered_since(session: Session, towns: Collection[MunicipalityCode], since: datetime) -> set[Address]:
    """Whom services of these towns checked in at a shelter from this moment on."""
    came = select(ServiceEvent.account).where(
        ServiceEvent.type == CHECKED_IN,
        ServiceEvent.state == EventState.HANDED_ON,
        ServiceEvent.municipality.in_(towns),
        ServiceEvent.occurred_at >= since,
        ServiceEvent.account.is_not(None),
    )
    return {account for account in session.scalars(came.distinct()) if account}


def cards_among(session: Session, accounts: Sequence[Address]) -> int:
    """How many of these accounts are a paper card's."""
    in_use = Card.state.in_((CardState.ACTIVE, CardState.BLOCKED, CardState.PRINTED))
    found: set[Address] = set()
    for some in _batches(accounts):
        found.update(session.scalars(select(Card.account).where(Card.account.in_(some), in_use)))
    return len(found)


def bases_of(session: Session, holder: Address, campaign_keys: Collection[bytes]) -> dict[bytes, ReliefBasis]:
    """By campaign key, why this person got relief points by it."""
    mine = (
        select(Campaign.campaign_key, ReliefRecipient.basis)
        .join(Campaign, Campaign.id == ReliefRecipient.campaign_id)
        .where(ReliefRecipient.account == holder, Campaign.campaign_key.in_(campaign_keys))
    )
    return {key: ReliefBasis(basis) for key, basis in session.execute(mine)}


def _view(session: Session, municipality: MunicipalityCode, one: ReliefRound) -> RoundView:
    campaign = session.get_one(Campaign, one.campaign_id)
    terms = terms_of(session, campaign)
    counted = select(ReliefRecipient.basis, func.count()).where(ReliefRecipient.campaign_id == campaign.id)
    campaign_view = find_campaign(session, municipality, campaign.id)
    struck = select(func.count()).where(ReliefMember.campaign_id == campaign.id, ReliefMember.is_struck.is_(True))
    return RoundView(
        one,
        campaign_view,
        approval_of(session, municipality, campaign, terms),
        mark_of(campaign, terms),
        {ReliefBasis(basis): count for basis, count in session.execute(counted.group_by(ReliefRecipient.basis))},
        session.scalar(struck) or campaign_view.people,
    )


def _batches(accounts: Sequence[Address]) -> Iterator[Sequence[Address]]:
    for start in range(0, len(accounts), _AT_ONCE):
        yield accounts[start : start + _AT_ONCE]
