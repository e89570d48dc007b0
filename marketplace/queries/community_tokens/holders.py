"""Who holds a community's token, for those who ask who belongs (see dao/ports.py)."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.ids import Address
from marketplace.models.community_tokens import TokenOffering, TokensBought


def token_holders(session: Session, community: str, least: int = 1) -> dict[Address, int]:
    """Units by account, of those who hold at least `least` of the tokens of a community."""
    units = func.sum(TokensBought.quantity)
    found = select(TokensBought.buyer, units).join(TokenOffering, TokenOffering.number == TokensBought.number)
    found = found.where(TokenOffering.community == community).group_by(TokensBought.buyer).having(units >= least)
    return {account: int(held) for account, held in session.execute(found)}
