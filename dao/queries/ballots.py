"""One voter's ballot on one proposal: where it stands between the signature and the final vote on chain."""

from __future__ import annotations

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
    """`error` is the contract's error name when the ballot failed."""

    state: BallotState
    support: Support
    weight: int
    reason: str = ""
    tx_hash: bytes | None = None
    cast_at: int | None = None  # unix seconds of the block
    error: str = ""
    error_args: dict[str, Any] = field(default_factory=dict)

    @property
    def is_settled(self) -> bool:
        return self.state in (BallotState.FINAL, BallotState.FAILED)

    @property
    def may_vote_again(self) -> bool:
        return self.state in (BallotState.AWAITING_SIGNATURE, BallotState.FAILED)


def receipt_of(session: Session, proposal: Proposal, voter: Address, final_block: FinalBlock) -> BallotReceipt | None:
    """None when the voter has not begun to vote."""
    row = session.scalar(select(Ballot).filter_by(proposal_row=proposal.id, voter=voter))
    vote = find_vote(session, proposal, voter)
    if vote is not None:
        state = BallotState.FINAL if vote.block_number <= final_block(session) else BallotState.CONFIRMED
        reason = row.reason if row else ""
        return BallotReceipt(state, Support(vote.support), vote.weight, reason, vote.tx_hash, vote.block_time)
    if row is None:
        return None
    error, args = failure_of(session, proposal, row)
    states = {Stage.AWAITING_SIGNATURE: BallotState.AWAITING_SIGNATURE, Stage.FAILED: BallotState.FAILED}
    state = BallotState.FAILED if error else states.get(Stage(row.stage), BallotState.PENDING)
    return BallotReceipt(state, row.choice, row.weight, row.reason, error=error, error_args=args)


def find_vote(session: Session, proposal: Proposal, voter: Address) -> VoteCast | None:
    of_voter = select(VoteCast).filter_by(governor=proposal.governor, proposal_id=proposal.proposal_id, voter=voter)
    return session.scalar(of_voter)


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
