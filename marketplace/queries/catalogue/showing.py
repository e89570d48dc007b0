"""What of the catalogue is shown at a moment: what the chain has opened, sold and closed, and what the clock says.

It holds until the next sale begins or ends or the day turns in Japan, or until the catalogue changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import business_date, end_of_day
from chain.municipalities import Municipality
from marketplace.models import CatalogueCount
from marketplace.queries.catalogue.cards import Card, Counts, Thing, card_of, is_over, is_sold_out
from marketplace.queries.catalogue.shelf import Places, Shelf

_NOTHING = Counts(0, 0, 0)


class Sale(StrEnum):
    """Which states a search shows; without one: all that is not over."""

    NOW = "now"
    SOON = "soon"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Showing:
    """`sales`: what each choice of a search shows. Hidden: what its seller took off the shelves, what a paused town
    sells, what is not on chain yet."""

    shelf: Shelf
    counts: Sequence[Counts]
    sales: Mapping[Sale | None, Places]
    sold_out: Places
    at: datetime
    until: datetime

    def card(self, place: int) -> Card:
        return card_of(self.shelf.things[place], self.counts[place], self.at, business_date(self.at))

    def tally(self) -> Counter[tuple[str, str]]:
        """How many things are not over, by town and kind."""
        things = self.shelf.things
        return Counter((things[place].municipality, things[place].kind) for place in self.sales[None])


def showing_of(session: Session, shelf: Shelf, now: datetime) -> Showing:
    told = {row.subject: Counts(row.opened, row.sold, row.closed) for row in session.execute(_COUNTS)}
    paused = {str(code) for code in session.scalars(select(Municipality.code).where(Municipality.is_paused))}
    counts = [told.get(thing.subject, _NOTHING) for thing in shelf.things]
    today = business_date(now)
    shown = [place for place, thing in enumerate(shelf.things) if _is_shown(thing, counts[place], paused)]
    over = frozenset(place for place in shown if is_over(shelf.things[place], counts[place], now, today))
    sold_out = frozenset(place for place in shown if is_sold_out(shelf.things[place], counts[place]))
    soon = frozenset(place for place in shown if shelf.things[place].opens_at > now)
    rest = frozenset(shown) - over
    sales: dict[Sale | None, Places] = {
        None: rest,
        Sale.NOW: rest - sold_out - soon,
        Sale.SOON: (rest - sold_out) & soon,
        Sale.PAST: over | sold_out,
    }
    return Showing(shelf, counts, sales, sold_out, now, _next_change(shelf.things, now))


_COUNTS = select(CatalogueCount.subject, CatalogueCount.opened, CatalogueCount.sold, CatalogueCount.closed)


def _is_shown(thing: Thing, counts: Counts, paused: Container[str]) -> bool:
    return thing.is_open and thing.municipality not in paused and (counts.opened > 0 or not thing.waits_for_chain)


def _next_change(things: Sequence[Thing], now: datetime) -> datetime:
    """When the next sale begins or ends, or the day in Japan."""
    moments = [thing.opens_at for thing in things if thing.opens_at > now]
    moments += [thing.closes_at for thing in things if thing.closes_at is not None and thing.closes_at > now]
    return min([*moments, end_of_day(business_date(now))])
