"""What queueing and execution share: attempts are kept, one is under way at a time, a failed one may be tried again."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.outbox import Call, enqueue
from dao.models import Proposal, ProposalStep, StepKind

_FIRST_PAUSE = timedelta(seconds=30)
_MOST_UNASKED_ATTEMPTS = 6


def latest_step(session: Session, proposal: Proposal, kind: StepKind) -> ProposalStep | None:
    newest = select(ProposalStep).filter_by(proposal_row=proposal.id, kind=kind)
    return session.scalar(newest.order_by(ProposalStep.attempt.desc()).limit(1))


def may_try_unasked(session: Session, proposal: Proposal, kind: StepKind, now: datetime) -> bool:
    """False while an attempt is under way, and in the growing pause after a failed one."""
    last = latest_step(session, proposal, kind)
    if last is None:
        return True
    pause = _FIRST_PAUSE * 2**last.attempt
    return last.failed and last.attempt < _MOST_UNASKED_ATTEMPTS and now >= last.asked_at + pause


def begin_step(
    session: Session, proposal: Proposal, kind: StepKind, call: Call, *, asked_by: str, now: datetime
) -> int:
    """Put the call into the outbox; while an attempt is under way that one's number is the answer."""
    last = latest_step(session, proposal, kind)
    if last is not None and not last.failed:
        return last.id
    attempt = last.attempt + 1 if last else 1
    row = ProposalStep(proposal_row=proposal.id, kind=kind, attempt=attempt, asked_by=asked_by, asked_at=now)
    session.add(row)
    session.flush()
    key = f"dao.{kind}:{proposal.id}:{attempt}"
    enqueue(session, call, key=key, subject=f"dao.step:{row.id}", now=now, principal=asked_by)
    return row.id
