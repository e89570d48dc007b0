"""A campaign on its way: what waits, what can still be given up, who steered it, and what it still promises."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.outbox import EntryStatus, RelayEntry, unsent_keys
from chain.units import Points
from points.models import Campaign, CampaignMethod, CampaignRow, CampaignRunAct, GrantedChunk
from points.models.campaign_run import chunk_of_key, subject_of
from points.queries.drops import published_totals

_COMING = (EntryStatus.QUEUED, EntryStatus.HELD, EntryStatus.SENT)


@dataclass(frozen=True, slots=True)
class Portion:
    """Some of a campaign's calls, with the people and points that they carry."""

    calls: int
    people: int
    total: Points


@dataclass(frozen=True, slots=True)
class RunView:
    """`unsent` can be held back and given up; `coming` is that and what was sent and is not in a block yet."""

    unsent: Portion
    coming: Portion
    acts: list[CampaignRunAct]
    resumable_until: datetime  # the end of the officer's signature


def run_of(session: Session, campaign_id: int) -> RunView:
    campaign = session.get_one(Campaign, campaign_id)
    acts = select(CampaignRunAct).where(CampaignRunAct.campaign_id == campaign.id).order_by(CampaignRunAct.id)
    return RunView(
        unsent=portion(session, campaign, unsent_keys(session, subject_of(campaign.id))),
        coming=portion(session, campaign, _coming(session, [campaign.id]).get(campaign.id, [])),
        acts=list(session.scalars(acts)),
        resumable_until=datetime.fromtimestamp(campaign.deadline, UTC),
    )


def portion(session: Session, campaign: Campaign, keys: Collection[str]) -> Portion:
    """What the calls of these keys carry."""
    if not keys:
        return Portion(0, 0, Points(0))
    if campaign.method == CampaignMethod.DROP:
        return Portion(len(keys), campaign.people, campaign.total)
    chunks = [chunk_of_key(key) for key in keys]
    sums = select(func.count(), func.sum(CampaignRow.amount)).where(
        CampaignRow.campaign_id == campaign.id, CampaignRow.chunk_index.in_(chunks)
    )
    people, total = session.execute(sums).one()
    return Portion(len(keys), people, Points(int(total or 0)))


def outstanding(session: Session, program_id: int) -> int:
    """What the started campaigns of a program will still grant: all that is not on chain and was not given up, and
    where a call failed what is still under way."""
    started = select(Campaign).where(Campaign.program_id == program_id, Campaign.started_at.is_not(None))
    campaigns = list(session.scalars(started))
    granted = granted_totals(session, [one.campaign_key for one in campaigns])
    coming = _coming(session, [one.id for one in campaigns if one.failure])
    return sum(
        int(portion(session, one, coming.get(one.id, [])).total)
        if one.failure
        else max(0, int(one.total) - int(one.withdrawn_total) - granted.get(one.campaign_key, (0, 0))[1])
        for one in campaigns
    )


def granted_totals(session: Session, campaign_keys: Collection[bytes]) -> dict[bytes, tuple[int, int]]:
    """By campaign key, how many of its calls are on chain and what they grant or promise."""
    chunks = (
        select(GrantedChunk.campaign_key, func.count(), func.sum(GrantedChunk.total))
        .where(GrantedChunk.campaign_key.in_(campaign_keys))
        .group_by(GrantedChunk.campaign_key)
    )
    granted = {key: (int(count), int(total)) for key, count, total in session.execute(chunks)}
    return granted | {key: (1, total) for key, total in published_totals(session, campaign_keys).items()}


def _coming(session: Session, campaign_ids: Collection[int]) -> dict[int, list[str]]:
    """Keys of the calls that may still happen and have not yet, by campaign."""
    subjects = {subject_of(campaign_id): campaign_id for campaign_id in campaign_ids}
    open_calls = select(RelayEntry.subject, RelayEntry.key).where(
        RelayEntry.subject.in_(subjects), RelayEntry.status.in_(_COMING)
    )
    keys: dict[int, list[str]] = {}
    for subject, key in session.execute(open_calls):
        keys.setdefault(subjects[subject], []).append(key)
    return keys
