"""A bond ends: by either side at any time, and by age, which both are told a month before."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from chain.clock import Clock, business_date
from chain.db import Database
from chain.ids import Address
from wallet.models.family import TOLD_BEFORE, BondState, EndedBy, FamilyBond
from wallet.services.family.bonds import bond_of, close, tell


class EndBonds:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def withdraw(self, bond_id: int, person: Address) -> None:
        """Also what was only asked for. The other side is told.

        Raises: NotFound, also for other people's.
        """
        now = self._clock.now()
        with self._db.write() as session:
            bond = bond_of(session, bond_id, person)
            close(bond, EndedBy.GUARDIAN if person == bond.guardian else EndedBy.WARD, now)
            tell(session, bond, "ended", now, [bond.ward if person == bond.guardian else bond.guardian])

    def by_age(self) -> int:
        """Ends what is due and tells of what is due within a month; how many were one or the other."""
        now = self._clock.now()
        today = business_date(now)
        growing = select(FamilyBond).where(FamilyBond.ended_at.is_(None), FamilyBond.birth_month.is_not(None))
        with self._db.read() as session:
            near = [one.id for one in session.scalars(growing) if _is_near(one, today + TOLD_BEFORE)]
        for bond_id in near:
            with self._db.write() as session:
                bond = session.get_one(FamilyBond, bond_id, with_for_update=True)
                if bond.ended_at is None and bond.of_age_on is not None and bond.of_age_on <= today:
                    close(bond, EndedBy.AGE, now)
                    tell(session, bond, "of_age", now, [bond.guardian, bond.ward])
                elif bond.state == BondState.ACTIVE and bond.told_at is None:
                    bond.told_at = now
                    tell(session, bond, "ends_soon", now, [bond.guardian, bond.ward])
        return len(near)


def _is_near(bond: FamilyBond, day: date) -> bool:
    """`day`: a month from now. Who was told is looked at again when the day has come."""
    return bond.of_age_on is not None and bond.of_age_on <= (day if bond.told_at is None else day - TOLD_BEFORE)
