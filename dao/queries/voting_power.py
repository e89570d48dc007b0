"""Who has how many votes, at a moment and now. The same answers as the collection's getPastVotes and getVotes."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.ids import Address
from dao.models import Electorate, GovernorSetting, Setting, VoteCheckpoint, quorum_of


def votes_of(session: Session, collection: Address, voter: Address, moment: int | None = None) -> int:
    """Votes at `moment` (unix seconds, that second included), or now."""
    of_voter = select(VoteCheckpoint.votes).filter_by(collection=collection, voter=voter)
    if moment is not None:
        of_voter = of_voter.where(VoteCheckpoint.block_time <= moment)
    newest = of_voter.order_by(VoteCheckpoint.block_number.desc(), VoteCheckpoint.log_index.desc()).limit(1)
    return session.scalar(newest) or 0


def votes_at(session: Session, collection: Address, moment: int) -> dict[Address, int]:
    """Everybody who had votes at `moment`, that second included."""
    newest = (
        select(
            VoteCheckpoint.voter,
            VoteCheckpoint.votes,
            func.row_number()
            .over(
                partition_by=VoteCheckpoint.voter,
                order_by=(VoteCheckpoint.block_number.desc(), VoteCheckpoint.log_index.desc()),
            )
            .label("place"),
        )
        .where(VoteCheckpoint.collection == collection, VoteCheckpoint.block_time <= moment)
        .subquery()
    )
    wanted = select(newest.c.voter, newest.c.votes).where(newest.c.place == 1, newest.c.votes > 0)
    return {row.voter: row.votes for row in session.execute(wanted)}


def supply_of(session: Session, collection: Address, moment: int) -> int:
    """All votes there were at `moment`; a transfer adds as much as it takes away."""
    change = func.sum(VoteCheckpoint.votes - VoteCheckpoint.votes_before)
    until = select(change).where(VoteCheckpoint.collection == collection, VoteCheckpoint.block_time <= moment)
    return int(session.scalar(until) or 0)


def electorate(session: Session, collection: Address) -> tuple[int, int]:
    """(members, votes) now."""
    row = session.get(Electorate, collection)
    return (row.members, row.votes) if row else (0, 0)


def setting_of(session: Session, contract: Address, name: Setting, moment: int | None = None) -> int:
    """A governor's parameter as it stood at `moment`, or now; 0 before it was ever set."""
    named = select(GovernorSetting.value).filter_by(contract=contract, name=name)
    if moment is not None:
        named = named.where(GovernorSetting.block_time <= moment)
    newest = named.order_by(GovernorSetting.block_number.desc(), GovernorSetting.log_index.desc()).limit(1)
    return session.scalar(newest) or 0


def quorum_at(session: Session, governor: Address, collection: Address, moment: int) -> int:
    """Votes a proposal with this snapshot needs."""
    numerator = setting_of(session, governor, Setting.QUORUM_PER_CENT, moment)
    return quorum_of(supply_of(session, collection, moment), numerator)
