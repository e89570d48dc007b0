"""The catalogue's entry of a service with tickets: its cheapest and dearest fare, and the days it runs."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import business_date
from chain.units import Yen
from marketplace.models.tickets.details import slot_price
from marketplace.models.tickets.services import TicketFare, TicketService, TicketSlot
from marketplace.services.catalogue.put_entry import Entry


def service_subject(number: int) -> str:
    return f"service:{number}"


def service_entry(session: Session, service: TicketService) -> Entry:
    prices = session.scalars(select(TicketFare.price).filter_by(service_number=service.number)).all()
    bounds = select(
        func.min(TicketSlot.starts_at),
        func.max(TicketSlot.ends_at),
        func.min(TicketSlot.price_basis_points),
        func.max(TicketSlot.price_basis_points),
    ).where(TicketSlot.service_number == service.number)
    first, last, lowest, highest = session.execute(bounds).one()
    detail = service.typed_detail()
    return Entry(
        subject=service_subject(service.number),
        kind=service.kind,
        municipality=service.municipality,
        name_ja=service.name_ja,
        name_en=service.name_en,
        page=f"/tickets/{service.number}",
        picture=f"/artwork/scenes/{service.scene}.webp",
        price_from=Yen(slot_price(min(prices, default=0), lowest or 0)),
        price_to=Yen(slot_price(max(prices, default=0), highest or 0)),
        opens_at=service.created_at,
        closes_at=datetime.fromtimestamp(last, UTC) if last else None,
        first_day=_day(first),
        last_day=_day(last),
        more=f"{detail.place_ja} {detail.place_en} {detail.meeting_ja} {detail.meeting_en}",
        waits_for_chain=True,
    )


def _day(moment: int | None) -> date | None:
    return business_date(datetime.fromtimestamp(moment, UTC)) if moment else None
