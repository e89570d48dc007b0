"""All things of the catalogue in memory, as their sellers describe them: what words, kinds and orders select.

Read once after a seller's change, and searched without the database: ten thousand texts are looked through for a new
word in about a millisecond. Things are named by their place in `things`.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.models import CatalogueEntry, Town
from marketplace.models.search_text import finder
from marketplace.queries.catalogue.cards import Thing

_E = CatalogueEntry
_COLUMNS: tuple[Any, ...] = (
    *(getattr(_E, name) for name in Thing._fields if name not in {"town_ja", "town_en", "prefecture_ja"}),
    Town.name_ja, Town.name_en, Town.prefecture_ja,
)  # fmt: skip
_MOST_WORDS = 1_000  # whose findings are kept
Places = frozenset[int]


class Sort(StrEnum):
    FEATURED = "featured"
    NEWEST = "newest"
    CHEAPEST = "cheapest"
    DEAREST = "dearest"


_KEYS: dict[Sort, Callable[[Thing], tuple[int, int]]] = {
    Sort.FEATURED: lambda thing: (-thing.featured, -thing.id),
    Sort.NEWEST: lambda thing: (-thing.id, -thing.id),
    Sort.CHEAPEST: lambda thing: (thing.price_from, thing.id),
    Sort.DEAREST: lambda thing: (-thing.price_from, -thing.id),
}


@dataclass(frozen=True)
class Order:
    """All places in one order, and the rank of each."""

    places: Sequence[int]
    keys: Sequence[tuple[int, int]]

    @cached_property
    def ranks(self) -> Sequence[int]:
        ranks = [0] * len(self.places)
        for rank, place in enumerate(self.places):
            ranks[place] = rank
        return ranks

    def rank_after(self, key: tuple[int, int]) -> int:
        return bisect_right(self.keys, key)


class Shelf:
    def __init__(self, things: Sequence[Thing]) -> None:
        self.things = things
        self.kinds = _grouped([thing.kind for thing in things])
        self.towns = _grouped([thing.municipality for thing in things])
        self.prefectures = _grouped([thing.prefecture_ja for thing in things])
        self._texts = [thing.text for thing in things]
        self._found: dict[str, Places] = {}
        self._orders: dict[Sort, Order] = {}
        self._lock = threading.Lock()

    def having(self, word: str) -> Places:
        """Where a normalised word is in the text."""
        found = self._found.get(word)
        if found is None:
            is_in = finder(word)
            found = frozenset(place for place, text in enumerate(self._texts) if word in text and is_in(text))
            with self._lock:
                if len(self._found) >= _MOST_WORDS:
                    self._found.clear()
                self._found[word] = found
        return found

    def order(self, sort: Sort) -> Order:
        order = self._orders.get(sort)
        if order is None:
            keyed = sorted((_KEYS[sort](thing), place) for place, thing in enumerate(self.things))
            order = self._orders[sort] = Order([place for _, place in keyed], [key for key, _ in keyed])
        return order


def read_shelf(session: Session) -> Shelf:
    rows = session.execute(select(*_COLUMNS).join(Town, Town.code == _E.municipality, isouter=True).order_by(_E.id))
    return Shelf([Thing._make(row) for row in rows])


def _grouped(values: Sequence[str | None]) -> Mapping[str, Places]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, value in enumerate(values):
        places[str(value or "")].append(place)
    return {value: frozenset(found) for value, found in places.items()}
