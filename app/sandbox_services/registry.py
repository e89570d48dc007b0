"""Which sample services there are. The place in the list decides the port, so new ones come last."""

from __future__ import annotations

from app.sandbox_services.car_share.about import ABOUT as CAR_SHARE
from app.sandbox_services.common.about import About
from app.sandbox_services.everyday.about import ABOUT as EVERYDAY
from app.sandbox_services.ferry.about import ABOUT as FERRY
from app.sandbox_services.gym.about import ABOUT as GYM
from app.sandbox_services.health.about import ABOUT as HEALTH
from app.sandbox_services.hometown_tax.about import ABOUT as HOMETOWN_TAX
from app.sandbox_services.shelter.about import ABOUT as SHELTER

SERVICES: tuple[About, ...] = (
    GYM,
    HOMETOWN_TAX,
    SHELTER,
    HEALTH,
    CAR_SHARE,
    EVERYDAY,
    FERRY,
)  # fmt: skip


def find_service(name: str) -> About | None:
    return next((one for one in SERVICES if one.name == name), None)


def port_of(about: About, first_port: int) -> int:
    return first_port + SERVICES.index(about)
