"""The catalogue for pages: searching, what there is to choose from, and a stamp that says whether it has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from chain.clock import Clock
from chain.db import Database
from chain.ids import MunicipalityCode
from marketplace.models import Collection as Series
from marketplace.models import Listing, Town
from marketplace.queries.catalogue.cards import Card
from marketplace.queries.catalogue.kept import KeptShowing, Stamp, read_stamp
from marketplace.queries.catalogue.records import Received, SaleRecord, received_by, sales_of
from marketplace.queries.catalogue.search import Found, Search, Sort, find
from marketplace.queries.catalogue.showing import Showing

_TOWNS = select(Town.code, Town.name_ja, Town.name_en, Town.prefecture_ja, Town.prefecture_en).order_by(
    Town.position, Town.code
)


@dataclass(frozen=True, slots=True)
class TownChoice:
    code: str
    name_ja: str
    name_en: str
    prefecture_ja: str
    prefecture_en: str
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen: towns in their order, and kinds with how many things are not over."""

    towns: Sequence[TownChoice]
    kinds: Sequence[tuple[str, int]]

    @property
    def prefectures(self) -> list[tuple[str, str]]:
        """(Japanese, English) of each, once."""
        return list(dict.fromkeys((town.prefecture_ja, town.prefecture_en) for town in self.towns))


@dataclass(frozen=True, slots=True)
class TownCard:
    town: Town
    count: int


class Catalogue:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._kept = KeptShowing(db)

    def _showing(self, stamp: Stamp | None = None) -> Showing:
        return self._kept.at(stamp or self.stamp(), self._clock.now())

    def stamp(self) -> Stamp:
        """Another one than before: the catalogue has changed. One small query without a session; every page asks it."""
        return read_stamp(self._db)

    def now(self) -> datetime:
        return self._clock.now()

    def changes_by_itself_at(self, stamp: Stamp | None = None) -> datetime:
        """When the next sale begins or ends, or the day in Japan."""
        return self._showing(stamp).until

    def find(self, search: Search, stamp: Stamp | None = None) -> Found:
        """`stamp`: when it was asked for already."""
        return find(self._showing(stamp), search)

    def choices(self) -> Choices:
        by_town: Counter[str] = Counter()
        by_kind: Counter[str] = Counter()
        for (code, kind), count in self._showing().tally().items():
            by_town[code] += count
            by_kind[kind] += count
        with self._db.read() as session:
            towns = session.execute(_TOWNS).all()
        shown = [TownChoice(str(town.code), *town[1:], by_town[town.code]) for town in towns]
        return Choices(shown, sorted(by_kind.items(), key=lambda pair: (-pair[1], pair[0])))

    def towns(self) -> list[TownCard]:
        """All towns in their order, with how many things each sells now or soon."""
        counts = {town.code: town.count for town in self.choices().towns}
        with self._db.read() as session:
            towns = session.scalars(select(Town).order_by(Town.position, Town.code)).all()
        return [TownCard(town, counts.get(str(town.code), 0)) for town in towns]

    def of_town(self, code: MunicipalityCode, communities: Collection[str] = (), most: int = 200) -> list[Card]:
        """What a town sells now and soon, with the joint series of its communities; sold out last, featured first."""
        showing = self._showing()
        joint = self._joint(communities)
        places = [
            place
            for place in showing.shelf.order(Sort.FEATURED).places
            if place in showing.sales[None]
            and (showing.shelf.things[place].municipality == code or showing.shelf.things[place].subject in joint)
        ]
        places.sort(key=lambda place: place in showing.sold_out)
        return [showing.card(place) for place in places[:most]]

    def _joint(self, communities: Collection[str]) -> set[str]:
        if not communities:
            return set()
        listings = select(Listing.number).join(Series, Series.number == Listing.collection_number)
        with self._db.read() as session:
            found = session.scalars(listings.where(Series.community.in_(communities), Series.community != ""))
            return {f"listing:{number}" for number in found}

    def received_by(self, code: MunicipalityCode) -> list[Received]:
        with self._db.read() as session:
            return received_by(session, code)

    def sales_of(self, listing: int) -> Sequence[SaleRecord]:
        with self._db.read() as session:
            return sales_of(session, listing)
