"""Who holds a community's token and how much of it, for those who ask who belongs (see dao/ports.py).

A tier is named by its offering and the units from which it begins: "number:least".
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from chain.ids import Address
from marketplace.models.community_tokens import ChainOffering, Tier, TokenOffering, TokensBought


def token_tiers(session: Session, community: str) -> list[tuple[int, Address, Tier]]:
    """Of what is on chain: offering, its token's contract, and tier; the lowest tier of each first."""
    found = select(TokenOffering, ChainOffering.token).join(ChainOffering, ChainOffering.number == TokenOffering.number)
    rows = session.execute(found.where(TokenOffering.community == community).order_by(TokenOffering.number))
    return [
        (row.number, token, tier)
        for row, token in rows
        for tier in sorted(row.typed_tiers(), key=lambda one: one.least)
    ]


def token_holders(session: Session, community: str, tier: str = "") -> frozenset[Address]:
    """Who holds any token of a community; with a tier, who reaches it. Nobody for a tier that is not there."""
    if not tier:
        return frozenset(session.scalars(_bought(community)))
    known = {f"{number}:{one.least}": (number, one.least) for number, _, one in token_tiers(session, community)}
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
        for number, _, tier in token_tiers(session, community)
        if held.get(number, 0) >= tier.least
    }
    return frozenset({"", *reached})


def units_held(session: Session, tokens: Collection[Address], account: Address, moment: int | None = None) -> int:
    """Of that of these tokens of which an account holds most; at `moment`, unix seconds, that second included, or
    now."""
    held = _units(tokens, moment).where(TokensBought.buyer == account).subquery()
    return int(session.scalar(select(func.max(held.c.units))) or 0)


def reached_at(session: Session, tokens: Collection[Address], least: int, moment: int) -> frozenset[Address]:
    """Who held `least` units of one of these tokens at that second."""
    held = _units(tokens, moment).subquery()
    return frozenset(session.scalars(select(held.c.buyer).where(held.c.units >= least).distinct()))


def _units(tokens: Collection[Address], moment: int | None) -> Select[Address, int]:
    """By buyer and token. Nothing is passed on: what was bought until a moment was held at it."""
    found = (
        select(TokensBought.buyer, func.sum(TokensBought.quantity).label("units"))
        .join(ChainOffering, ChainOffering.number == TokensBought.number)
        .where(ChainOffering.token.in_(tokens))
        .group_by(TokensBought.buyer, TokensBought.number)
    )
    return found if moment is None else found.where(TokensBought.block_time <= moment)


def _bought(community: str) -> Select[Address]:
    found = select(TokensBought.buyer).join(TokenOffering, TokenOffering.number == TokensBought.number)
    return found.where(TokenOffering.community == community).distinct()
