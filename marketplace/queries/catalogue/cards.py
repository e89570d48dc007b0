"""One thing of the catalogue as a list shows it: plain values from one query, and whether it can be bought now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.engine import Row

from chain.municipalities import Municipality
from marketplace.models import CatalogueCount, CatalogueEntry, SaleState, Town
from marketplace.models.catalogue import FEW

_E, _C = CatalogueEntry, CatalogueCount
_SOLD = func.coalesce(_C.sold, 0)
_CLOSED = func.coalesce(_C.closed, 0)
_COLUMNS = (
    _E.id, _E.subject, _E.kind, _E.municipality, _E.name_ja, _E.name_en, _E.price_from, _E.price_to, _E.opens_at,
    _E.closes_at, _E.first_day, _E.last_day, _E.supply, _E.votes, _E.audience, _E.featured, _E.picture, _E.page,
    Town.name_ja.label("town_ja"), Town.name_en.label("town_en"), _SOLD.label("sold"), _CLOSED.label("closed"),
)  # fmt: skip


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


def cards_select() -> Select[Any]:
    """All that visitors may see; the caller narrows, orders and limits."""
    columns: tuple[Any, ...] = _COLUMNS
    return _shown(select(*columns)).join(Town, Town.code == _E.municipality, isouter=True)


def count_select(*columns: Any) -> Select[Any]:
    return _shown(select(*columns).select_from(_E))


def _shown(found: Select[Any]) -> Select[Any]:
    """Not: what its seller took off the shelves, what a paused town sells, what is not on chain yet."""
    paused = select(Municipality.code).where(Municipality.is_paused)
    return found.join(_C, _C.subject == _E.subject, isouter=True).where(
        _E.is_open, or_(~_E.waits_for_chain, _C.opened > 0), _E.municipality.not_in(paused)
    )


def is_over(now: datetime, today: date) -> ColumnElement[bool]:
    past = and_(_E.last_day.is_not(None), _E.last_day < today)
    return or_(_CLOSED > 0, and_(_E.closes_at.is_not(None), _E.closes_at <= now), past)


def is_sold_out() -> ColumnElement[bool]:
    return and_(_E.supply.is_not(None), _E.supply <= _SOLD)


def cards_of(rows: Sequence[Row[Any]], now: datetime, today: date) -> list[Card]:
    return [_card(row, now, today) for row in rows]


def _card(row: Row[Any], now: datetime, today: date) -> Card:
    left = None if row.supply is None else max(0, row.supply - row.sold)
    few = left if left is not None and left <= FEW else None
    return Card(
        row.id, row.subject, row.kind, str(row.municipality), row.name_ja, row.name_en, row.town_ja or "",
        row.town_en or "", row.price_from, row.price_to, row.opens_at, row.closes_at, row.first_day, row.last_day,
        few, row.votes, row.audience, row.featured, row.picture, row.page, _state(row, left, now, today),
    )  # fmt: skip


def _state(row: Row[Any], left: int | None, now: datetime, today: date) -> SaleState:
    """As marketplace.models.sale_state says it of a listing."""
    if row.closed > 0:
        return SaleState.CANCELLED if row.subject.startswith("listing:") else SaleState.ENDED
    if left == 0:
        return SaleState.SOLD_OUT
    if now < row.opens_at:
        return SaleState.UPCOMING
    is_past = row.last_day is not None and row.last_day < today
    if is_past or (row.closes_at is not None and now >= row.closes_at):
        return SaleState.ENDED
    return SaleState.ON_SALE
