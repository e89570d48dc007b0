"""Which services sign people in with us: those that are registered at the reward bridges."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chain.ids import Address
from chain.municipalities import Municipalities
from points.bridges.models import ServiceState
from points.bridges.queries.services import find_service
from wallet import Role
from wallet.openid.ports import ServiceView
from wallet.services.assign_role import HasRole


class BridgeServicesDirectory:
    """Implements wallet.openid.ports.ServiceDirectory."""

    def __init__(self, municipalities: Municipalities) -> None:
        self._municipalities = municipalities

    def find(self, session: Session, client_id: str) -> ServiceView | None:
        service = find_service(session, client_id)
        if service is None:
            return None
        town = self._municipalities.by_code(session, {service.municipality}).get(service.municipality)
        return ServiceView(
            client_id=client_id,
            name_ja=service.name_ja,
            name_en=service.name_en or service.name_ja,
            town=service.municipality,
            town_name_ja=town.name_ja if town else str(service.municipality),
            town_name_en=town.name_en if town else str(service.municipality),
            is_in_test=service.state == ServiceState.TEST,
            is_stopped=service.state == ServiceState.STOPPED,
        )


class TriesServices:
    """Implements wallet.openid.ports.MayTry: the service's own people, and the officers of its town."""

    def __init__(self, has_role: HasRole) -> None:
        self._has_role = has_role

    def __call__(self, account: Address, service: ServiceView) -> bool:
        is_vendor = self._has_role(account, Role.VENDOR, service.client_id)
        return is_vendor or self._has_role(account, Role.OFFICER, str(service.town))
