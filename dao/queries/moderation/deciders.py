"""Who decides about a reported thing: moderators of its community, or officers of its town."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chain.ids import Address
from dao.errors import TownOfficersOnly
from dao.models.membership import MODERATING
from dao.models.moderation import OFFICER, Reported
from dao.queries.membership.belonging import require_role


def require_decider(session: Session, found: Reported, who: Address, *, is_officer: bool) -> str:
    """The role in which `who` decides. `is_officer`: of the town whose thing it is; the caller has looked.

    Raises: RoleRequired, TownOfficersOnly.
    """
    if not found.municipality:
        return require_role(session, found.community, who, MODERATING, "moderate")
    if not is_officer:
        raise TownOfficersOnly(found.municipality, who)
    return OFFICER
