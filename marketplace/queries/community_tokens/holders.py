"""Who holds a community's token and how much of it, for those who ask who belongs (see dao/ports.py).

A tier is named by its offering and the units from which it begins: "number:least".
"""

from __future__ import annotations

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from chain.ids import Address
from marketplace.models.community_tokens import ChainOffering, Tier, TokenOffering, TokensBought


def token_tiers(session: Session, community: str) -> list[tuple[int, Tier]]:
    """Of what is on chain, by offering, the lowest tier first."""
    found = select(TokenOffering).join(ChainOffering, ChainOffering.number == TokenOffering.number)
    rows = session.scalars(found.where(TokenOffering.community == community).order_by(TokenOffering.number))
    return [(row.number, tier) for row in rows for tier in sorted(row.typed_tiers(), key=lambda one: one.least)]


def token_holders(session: Session, community: str, tier: str = "") -> frozenset[Address]:
    """Who holds any token of a community; with a tier, who reaches it. Nobody for a tier that is not there."""
    if not tier:
        return frozenset(session.scalars(_bought(community)))
    known = {f"{number}:{one.least}": (number, one.least) for number, one in token_tiers(session, community)}
    if tier not in known:
        return frozenset()
    number, least = known[tier]
    found = select(TokensBought.buyer).where(TokensBought.number == number).group_by(TokensBought.buyer)
    return frozenset(session.scalars(found.having(func.sum(TokensBought.quantity) >= least)))


def tiers_held(session: Session, community: str, account: Address) -> frozenset[str]:
    """All tiers an account reaches, and "" where it holds a token of the community at all."""
    if session.scalar(_bought(community).where(TokensBought.buyer == account).limit(1)) is None:
        return frozenset()
    units = select(TokensBought.number, func.sum(TokensBought.quantity)).where(TokensBought.buyer == account)
    held = {number: int(sum_) for number, sum_ in session.execute(units.group_by(TokensBought.number))}
    reached = {
        f"{number}:{tier.least}"
        for number, tier in token_tiers(session, community)
        if held.get(number, 0) >= tier.least
    }
    return frozenset({"", *reached})


def _bought(community: str) -> Select[Address]:
    found = select(TokensBought.buyer).join(TokenOffering, TokenOffering.number == TokensBought.number)
    return found.where(TokenOffering.community == community).distinct()
