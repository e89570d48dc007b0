"""What the services of families share: finding a bond, the limits, and telling both sides."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.errors import NotFound
from chain.events import record
from chain.ids import Address
from wallet.errors import FamilyRefused
from wallet.events import FamilyTold
from wallet.models import Account
from wallet.models.family import MOST_GUARDIANS, MOST_WARDS, BondState, EndedBy, FamilyBond


def bond_of(session: Session, bond_id: int, person: Address) -> FamilyBond:
    """An open one in which `person` is guardian or ward, locked.

    Raises: NotFound, also for other people's.
    """
    bond = session.get(FamilyBond, bond_id, with_for_update=True)
    if bond is None or bond.ended_at is not None or person not in (bond.guardian, bond.ward):
        raise NotFound("family bond", bond_id)
    return bond


def check_room(session: Session, guardian: Address, ward: Address | None = None) -> None:
    """Raises: FamilyRefused (too_many_wards, too_many_guardians, known). Locks the accounts, so that two requests at
    once are counted one after the other."""
    people = sorted({guardian, *([ward] if ward else [])})
    list(session.scalars(select(Account).where(Account.address.in_(people)).with_for_update()))
    open_ones = select(func.count()).select_from(FamilyBond).where(FamilyBond.ended_at.is_(None))
    if (session.scalar(open_ones.where(FamilyBond.guardian == guardian)) or 0) >= MOST_WARDS:
        raise FamilyRefused("too_many_wards", most=MOST_WARDS)
    if ward is None:
        return
    mine = open_ones.where(FamilyBond.ward == ward)
    if session.scalar(mine.where(FamilyBond.guardian == guardian)):
        raise FamilyRefused("known")
    if (session.scalar(mine) or 0) >= MOST_GUARDIANS:
        raise FamilyRefused("too_many_guardians", most=MOST_GUARDIANS)


def close(bond: FamilyBond, by: EndedBy, now: datetime, reason: str = "") -> None:
    bond.state, bond.ended_at, bond.ended_by, bond.reason = BondState.ENDED, now, by, reason


def tell(session: Session, bond: FamilyBond, what: str, now: datetime, to: Iterable[Address]) -> None:
    """`what`: invited, offered, approved, refused, began, ends_soon, ended, of_age, handing_over,
    taken_over."""
    day = bond.of_age_on.isoformat() if bond.of_age_on else ""
    for account in to:
        other = bond.ward if account == bond.guardian else bond.guardian
        told = FamilyTold(str(account), what, bond.id, str(other), account == bond.guardian, day)
        record(session, told, now)
