"""What became of a started campaign: of everybody on its list, of its points since, by day, and whose acts it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from chain.clock import day_from_number, day_number, unix
from chain.ids import Address, lot_id
from chain.outbox import EntryStatus, RelayEntry
from chain.units import Points
from points.models import (
    Campaign,
    CampaignMethod,
    CampaignRow,
    CampaignRunAct,
    DropClaim,
    DropOnChain,
    GrantedChunk,
    LotBalance,
    Movement,
    MovementKind,
)
from points.models.campaign_run import chunk_of_key, subject_of
from points.queries.campaign_terms import decisions_of
from points.queries.days import sums_by_day
from points.queries.drops import promised_by_lot, published_totals

_ROWS_AT_ONCE = 2_000


class Outcome(StrEnum):
    GRANTED = "granted"  # in the person's account
    CLAIMED = "claimed"  # of a drop: came into being with the person's first use
    PROMISED = "promised"  # of a drop: can be spent, nothing was yet
    LAPSED = "lapsed"  # of a drop: never used, and its day is over
    UNDER_WAY = "under_way"
    HELD = "held"  # back by an officer
    WITHDRAWN = "withdrawn"  # given up by an officer
    FAILED = "failed"


_OF_CALL = {
    EntryStatus.QUEUED: Outcome.UNDER_WAY,
    EntryStatus.SENT: Outcome.UNDER_WAY,
    EntryStatus.CONFIRMED: Outcome.UNDER_WAY,  # in a block that the indexer has not read yet
    EntryStatus.HELD: Outcome.HELD,
    EntryStatus.WITHDRAWN: Outcome.WITHDRAWN,
    EntryStatus.FAILED: Outcome.FAILED,
}


@dataclass(frozen=True, slots=True)
class Fate:
    """`reason` is the contract's error of what failed."""

    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FateSum:
    fate: Fate
    people: int
    total: Points


