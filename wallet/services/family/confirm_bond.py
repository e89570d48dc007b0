"""Whoever is asked agrees or does not: the ward, a second guardian, or the town's counter that saw a paper."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.ids import Address, MunicipalityCode, contains_my_number
from wallet.errors import FamilyRefused
from wallet.models.family import BondState, EndedBy, FamilyBond
from wallet.services.family.bonds import bond_of, close, tell


class ConfirmBond:
    """Does not check that the officer is one of the town; the surface does."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def accept(self, bond_id: int, person: Address) -> FamilyBond:
        """By the ward who was invited or the second guardian who was asked.

        Raises: NotFound, also for whoever was not asked.
        """
        now = self._clock.now()
        with self._db.write() as session:
            bond = bond_of(session, bond_id, person)
            asked = {BondState.INVITED: bond.ward, BondState.OFFERED: bond.guardian}.get(BondState(bond.state))
            if asked != person:
                raise NotFound("family bond", bond_id)
            bond.state, bond.began_at, bond.confirmed_by = BondState.ACTIVE, now, person
            tell(session, bond, "began", now, [bond.guardian, bond.ward])
        return bond

    def approve(self, town: MunicipalityCode, officer: Address, bond_id: int) -> None:
        """The officer saw the ward's paper, or the ward. Raises: NotFound, FamilyRefused (own_request)."""
        now = self._clock.now()
        with self._db.write() as session:
            bond = _of_town(session, town, bond_id, BondState.WAITING)
            if officer in (bond.guardian, bond.ward):
                raise FamilyRefused("own_request")
            bond.state, bond.began_at, bond.confirmed_by = BondState.ACTIVE, now, officer
            tell(session, bond, "approved", now, [bond.guardian, bond.ward])

    def refuse(self, town: MunicipalityCode, officer: Address, bond_id: int, reason: str) -> None:
        """Raises: NotFound, Invalid (reason)."""
        self._end(town, bond_id, BondState.WAITING, "refused", reason)

    def end(self, town: MunicipalityCode, officer: Address, bond_id: int, reason: str) -> None:
        """Somebody asked for it at the counter. Raises: NotFound, Invalid (reason)."""
        self._end(town, bond_id, BondState.ACTIVE, "ended", reason)

    def _end(self, town: MunicipalityCode, bond_id: int, state: BondState, what: str, reason: str) -> None:
        said, now = reason.strip()[:200], self._clock.now()
        if not said:
            raise Invalid("reason", "empty")
        if contains_my_number(said):
            raise Invalid("reason", "my_number")
        with self._db.write() as session:
            bond = _of_town(session, town, bond_id, state)
            close(bond, EndedBy.OFFICER, now, said)
            tell(session, bond, what, now, [bond.guardian, bond.ward])


def _of_town(session: Session, town: MunicipalityCode, bond_id: int, state: BondState) -> FamilyBond:
    bond = session.get(FamilyBond, bond_id, with_for_update=True)
    if bond is None or bond.town != town or bond.state != state:
        raise NotFound("family bond", bond_id)
    return bond
