"""Who works in a town's console, for points."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from chain.ids import Address, MunicipalityCode
from wallet import Role
from wallet.services.assign_role import holders_of


class TownOfficers:
    """Implements points.ports.Officers."""

    def of(self, session: Session, municipality: MunicipalityCode) -> Sequence[Address]:
        return holders_of(session, Role.OFFICER, str(municipality))
