"""MunicipalityRegistry: its calls are the platform operator's own transactions, sent when deploying or by command."""

from __future__ import annotations

from enum import IntEnum

from chain.contracts.contract import Contract
from chain.ids import Address, MunicipalityCode


class OfficerRole(IntEnum):
    """Bit positions, in the order of IMunicipalityRegistry.Role."""

    ISSUER = 0
    REGISTRAR = 1
    SETTLER = 2
    ATTESTER = 3
    CURATOR = 4


ALL_ROLES = (1 << len(OfficerRole)) - 1


class MunicipalityRegistry(Contract):
    def is_registered(self, code: MunicipalityCode) -> bool:
        return bool(self.view("isRegistered", code.number))

    def is_paused(self, code: MunicipalityCode) -> bool:
        return bool(self.view("isPaused", code.number))

    def has_role(self, code: MunicipalityCode, role: OfficerRole, officer: Address) -> bool:
        return bool(self.view("hasRole", code.number, int(role), officer))

    def is_in_area(self, area_id: int, code: MunicipalityCode) -> bool:
        return bool(self.view("isInArea", area_id, code.number))
