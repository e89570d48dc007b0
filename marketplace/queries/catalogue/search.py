"""The search: words, town, kind, days, price and whether it is on sale, in an order, page after page.

A page begins after the last card of the one before (keyset), so the hundredth costs no more than the first, and nothing
is seen twice when things sell in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from chain.clock import business_date
from marketplace.models import CatalogueEntry, CataloguePiece, Town
from marketplace.models.search_text import PIECE_LENGTH
from marketplace.queries.catalogue.cards import Card, cards_of, cards_select, count_select, is_over, is_sold_out

PAGE = 24
_BEYOND = "\U0010ffff"  # after every character that a word can have
_E = CatalogueEntry


class Sale(StrEnum):
    """Which states a search shows; without one: all that is not over."""

    NOW = "now"
    SOON = "soon"
    PAST = "past"


class Sort(StrEnum):
    FEATURED = "featured"
    NEWEST = "newest"
    CHEAPEST = "cheapest"
    DEAREST = "dearest"


@dataclass(frozen=True, slots=True)
class Search:
    """`words` are normalised (search_text.words_of). `after`: sort value and id of the last card seen."""

    words: tuple[str, ...] = ()
    town: str = ""
    prefecture: str = ""  # in Japanese
    kind: str = ""
    first_day: date | None = None
    last_day: date | None = None
    price_from: int | None = None
    price_to: int | None = None
    sale: Sale | None = None
    sort: Sort = Sort.FEATURED
    after: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """`after`: where the next page begins; None on the last one."""

    cards: Sequence[Card]
    count: int
    after: tuple[int, int] | None


def find(session: Session, search: Search, now: datetime) -> Found:
    today = business_date(now)
    page = _ordered(_narrowed(cards_select(), search, now, today), search)
    cards = cards_of(session.execute(page.limit(PAGE + 1)).all(), now, today)
    if search.after is None and len(cards) <= PAGE:
        return Found(cards, len(cards), None)
    count = session.scalar(_narrowed(count_select(func.count()), search, now, today)) or 0
    shown = cards[:PAGE]
    return Found(shown, count, _key(shown[-1], search.sort) if len(cards) > PAGE else None)


def _narrowed(found: Select[Any], search: Search, now: datetime, today: date) -> Select[Any]:
    for word in search.words:
        found = found.where(_E.id.in_(_having(word)))
        if len(word) > PIECE_LENGTH:
            found = found.where(_E.text.contains(word, autoescape=True))
    if search.town:
        found = found.where(_E.municipality == search.town)
    if search.prefecture:
        found = found.where(_E.municipality.in_(select(Town.code).where(Town.prefecture_ja == search.prefecture)))
    if search.kind:
        found = found.where(_E.kind == search.kind)
    if search.price_from is not None:
        found = found.where(_E.price_to >= search.price_from)
    if search.price_to is not None:
        found = found.where(_E.price_from <= search.price_to)
    return _on_days(_in_sale(found, search.sale, now, today), search)


def _having(word: str) -> Select[Any]:
    start = word[:PIECE_LENGTH]
    return select(CataloguePiece.entry_id).where(CataloguePiece.piece >= start, CataloguePiece.piece < start + _BEYOND)


def _in_sale(found: Select[Any], sale: Sale | None, now: datetime, today: date) -> Select[Any]:
    over, sold_out = is_over(now, today), is_sold_out()
    if sale is Sale.PAST:
        return found.where(or_(over, sold_out))
    if sale is Sale.NOW:
        return found.where(~over, ~sold_out, _E.opens_at <= now)
    if sale is Sale.SOON:
        return found.where(~over, ~sold_out, _E.opens_at > now)
    return found.where(~over)


def _on_days(found: Select[Any], search: Search) -> Select[Any]:
    """What can be used on one of these days; a card or a donation has no days and is left out."""
    if search.first_day is None and search.last_day is None:
        return found
    found = found.where(or_(_E.first_day.is_not(None), _E.last_day.is_not(None)))
    if search.first_day is not None:
        found = found.where(or_(_E.last_day.is_(None), _E.last_day >= search.first_day))
    if search.last_day is not None:
        found = found.where(or_(_E.first_day.is_(None), _E.first_day <= search.last_day))
    return found


_SORTED: dict[Sort, tuple[InstrumentedAttribute[int], bool]] = {
    Sort.FEATURED: (_E.featured, True),
    Sort.NEWEST: (_E.id, True),
    Sort.CHEAPEST: (_E.price_from, False),
    Sort.DEAREST: (_E.price_from, True),
}


def _ordered(found: Select[Any], search: Search) -> Select[Any]:
    column, falls = _SORTED[search.sort]
    if search.after is not None:
        value, last = search.after
        if falls:
            found = found.where(or_(column < value, and_(column == value, _E.id < last)))
        else:
            found = found.where(or_(column > value, and_(column == value, _E.id > last)))
    return found.order_by(column.desc(), _E.id.desc()) if falls else found.order_by(column, _E.id)


def _key(card: Card, sort: Sort) -> tuple[int, int]:
    return {Sort.FEATURED: card.featured, Sort.NEWEST: card.id}.get(sort, card.price_from), card.id
