"""What a grant brought (付与の効果): spending at the town's shops, weeks before and after, of customers who got it and
of customers who did not. Customers are who paid at a shop of the town in the weeks before."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, case, func, select
from sqlalchemy.orm import Session

from chain.anonymity import is_small
from chain.clock import business_date, end_of_day, unix
from chain.errors import NotFound
from chain.ids import MunicipalityCode
from points.analytics.k_anonymity import protect_group
from points.analytics.people.difference import Difference, Stratum, Sums, difference
from points.models import Campaign, CampaignRow, MerchantOnChain, Movement, MovementKind, ProgramOnChain

WEEKS = (1, 2, 4, 8, 12)
_BANDS = (1_000, 3_000, 10_000, 30_000)  # of what was spent before, in points: upper ends
_NOBODY = Sums(0, 0, 0, 0)


class NoComparison(StrEnum):
    NOT_OVER = "not_over"  # the weeks after are not over
    TOO_FEW = "too_few"
    TOO_ALIKE = "too_alike"  # an earlier grant went to the same people but a few


@dataclass(frozen=True, slots=True)
class Effect:
    """`receivers` of the comparison: hidden where it, or who got the grant and is not in it, are a few."""

    campaign_id: int
    purpose: str
    started_on: date
    weeks: int
    over_on: date  # the first day after the weeks
    found: Difference | None
    receivers: int | None
    granted_each: int  # mean of the list, rounded down
    reason: NoComparison | None


def effect(session: Session, town: MunicipalityCode, campaign_id: int, weeks: int, today: date) -> Effect:
    """Raises: NotFound for a grant of another town, or one that was not started."""
    campaign = _started(session, town, campaign_id)
    started_on = business_date(campaign.started_at) if campaign.started_at else today
    over_on = started_on + timedelta(weeks=weeks)
    got = _receivers(campaign_id)
    listed = session.scalar(select(func.count()).select_from(got)) or 0
    reason: NoComparison | None = None
    found: Difference | None = None
    if over_on > today:
        reason = NoComparison.NOT_OVER
    elif _has_twin(session, town, campaign, got, listed):
        reason = NoComparison.TOO_ALIKE
    else:
        found = difference(_strata(session, town, got, started_on, weeks))
        reason = None if found else NoComparison.TOO_FEW
    receivers = protect_group(found.receivers, listed) if found else None
    each = int(campaign.total) // max(campaign.people, 1)
    return Effect(campaign_id, campaign.purpose, started_on, weeks, over_on, found, receivers, each, reason)


def _started(session: Session, town: MunicipalityCode, campaign_id: int) -> Campaign:
    found = session.scalar(
        select(Campaign)
        .join(ProgramOnChain, ProgramOnChain.program_id == Campaign.program_id)
        .where(Campaign.id == campaign_id, ProgramOnChain.issuer == town, Campaign.started_at.is_not(None))
    )
    if found is None:
        raise NotFound("campaign", campaign_id)
    return found


def _receivers(campaign_id: int) -> Subquery:
    good = CampaignRow.campaign_id == campaign_id, CampaignRow.chunk_index.is_not(None)
    return select(CampaignRow.account.label("account")).where(*good).distinct().subquery()


def _has_twin(session: Session, town: MunicipalityCode, campaign: Campaign, got: Subquery, listed: int) -> bool:
    """Did an earlier grant go to the same people but one to four? Their spending would be the difference."""
    earlier = (
        select(
            CampaignRow.campaign_id,
            func.count(CampaignRow.account.distinct()),
            func.count(got.c.account.distinct()),
        )
        .join(Campaign, Campaign.id == CampaignRow.campaign_id)
        .join(ProgramOnChain, ProgramOnChain.program_id == Campaign.program_id)
        .outerjoin(got, got.c.account == CampaignRow.account)
        .where(
            ProgramOnChain.issuer == town, Campaign.started_at.is_not(None), Campaign.id < campaign.id,
            CampaignRow.chunk_index.is_not(None),
        )
        .group_by(CampaignRow.campaign_id)
    )  # fmt: skip
    return any(is_small(max(people - both, listed - both)) for _, people, both in session.execute(earlier))


def _strata(
    session: Session, town: MunicipalityCode, got: Subquery, started_on: date, weeks: int
) -> dict[str, Stratum]:
    spent = _spending(town, started_on, weeks).subquery()
    change = spent.c.after - spent.c.before
    is_receiver = case((got.c.account.is_not(None), 1), else_=0)
    each = (
        select(
            is_receiver.label("got"), _band(spent.c.before).label("band"), spent.c.before.label("before"),
            spent.c.after.label("after"), change.label("change"),
        )
        .outerjoin_from(spent, got, got.c.account == spent.c.person)
        .where(spent.c.paid > 0)
        .subquery()
    )  # fmt: skip
    sums = select(
        each.c.got, each.c.band, func.count(), func.sum(each.c.before), func.sum(each.c.after),
        func.sum(each.c.change * each.c.change),
    ).group_by(each.c.got, each.c.band)  # fmt: skip
    found: dict[str, dict[int, Sums]] = defaultdict(dict)
    for is_one, band, people, before, after, squared in session.execute(sums):
        found[str(band)][int(is_one)] = Sums(people, int(before), int(after), int(squared))
    return {band: Stratum(groups.get(1, _NOBODY), groups.get(0, _NOBODY)) for band, groups in found.items()}


def _spending(town: MunicipalityCode, started_on: date, weeks: int) -> Select[Any]:
    """By person: points paid less what was given back, before and after, and how often they paid before."""
    first, start, end = (
        unix(end_of_day(started_on + timedelta(weeks=number, days=-1))) for number in (-weeks, 0, weeks)
    )
    is_payment = Movement.kind == MovementKind.PAYMENT
    person = case((is_payment, Movement.sender), else_=Movement.recipient)
    amount = case((is_payment, Movement.amount), else_=-Movement.amount)
    is_before = Movement.block_time < start
    rows = (
        select(
            person.label("person"),
            case((is_before, amount), else_=0).label("before"),
            case((is_before, 0), else_=amount).label("after"),
            case((is_before & is_payment, 1), else_=0).label("paid"),
        )
        .join(MerchantOnChain, MerchantOnChain.merchant_id == Movement.merchant_id)
        .where(
            MerchantOnChain.municipality == town,
            Movement.kind.in_((MovementKind.PAYMENT, MovementKind.REFUND)),
            Movement.block_time >= first,
            Movement.block_time < end,
        )
        .subquery()
    )
    return select(
        rows.c.person.label("person"),
        func.sum(rows.c.before).label("before"),
        func.sum(rows.c.after).label("after"),
        func.sum(rows.c.paid).label("paid"),
    ).group_by(rows.c.person)


def _band(before: ColumnElement[int]) -> ColumnElement[int]:
    return case(*((before < upper, number) for number, upper in enumerate(_BANDS)), else_=len(_BANDS))
