"""Shops for everybody: where they are, whether they are open, and which points they take."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from chain.clock import day_number
from chain.errors import NotFound
from chain.ids import Address, MunicipalityCode
from chain.municipalities import AreaFact
from points.models import Merchant, MerchantCategory, MerchantOnChain, ProgramOnChain, ShopProfile, SuspensionOrder
from points.models.opening_hours import UNKNOWN_HOURS, OpeningHours, is_public_holiday
from points.models.shop import degrees
from points.queries.programs import ProgramName, program_names


@dataclass(frozen=True, slots=True)
class ShopPlace:
    """`latitude` and `longitude` are degrees in decimal, empty where nobody put the shop on the map."""

    id: int
    municipality: MunicipalityCode
    name_ja: str
    name_en: str
    category: MerchantCategory
    address: str = ""
    latitude: str = ""
    longitude: str = ""
    hours: OpeningHours = UNKNOWN_HOURS
    hours_note: str = ""
    phone: str = ""
    web: str = ""
    description_ja: str = ""
    description_en: str = ""

    @property
    def is_on_map(self) -> bool:
        return bool(self.latitude and self.longitude)

    def is_open(self, now: datetime) -> bool:
        return self.hours.is_open(now, is_public_holiday)


@dataclass(frozen=True, slots=True)
class SuspensionView:
    is_suspended: bool
    reason: str
    officer: Address
    at: datetime
    failure: str


def shops_accepting(session: Session, areas: Collection[int]) -> list[ShopPlace]:
    """Shops that take points of one of the areas, by town and name. Suspended ones are left out."""
    towns = select(AreaFact.code).where(AreaFact.area_id.in_(areas))
    return _places(session, _open_shops().where(MerchantOnChain.municipality.in_(towns)))


def all_shops(session: Session) -> list[ShopPlace]:
    return _places(session, _open_shops())


def find_shop(session: Session, merchant_id: int) -> ShopPlace:
    """Raises: NotFound, also for a shop that is suspended or not registered yet."""
    found = _places(session, _open_shops().where(MerchantOnChain.merchant_id == merchant_id))
    if not found:
        raise NotFound("shop", merchant_id)
    return found[0]


def accepted_programs(session: Session, town: MunicipalityCode, today: date) -> list[ProgramName]:
    """Programs whose points the town's shops take today."""
    areas = select(AreaFact.area_id).where(AreaFact.code == town)
    running = select(ProgramOnChain.program_id).where(
        ProgramOnChain.area_id.in_(areas),
        ProgramOnChain.first_day <= day_number(today),
        ProgramOnChain.last_day >= day_number(today),
    )
    names = program_names(session, session.scalars(running.order_by(ProgramOnChain.program_id)).all())
    return list(names.values())


def suspension_history(session: Session, merchant_id: int) -> list[SuspensionView]:
    """What officers signed about the shop, newest first."""
    signed = select(SuspensionOrder).where(
        SuspensionOrder.merchant_id == merchant_id, SuspensionOrder.submitted_at.is_not(None)
    )
    return [
        SuspensionView(row.is_suspended, row.reason, row.created_by, row.submitted_at or row.created_at, row.failure)
        for row in session.scalars(signed.order_by(SuspensionOrder.id.desc()))
    ]


def standing_suspension(session: Session, merchant_id: int) -> SuspensionView | None:
    """The order by which the shop stands still now, with its reason; none for one that another installation gave."""
    stopped = select(MerchantOnChain.is_suspended).where(MerchantOnChain.merchant_id == merchant_id)
    if not session.scalar(stopped):
        return None
    orders = (one for one in suspension_history(session, merchant_id) if not one.failure)
    return next((one for one in orders if one.is_suspended), None)


def _open_shops() -> Select[Merchant, ShopProfile]:
    return (
        select(Merchant, ShopProfile)
        .join(MerchantOnChain, MerchantOnChain.merchant_id == Merchant.id)
        .outerjoin(ShopProfile, ShopProfile.merchant_id == Merchant.id)
        .where(MerchantOnChain.is_suspended.is_(False))
        .order_by(Merchant.municipality, Merchant.name_ja)
    )


def _places(session: Session, wanted: Select[Merchant, ShopProfile]) -> list[ShopPlace]:
    rows = session.execute(wanted)
    return [_place(merchant, profile) for merchant, profile in rows]


def _place(merchant: Merchant, profile: ShopProfile | None) -> ShopPlace:
    bare = ShopPlace(
        merchant.id, merchant.municipality, merchant.name_ja, merchant.name_en, MerchantCategory(merchant.category)
    )
    if profile is None:
        return bare
    return ShopPlace(
        bare.id,
        bare.municipality,
        bare.name_ja,
        bare.name_en,
        bare.category,
        address=profile.address,
        latitude=degrees(profile.latitude_micro),
        longitude=degrees(profile.longitude_micro),
        hours=OpeningHours.loaded(profile.hours),
        hours_note=profile.hours_note,
        phone=profile.phone,
        web=profile.web,
        description_ja=profile.description_ja,
        description_en=profile.description_en,
    )
