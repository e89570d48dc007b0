"""One voter's ballot on one proposal: where it stands between the signature and the final vote on chain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.ids import Address
from chain.reverts import decode_revert
from dao.models import Ballot, BallotRejection, Proposal, Stage, Support, VoteCast
from dao.ports import FinalBlock


class BallotState(StrEnum):
    AWAITING_SIGNATURE = "awaiting_signature"
    PENDING = "pending"  # signed, not yet in a block
    CONFIRMED = "confirmed"  # counted, not yet final
    FINAL = "final"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class BallotReceipt:
    """`error` is the contract's error name when the ballot, or the wish to change it, failed. `earlier`: what counts
    until this one does, where the voter has chosen again."""

    state: BallotState
    support: Support
    weight: int
    reason: str = ""
    tx_hash: bytes | None = None
    cast_at: int | None = None  # unix seconds of the block
    error: str = ""
    error_args: dict[str, Any] = field(default_factory=dict)
    earlier: Support | None = None

    @property
    def is_settled(self) -> bool:
        return self.state in (BallotState.FINAL, BallotState.FAILED)

    @property
    def is_counted(self) -> bool:
        return self.state in (BallotState.CONFIRMED, BallotState.FINAL)

    @property
    def may_vote_again(self) -> bool:
        return self.state in (BallotState.AWAITING_SIGNATURE, BallotState.FAILED)


def receipt_of(session: Session, proposal: Proposal, voter: Address, final_block: FinalBlock) -> BallotReceipt | None:
    """None when the voter has not begun to vote."""
    row = session.scalar(select(Ballot).filter_by(proposal_row=proposal.id, voter=voter))
    votes = votes_cast(session, proposal, voter)
    error, args = failure_of(session, proposal, row) if row is not None else ("", {})
    if votes and (row is None or has_landed(row, votes) or error or row.stage == Stage.AWAITING_SIGNATURE):
        return _counted(session, row, votes, final_block, error, args)
    if row is None:
        return None
    states = {Stage.AWAITING_SIGNATURE: BallotState.AWAITING_SIGNATURE, Stage.FAILED: BallotState.FAILED}
    state = BallotState.FAILED if error else states.get(Stage(row.stage), BallotState.PENDING)
    earlier = Support(votes[0].support) if votes else None
    return BallotReceipt(state, row.choice, row.weight, row.reason, error=error, error_args=args, earlier=earlier)


def votes_cast(session: Session, proposal: Proposal, voter: Address) -> Sequence[VoteCast]:
    """The newest first; it is the one that counts."""
    of_voter = select(VoteCast).filter_by(**_place(proposal, voter))
    return session.scalars(of_voter.order_by(VoteCast.block_number.desc(), VoteCast.log_index.desc())).all()


def has_landed(row: Ballot, votes: Sequence[VoteCast]) -> bool:
    """The attempt that was put to signature last counts."""
    return len(votes) > row.votes_before


def _counted(
    session: Session,
    row: Ballot | None,
    votes: Sequence[VoteCast],
    final_block: FinalBlock,
    error: str,
    args: dict[str, Any],
) -> BallotReceipt:
    vote, is_own_row = votes[0], row is not None and has_landed(row, votes)
    state = BallotState.FINAL if vote.block_number <= final_block(session) else BallotState.CONFIRMED
    reason = row.reason if row is not None and is_own_row else ""
    if is_own_row:
        error, args = "", {}
    return BallotReceipt(state, Support(vote.support), vote.weight, reason, vote.tx_hash, vote.block_time, error, args)


def failure_of(session: Session, proposal: Proposal, row: Ballot) -> tuple[str, dict[str, Any]]:
    """(error name, its values) when the ballot's present attempt failed, else ("", {})."""
    if row.stage == Stage.FAILED:
        return row.error_name or "unknown", row.error_args
    if row.stage == Stage.SUBMITTED and count_rejections(session, proposal, row.voter) > row.rejections_before:
        named = decode_revert(_newest_rejection(session, proposal, row.voter).reason)
        return named.name, named.args_by_name
    return "", {}


def count_rejections(session: Session, proposal: Proposal, voter: Address) -> int:
    counted = select(func.count()).select_from(BallotRejection)
    return session.scalar(counted.filter_by(**_place(proposal, voter))) or 0


def _newest_rejection(session: Session, proposal: Proposal, voter: Address) -> BallotRejection:
    order = (BallotRejection.block_number.desc(), BallotRejection.log_index.desc())
    newest = select(BallotRejection).filter_by(**_place(proposal, voter)).order_by(*order).limit(1)
    return session.scalars(newest).one()


def _place(proposal: Proposal, voter: Address) -> dict[str, str]:
    return {"governor": proposal.governor, "proposal_id": proposal.proposal_id, "voter": voter}
