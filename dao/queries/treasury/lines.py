"""Each movement of a treasury with the proposal that it carried out."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from chain.ids import Address
from chain.units import Yen
from dao.models import Community, Milestone, Proposal, ProposalMilestone, TreasuryMovement

_PAGE = 1_000
Span = tuple[int, int]  # unix seconds: from, until before


@dataclass(frozen=True, slots=True)
class TreasuryLine:
    """`paid_for`: the executed proposal of a payment. `balance`: after this movement, where it was asked for."""

    movement: TreasuryMovement
    paid_for: Proposal | None
    balance: Yen | None = None


class Executed:
    """A community's executed proposals by transaction. A transaction may execute several: each one's payments come
    before its own ProposalExecuted."""

    def __init__(self, session: Session, governor: Address) -> None:
        found = (
            select(ProposalMilestone.tx_hash, ProposalMilestone.log_index, Proposal)
            .join(Proposal, Proposal.proposal_id == ProposalMilestone.proposal_id)
            .where(
                Proposal.governor == governor,
                ProposalMilestone.governor == governor,
                ProposalMilestone.milestone == Milestone.EXECUTED,
            )
            .order_by(ProposalMilestone.block_number, ProposalMilestone.log_index)
        )
        self._by_transaction: dict[bytes, list[tuple[int, Proposal]]] = defaultdict(list)
        for tx_hash, log_index, proposal in session.execute(found):
            self._by_transaction[tx_hash].append((log_index, proposal))

    def behind(self, movement: TreasuryMovement) -> Proposal | None:
        executed = self._by_transaction.get(movement.tx_hash)
        if movement.is_income or not executed:
            return None
        place = bisect_left([log_index for log_index, _ in executed], movement.log_index)
        return executed[min(place, len(executed) - 1)][1]


def lines_of(session: Session, community: Community, span: Span, limit: int, offset: int = 0) -> Sequence[TreasuryLine]:
    """Newest first."""
    newest = _within(select(TreasuryMovement), community.timelock, span).order_by(
        TreasuryMovement.block_number.desc(), TreasuryMovement.log_index.desc(), TreasuryMovement.part.desc()
    )
    executed = Executed(session, community.governor)
    rows = session.scalars(newest.limit(limit).offset(offset))
    return [TreasuryLine(row, executed.behind(row)) for row in rows]


def payments_of(session: Session, community: Community, span: Span) -> Sequence[TreasuryLine]:
    """All of them, newest first: each was voted on, so they are few."""
    paid = _within(select(TreasuryMovement), community.timelock, span).where(~TreasuryMovement.is_income)
    newest = paid.order_by(TreasuryMovement.block_number.desc(), TreasuryMovement.log_index.desc())
    executed = Executed(session, community.governor)
    return [TreasuryLine(row, executed.behind(row)) for row in session.scalars(newest)]


def count_lines(session: Session, community: Community, span: Span) -> int:
    counted = _within(select(func.count()).select_from(TreasuryMovement), community.timelock, span)
    return session.scalar(counted) or 0


def all_lines(session: Session, community: Community) -> Iterator[TreasuryLine]:
    """In the order of the chain with the balance after each, read some at a time."""
    executed, balance = Executed(session, community.governor), 0
    ordered = select(TreasuryMovement).filter_by(timelock=community.timelock)
    ordered = ordered.order_by(TreasuryMovement.block_number, TreasuryMovement.log_index, TreasuryMovement.part)
    for row in session.scalars(ordered.execution_options(yield_per=_PAGE)):
        balance += int(row.amount) if row.is_income else -int(row.amount)
        yield TreasuryLine(row, executed.behind(row), Yen(balance))


def lines_in_transaction(session: Session, community: Community, tx_hash: bytes) -> Sequence[TreasuryLine]:
    """In their order; empty when this transaction did not move the treasury's money."""
    executed = Executed(session, community.governor)
    rows = select(TreasuryMovement).filter_by(timelock=community.timelock, tx_hash=tx_hash)
    ordered = rows.order_by(TreasuryMovement.log_index, TreasuryMovement.part)
    return [TreasuryLine(row, executed.behind(row)) for row in session.scalars(ordered)]


def _within(wanted: Select[Any], timelock: Address, span: Span) -> Select[Any]:
    begin, end = span
    return wanted.where(
        TreasuryMovement.timelock == timelock,
        TreasuryMovement.block_time >= begin,
        TreasuryMovement.block_time < end,
    )
