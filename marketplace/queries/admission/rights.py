"""A right as a door sees it: its uses, counting those of a moment ago that are not on chain yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from chain.clock import unix
from chain.ids import Address
from marketplace.models import RightUse, TokenActState
from marketplace.models.redemptions import RightRedemption
from marketplace.queries.holding.rights import RightStanding, TokenKey, standing_of
from marketplace.queries.holdings import Holding, find_holding


@dataclass(frozen=True, slots=True)
class RightAtDoor:
    """`used_at`: when the last use was."""

    holding: Holding
    standing: RightStanding
    used: int
    used_at: datetime | None


def right_at_door(session: Session, token: TokenKey, now: datetime) -> RightAtDoor:
    """Raises: TokenUnknown."""
    holding = find_holding(session, *token)
    standing = standing_of(session, holding.collection, token, unix(now))
    uses = select(RightUse.block_time).filter_by(collection=token[0], token_id=token[1])
    last = session.scalar(uses.order_by(RightUse.use.desc()).limit(1))
    used, used_at = standing.used, None if last is None else datetime.fromtimestamp(last, UTC)
    is_being_signed = (RightRedemption.state == TokenActState.AWAITING_SIGNATURE) & (
        RightRedemption.deadline > unix(now)
    )
    under_way = (
        select(RightRedemption)
        .filter_by(collection=token[0], token_id=token[1])
        .where(RightRedemption.door.is_not(None))
        .where(or_(RightRedemption.state == TokenActState.PENDING, is_being_signed))
    )
    for row in session.scalars(under_way.order_by(RightRedemption.id)):
        if row.use >= used:
            used, used_at = row.use, row.created_at  # the moment of the scan, a little before its block
    return RightAtDoor(holding, standing, used, used_at)


def find_use(session: Session, door: int, nonce: str) -> RightRedemption | None:
    """What a scan became."""
    return session.scalars(select(RightRedemption).filter_by(door=door, scan=nonce)).first()


def signed_uses(session: Session, token: TokenKey, holder: Address, use: int, now: datetime) -> list[RightRedemption]:
    """What the holder signed on their own phone for this use, no door has taken, and is still good."""
    found = (
        select(RightRedemption)
        .filter_by(collection=token[0], token_id=token[1], holder=holder, use=use, door=None)
        .where(RightRedemption.signature.is_not(None), RightRedemption.deadline > unix(now))
    )
    return list(session.scalars(found.order_by(RightRedemption.id)))
