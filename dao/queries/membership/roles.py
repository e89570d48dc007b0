"""Who has which role in a community now."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from chain.ids import Address
from dao.models.membership import CommunityRole, RoleHolding

_ORDER = (CommunityRole.STEWARD, CommunityRole.MODERATOR, CommunityRole.REPRESENTATIVE)


def roles_of(session: Session, slug: str, account: Address) -> frozenset[CommunityRole]:
    held = _held(slug).where(RoleHolding.account == account)
    return frozenset(CommunityRole(row.role) for row in session.scalars(held))


def role_holders(session: Session, slug: str) -> list[RoleHolding]:
    """Stewards first, then moderators, then towns' representatives; each in the order they were named."""
    rows = session.scalars(_held(slug).order_by(RoleHolding.named_at, RoleHolding.id)).all()
    return sorted(rows, key=lambda row: _ORDER.index(CommunityRole(row.role)))


def _held(slug: str) -> Select[RoleHolding]:
    return select(RoleHolding).where(RoleHolding.community == slug, RoleHolding.withdrawn_at.is_(None))
