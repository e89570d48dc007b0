"""Which domains have a part in leaving."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.wiring import Platform
from chain.ids import Address
from chain.leaving import ErasesPerson, Fate, Stake, TellsStakes, stakes
from chain.outbox import EntryStatus, RelayEntry

_MOVING = (EntryStatus.QUEUED, EntryStatus.HELD, EntryStatus.SENT)


def tellers(platform: Platform) -> Sequence[TellsStakes]:
    return (
        _on_the_way,
        platform.points.erase_person.stakes,
        platform.marketplace.erase_person.stakes,
        platform.dao.erase_person.stakes,
        platform.wallet.leaving.erase.stakes,
    )


def erasers(platform: Platform) -> Sequence[ErasesPerson]:
    """The wallet last: until then the others may still ask it who the person is."""

    def withdraw_consents(session: Session, person: Address) -> None:
        platform.openid.withdraw.withdraw_all(session, person)

    return (
        withdraw_consents,
        platform.points.erase_person,
        platform.marketplace.erase_person,
        platform.dao.erase_person,
        platform.wallet.leaving.erase,
    )


def stakes_of(platform: Platform, person: Address) -> list[Stake]:
    with platform.db.read() as session:
        return [stake for tell in tellers(platform) for stake in tell(session, person)]


def may_leave(found: Sequence[Stake]) -> bool:
    return not any(stake.fate is Fate.BLOCKS for stake in found)


def _on_the_way(session: Session, person: Address) -> list[Stake]:
    """What this installation still sends to the chain for the person."""
    moving = select(func.count()).select_from(RelayEntry)
    mine = moving.where(RelayEntry.principal == person, RelayEntry.status.in_(_MOVING))
    return stakes(("on_the_way", Fate.BLOCKS, session.scalar(mine)))
