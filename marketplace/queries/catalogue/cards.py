"""One thing of the catalogue: as its seller describes it, and as a list shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from marketplace.models import SaleState
from marketplace.models.catalogue import FEW


class Thing(NamedTuple):
    """What sellers write of it (CatalogueEntry), with the names of its town."""

    id: int
    subject: str
    kind: str
    municipality: str
    name_ja: str
    name_en: str
    text: str
    price_from: int
    price_to: int
    opens_at: datetime
    closes_at: datetime | None
    first_day: date | None
    last_day: date | None
    supply: int | None
    waits_for_chain: bool
    is_open: bool
    votes: bool
    audience: str
    featured: int
    picture: str
    page: str
    town_ja: str | None
    town_en: str | None
    prefecture_ja: str | None


class Counts(NamedTuple):
    """What the chain says of it."""

    opened: int
    sold: int
    closed: int


@dataclass(frozen=True, slots=True)
class Card:
    """`left`: how many, when they are few; None: enough, or there is no end of it."""

    id: int
    subject: str
    kind: str
    municipality: str
    name_ja: str
    name_en: str
    town_ja: str
    town_en: str
    price_from: int
    price_to: int
    opens_at: datetime
    closes_at: datetime | None
    first_day: date | None
    last_day: date | None
    left: int | None
    votes: bool
    audience: str
    featured: int
    picture: str
    page: str
    state: SaleState


def is_over(thing: Thing, counts: Counts, now: datetime, today: date) -> bool:
    if counts.closed > 0 or (thing.closes_at is not None and thing.closes_at <= now):
        return True
    return thing.last_day is not None and thing.last_day < today


def is_sold_out(thing: Thing, counts: Counts) -> bool:
    return thing.supply is not None and thing.supply <= counts.sold


def card_of(thing: Thing, counts: Counts, now: datetime, today: date) -> Card:
    left = None if thing.supply is None else max(0, thing.supply - counts.sold)
    few = left if left is not None and left <= FEW else None
    return Card(
        thing.id, thing.subject, thing.kind, thing.municipality, thing.name_ja, thing.name_en, thing.town_ja or "",
        thing.town_en or "", thing.price_from, thing.price_to, thing.opens_at, thing.closes_at, thing.first_day,
        thing.last_day, few, thing.votes, thing.audience, thing.featured, thing.picture, thing.page,
        _state(thing, counts, now, today),
    )  # fmt: skip


def _state(thing: Thing, counts: Counts, now: datetime, today: date) -> SaleState:
    """As marketplace.models.sale_state says it of a listing."""
    if counts.closed > 0:
        return SaleState.CANCELLED if thing.subject.startswith("listing:") else SaleState.ENDED
    if is_sold_out(thing, counts):
        return SaleState.SOLD_OUT
    if now < thing.opens_at:
        return SaleState.UPCOMING
    return SaleState.ENDED if is_over(thing, counts, now, today) else SaleState.ON_SALE
