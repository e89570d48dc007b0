"""Finding the token an act is about, with who may act."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chain.ids import Address
from marketplace.errors import CardIsLocked, NotYours, RightUnmovable
from marketplace.queries.holding.rights import RightStanding, TokenKey, standing_of
from marketplace.queries.holdings import Holding, find_holding


def held_by(session: Session, token: TokenKey, account: Address) -> Holding:
    """Raises: TokenUnknown, NotYours."""
    holding = find_holding(session, *token)
    if holding.token.owner != account:
        raise NotYours(name_of(token))
    return holding


def movable(session: Session, token: TokenKey, account: Address, now: int) -> tuple[Holding, RightStanding]:
    """Raises: TokenUnknown, NotYours, CardIsLocked, RightUnmovable."""
    holding = held_by(session, token, account)
    if holding.collection.locked:
        raise CardIsLocked(name_of(token))
    standing = standing_of(session, holding.collection, token, now)
    require_movable(standing, token)
    return holding, standing


def require_movable(standing: RightStanding, token: TokenKey) -> None:
    """Raises: RightUnmovable."""
    if not standing.may_move:
        raise RightUnmovable(name_of(token), "lent" if standing.lent_to else "transfers_over")


def name_of(token: TokenKey) -> str:
    return f"{token[0]}/{token[1]}"