@dataclass(frozen=True, slots=True)
class LotUse:
    """The points of the campaign's program and last day. Those of several campaigns are alike once granted: `others` is
    how many more they come from. granted = spent + expired + left."""

    granted: Points
    spent: Points
    expired: Points
    left: Points
    others: int


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day in Japan: what this campaign granted or published, what of its drop came into being, and what was spent
    of its lot since it started, less what shops gave back."""

    day: date
    granted: int
    claimed: int
    spent: int


@dataclass(frozen=True, slots=True)
class ReportAct:
    at: datetime
    officer: Address
    kind: str  # write, start, a DecisionKind or a RunActKind
    reason: str = ""


def fates(session: Session, campaign: Campaign, today: date) -> list[FateSum]:
    """Adds up to the good rows of the list."""
    if campaign.method == CampaignMethod.DROP and _is_published(session, campaign):
        return _fates_of_drop(session, campaign, today)
    by_chunk = _fate_by_chunk(session, campaign)
    people: Counter[Fate] = Counter()
    totals: Counter[Fate] = Counter()
    rows = select(CampaignRow.chunk_index, func.count(), func.sum(CampaignRow.amount)).where(
        CampaignRow.campaign_id == campaign.id, CampaignRow.chunk_index.is_not(None)
    )
    for chunk, count, total in session.execute(rows.group_by(CampaignRow.chunk_index)):
        fate = by_chunk.get(chunk) or by_chunk.get(None) or Fate(Outcome.UNDER_WAY)
        people[fate] += count
        totals[fate] += int(total or 0)
    order = list(Outcome)
    found = [FateSum(fate, count, Points(totals[fate])) for fate, count in people.items()]
    return sorted(found, key=lambda one: (order.index(one.fate.outcome), one.fate.reason))


def fate_rows(session: Session, campaign: Campaign, today: date) -> Iterator[tuple[CampaignRow, Fate | None]]:
    """Every row of the list in its order, as a stream; None for one that was no good."""
    by_chunk = _fate_by_chunk(session, campaign)
    claimed: set[Address] | None = None
    if campaign.method == CampaignMethod.DROP and _is_published(session, campaign):
        claimed = set(session.scalars(select(DropClaim.holder).where(*_claims(campaign))))
    rest = _rest(campaign, today)
    rows = select(CampaignRow).where(CampaignRow.campaign_id == campaign.id).order_by(CampaignRow.row_number)
    for row in session.scalars(rows.execution_options(yield_per=_ROWS_AT_ONCE)):
        if row.chunk_index is None:
            yield row, None
        elif claimed is not None:
            yield row, Fate(Outcome.CLAIMED if row.account in claimed else rest)
        else:
            yield row, by_chunk.get(row.chunk_index) or by_chunk.get(None) or Fate(Outcome.UNDER_WAY)


def lot_use(session: Session, campaign: Campaign, today: date) -> LotUse:
    lot = _lot(campaign)
    sums = select(Movement.kind, func.sum(Movement.amount)).where(Movement.lot_id == lot).group_by(Movement.kind)
    moved = Counter({kind: int(amount) for kind, amount in session.execute(sums)})
    promised, unclaimed = promised_by_lot(session, DropOnChain.lot_id == lot).get(lot, (0, 0))
    held = int(session.scalar(select(func.sum(LotBalance.spendable)).where(LotBalance.lot_id == lot)) or 0) + unclaimed
    is_over = campaign.expiry_day < today
    others = select(func.count()).where(
        Campaign.program_id == campaign.program_id,
        Campaign.expiry_day == campaign.expiry_day,
        Campaign.id != campaign.id,
        Campaign.started_at.is_not(None),
    )
    return LotUse(
        granted=Points(moved[MovementKind.GRANT] + promised),
        spent=Points(moved[MovementKind.PAYMENT] - moved[MovementKind.REFUND]),
        expired=Points(moved[MovementKind.EXPIRY] + (held if is_over else 0)),
        left=Points(0 if is_over else held),
        others=session.scalar(others) or 0,
    )


def day_lines(session: Session, campaign: Campaign) -> list[DayLine]:
    """Days on which something happened, oldest first."""
    lot = Movement.lot_id == _lot(campaign)
    granted = Counter(sums_by_day(session, GrantedChunk.block_time, GrantedChunk.total, _chunks(campaign)))
    granted.update(sums_by_day(session, DropOnChain.block_time, DropOnChain.total, *_drops(campaign)))
    claimed = sums_by_day(session, DropClaim.block_time, DropClaim.amount, *_claims(campaign))
    since = Movement.block_time >= (unix(campaign.started_at) if campaign.started_at else 0)
    of_lot = (session, Movement.block_time, Movement.amount, lot, since)
    spent = Counter(sums_by_day(*of_lot, Movement.kind == MovementKind.PAYMENT))
    spent.subtract(sums_by_day(*of_lot, Movement.kind == MovementKind.REFUND))
    days = sorted(granted.keys() | claimed.keys() | spent.keys())
    return [DayLine(day_from_number(day), granted[day], claimed.get(day, 0), spent[day]) for day in days]


def report_acts(session: Session, campaign: Campaign) -> list[ReportAct]:
    """Oldest first."""
    acts = [ReportAct(campaign.created_at, campaign.created_by, "write")]
    acts += [ReportAct(one.at, one.officer, str(one.kind), one.reason) for one in decisions_of(session, campaign.id)]
    if campaign.started_at is not None and campaign.signed_by is not None:
        acts.append(ReportAct(campaign.started_at, campaign.signed_by, "start"))
    steered = select(CampaignRunAct).where(CampaignRunAct.campaign_id == campaign.id).order_by(CampaignRunAct.id)
    acts += [ReportAct(one.at, one.officer, str(one.kind)) for one in session.scalars(steered)]
    return sorted(acts, key=lambda act: act.at)


def _fates_of_drop(session: Session, campaign: Campaign, today: date) -> list[FateSum]:
    counted = select(func.count(), func.coalesce(func.sum(DropClaim.amount), 0)).where(*_claims(campaign))
    people, total = session.execute(counted).one()
    parts = [
        FateSum(Fate(Outcome.CLAIMED), people, Points(int(total))),
        FateSum(Fate(_rest(campaign, today)), campaign.people - people, Points(int(campaign.total) - int(total))),
    ]
    return [part for part in parts if part.people]


def _rest(campaign: Campaign, today: date) -> Outcome:
    return Outcome.LAPSED if campaign.expiry_day < today else Outcome.PROMISED


def _fate_by_chunk(session: Session, campaign: Campaign) -> dict[int | None, Fate]:
    """By chunk of a grant; under None that of a drop, which has one call."""
    calls = select(RelayEntry.key, RelayEntry.status, RelayEntry.error_name).where(
        RelayEntry.subject == subject_of(campaign.id)
    )
    found: dict[int | None, Fate] = {
        chunk_of_key(key): Fate(_OF_CALL[EntryStatus(status)], reason) for key, status, reason in session.execute(calls)
    }
    for chunk in session.scalars(select(GrantedChunk.chunk_index).where(_chunks(campaign))):
        found[chunk] = Fate(Outcome.GRANTED)
    return found


def _is_published(session: Session, campaign: Campaign) -> bool:
    return campaign.campaign_key in published_totals(session, [campaign.campaign_key])


def _lot(campaign: Campaign) -> int:
    return lot_id(campaign.program_id, day_number(campaign.expiry_day))


def _chunks(campaign: Campaign) -> ColumnElement[bool]:
    return (GrantedChunk.campaign_key == campaign.campaign_key) & (GrantedChunk.lot_id == _lot(campaign))


def _drops(campaign: Campaign) -> tuple[ColumnElement[bool], ...]:
    return (
        DropOnChain.campaign_key == campaign.campaign_key,
        DropOnChain.lot_id == _lot(campaign),
        DropOnChain.entries_root == campaign.chunks_root,
    )


def _claims(campaign: Campaign) -> tuple[ColumnElement[bool], ...]:
    return DropClaim.campaign_key == campaign.campaign_key, DropClaim.lot_id == _lot(campaign)
