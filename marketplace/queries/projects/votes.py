"""Votes on a project's milestones: for everybody how they stand, and for one supporter the own ballot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.ids import Address
from chain.units import Yen
from marketplace.models import OrderState
from marketplace.models.projects import MilestoneReport, ProjectCancelled, ProjectPledged
from marketplace.models.projects.votes import (
    MilestoneBallot,
    MilestoneBallotCast,
    MilestoneBallotRejected,
    MilestoneVoteClosed,
    MilestoneVoteOpened,
)


@dataclass(frozen=True, slots=True)
class OwnBallot:
    """`objection`: why it was not counted, or the error of a call that failed; "" otherwise."""

    agrees: bool
    is_counted: bool
    is_on_its_way: bool
    objection: str


@dataclass(frozen=True, slots=True)
class VoteView:
    """`is_over`: its end has come, whether or not it was closed on chain yet."""

    opened: MilestoneVoteOpened
    report: MilestoneReport | None
    agreed: Yen
    refused: Yen
    voters: int
    is_over: bool
    closed: MilestoneVoteClosed | None
    own: OwnBallot | None
    own_weight: Yen

    @property
    def closes_at(self) -> datetime:
        return datetime.fromtimestamp(self.opened.closes_at, UTC)

    @property
    def is_open(self) -> bool:
        return not self.is_over and self.closed is None

    @property
    def may_vote(self) -> bool:
        is_free = self.own is None or not (self.own.is_counted or self.own.is_on_its_way)
        return self.is_open and int(self.own_weight) > 0 and is_free


def votes_of_project(session: Session, number: int, now: int, reader: Address | None = None) -> list[VoteView]:
    """The newest first. `now`: unix seconds. Votes of a project given up before their end are over."""
    found = select(MilestoneVoteOpened).filter_by(number=number).order_by(MilestoneVoteOpened.round.desc())
    is_cancelled = session.scalar(select(ProjectCancelled.number).filter_by(number=number)) is not None
    closed = {one.round: one for one in session.scalars(select(MilestoneVoteClosed).filter_by(number=number))}
    reports = {one.report_hash: one for one in _reports(session, number)}
    weight = pledged_by(session, number, reader) if reader else Yen(0)
    return [
        VoteView(
            opened=opened,
            report=reports.get(opened.report_hash),
            agreed=_sum(session, opened, agrees=True),
            refused=_sum(session, opened, agrees=False),
            voters=_voters(session, opened),
            is_over=is_cancelled or now >= opened.closes_at,
            closed=closed.get(opened.round),
            own=own_ballot(session, number, opened.round, reader) if reader else None,
            own_weight=weight,
        )
        for opened in session.scalars(found)
    ]


def open_vote(session: Session, number: int) -> MilestoneVoteOpened | None:
    """The newest one that was not closed on chain."""
    closed = select(MilestoneVoteClosed.round).where(
        MilestoneVoteClosed.number == number, MilestoneVoteClosed.round == MilestoneVoteOpened.round
    )
    found = select(MilestoneVoteOpened).where(MilestoneVoteOpened.number == number, ~closed.exists())
    return session.scalar(found.order_by(MilestoneVoteOpened.round.desc()).limit(1))


def own_ballot(session: Session, number: int, round_: int, supporter: Address) -> OwnBallot | None:
    where = {"number": number, "round": round_, "supporter": supporter}
    cast = session.scalar(select(MilestoneBallotCast).filter_by(**where))
    if cast is not None:
        return OwnBallot(cast.agrees, is_counted=True, is_on_its_way=False, objection="")
    row = session.scalar(select(MilestoneBallot).filter_by(project_number=number, round=round_, supporter=supporter))
    if row is None or row.state == OrderState.AWAITING_SIGNATURE:
        return None
    if row.state == OrderState.FAILED:
        return OwnBallot(row.agrees, False, False, row.error_name)
    if rejections_of(session, row) > row.rejections_before:
        newest = select(MilestoneBallotRejected.objection).filter_by(**where)
        newest = newest.order_by(MilestoneBallotRejected.block_number.desc(), MilestoneBallotRejected.log_index.desc())
        return OwnBallot(row.agrees, False, False, session.scalar(newest.limit(1)) or "")
    return OwnBallot(row.agrees, is_counted=False, is_on_its_way=True, objection="")


def rejections_of(session: Session, row: MilestoneBallot) -> int:
    rejected = select(func.count()).select_from(MilestoneBallotRejected)
    found = rejected.filter_by(number=row.project_number, round=row.round, supporter=row.supporter)
    return session.scalar(found) or 0


def pledged_by(session: Session, number: int, supporter: Address) -> Yen:
    total = select(func.sum(ProjectPledged.amount)).filter_by(number=number, supporter=supporter)
    return Yen(int(session.scalar(total) or 0))


def _reports(session: Session, number: int) -> Sequence[MilestoneReport]:
    return session.scalars(select(MilestoneReport).filter_by(project_number=number)).all()


def _sum(session: Session, opened: MilestoneVoteOpened, *, agrees: bool) -> Yen:
    total = select(func.sum(MilestoneBallotCast.weight)).filter_by(
        number=opened.number, round=opened.round, agrees=agrees
    )
    return Yen(int(session.scalar(total) or 0))


def _voters(session: Session, opened: MilestoneVoteOpened) -> int:
    count = select(func.count()).select_from(MilestoneBallotCast)
    return session.scalar(count.filter_by(number=opened.number, round=opened.round)) or 0
