"""The search: words, town, kind, days, price and whether it is on sale, in an order, page after page.

A page begins after the last card of the one before, so that nothing is seen twice when things sell in between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from marketplace.queries.catalogue.cards import Card, Thing
from marketplace.queries.catalogue.shelf import Order, Places, Sort
from marketplace.queries.catalogue.showing import Sale, Showing

PAGE = 24
_NONE: Places = frozenset()
_DEAREST = 2**63
__all__ = ["PAGE", "Found", "Sale", "Search", "Sort", "find"]


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


def find(showing: Showing, search: Search) -> Found:
    found = _found(showing, search)
    order = showing.shelf.order(search.sort)
    places = list(islice(_in_order(found, order, _start(search, order)), PAGE + 1))
    cards = [showing.card(place) for place in places[:PAGE]]
    return Found(cards, len(found), _key(cards[-1], search.sort) if len(places) > PAGE else None)


def _found(showing: Showing, search: Search) -> Places:
    """The fewest first, as each step looks through what the one before has left."""
    shelf = showing.shelf
    chosen = [showing.sales[search.sale], *(shelf.having(word) for word in search.words)]
    for groups, value in (
        (shelf.towns, search.town),
        (shelf.kinds, search.kind),
        (shelf.prefectures, search.prefecture),
    ):
        if value:
            chosen.append(groups.get(value, _NONE))
    found, *others = sorted(chosen, key=len)
    for other in others:
        found &= other
    things = shelf.things
    if search.price_from is not None or search.price_to is not None:
        low, high = search.price_from or 0, search.price_to if search.price_to is not None else _DEAREST
        found = frozenset(at for at in found if things[at].price_to >= low and things[at].price_from <= high)
    if search.first_day is not None or search.last_day is not None:
        found = frozenset(at for at in found if _is_on_days(things[at], search))
    return found


def _is_on_days(thing: Thing, search: Search) -> bool:
    """Can it be used on one of these days? A card or a donation has no days and is left out."""
    if thing.first_day is None and thing.last_day is None:
        return False
    if search.first_day is not None and thing.last_day is not None and thing.last_day < search.first_day:
        return False
    return search.last_day is None or thing.first_day is None or thing.first_day <= search.last_day


def _in_order(found: Places, order: Order, start: int) -> Iterator[int]:
    """Few are sorted; of many the first are met soon when all are gone through."""
    if len(found) * 16 > len(order.places):
        return (place for place in islice(order.places, start, None) if place in found)
    ranks = order.ranks
    return iter(sorted((place for place in found if ranks[place] >= start), key=ranks.__getitem__))


def _start(search: Search, order: Order) -> int:
    if search.after is None:
        return 0
    value, last = search.after
    falls = search.sort is not Sort.CHEAPEST
    return order.rank_after((-value, -last) if falls else (value, last))


def _key(card: Card, sort: Sort) -> tuple[int, int]:
    return {Sort.FEATURED: card.featured, Sort.NEWEST: card.id}.get(sort, card.price_from), card.id
