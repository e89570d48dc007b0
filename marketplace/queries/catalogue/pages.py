"""The catalogue for pages: searching, what there is to choose from, and a stamp that says whether it has changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, func, or_, select

from chain.clock import Clock, business_date, end_of_day
from chain.db import Database
from chain.ids import MunicipalityCode
from chain.municipalities import Municipality
from marketplace.models import CatalogueChange, CatalogueEntry, Listing, Town
from marketplace.models import Collection as Series
from marketplace.queries.catalogue.cards import Card, cards_of, cards_select, count_select, is_over, is_sold_out
from marketplace.queries.catalogue.records import Received, SaleRecord, received_by, sales_of
from marketplace.queries.catalogue.search import Found, Search, find

_STAMP = select(
    select(func.coalesce(func.max(CatalogueChange.number), 0)).scalar_subquery(),
    select(func.count()).select_from(Municipality).where(Municipality.is_paused).scalar_subquery(),
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

    def stamp(self) -> tuple[int, ...]:
        """Another one than before: the catalogue has changed. One small query without a session; every page asks it."""
        with self._db.engine.connect() as connection:
            return tuple(connection.execute(_STAMP).one())

    def now(self) -> datetime:
        return self._clock.now()

    def changes_by_itself_at(self) -> datetime:
        """When the next sale begins or ends, or the day in Japan."""
        now = self._clock.now()
        opens = select(func.min(CatalogueEntry.opens_at)).where(CatalogueEntry.opens_at > now)
        closes = select(func.min(CatalogueEntry.closes_at)).where(CatalogueEntry.closes_at > now)
        with self._db.read() as session:
            found = (session.scalar(opens), session.scalar(closes), end_of_day(business_date(now)))
        return min(moment for moment in found if moment is not None)

    def find(self, search: Search) -> Found:
        with self._db.read() as session:
            return find(session, search, self._clock.now())

    def choices(self) -> Choices:
        now = self._clock.now()
        grouped = count_select(CatalogueEntry.municipality, CatalogueEntry.kind, func.count())
        grouped = grouped.where(~is_over(now, business_date(now)))
        with self._db.read() as session:
            towns = session.execute(
                select(Town.code, Town.name_ja, Town.name_en, Town.prefecture_ja, Town.prefecture_en).order_by(
                    Town.position, Town.code
                )
            ).all()
            rows = session.execute(grouped.group_by(CatalogueEntry.municipality, CatalogueEntry.kind)).all()
        by_town: dict[str, int] = {}
        by_kind: dict[str, int] = {}
        for code, kind, count in rows:
            by_town[code] = by_town.get(code, 0) + count
            by_kind[kind] = by_kind.get(kind, 0) + count
        shown = [TownChoice(str(town.code), *town[1:], by_town.get(town.code, 0)) for town in towns]
        return Choices(shown, sorted(by_kind.items(), key=lambda pair: -pair[1]))

    def towns(self) -> list[TownCard]:
        """All towns in their order, with how many things each sells now or soon."""
        counts = {town.code: town.count for town in self.choices().towns}
        with self._db.read() as session:
            towns = session.scalars(select(Town).order_by(Town.position, Town.code)).all()
        return [TownCard(town, counts.get(str(town.code), 0)) for town in towns]

    def of_town(self, code: MunicipalityCode, communities: Collection[str] = (), most: int = 200) -> list[Card]:
        """What a town sells now and soon, with the joint series of its communities; sold out last, featured first."""
        now = self._clock.now()
        today = business_date(now)
        joint = (
            select("listing:" + Listing.number.cast(String))
            .join(Series, Series.number == Listing.collection_number)
            .where(Series.community.in_(communities), Series.community != "")
        )
        of_it = or_(CatalogueEntry.municipality == code, CatalogueEntry.subject.in_(joint))
        found = cards_select().where(of_it, ~is_over(now, today))
        found = found.order_by(is_sold_out(), CatalogueEntry.featured.desc(), CatalogueEntry.id.desc())
        with self._db.read() as session:
            return cards_of(session.execute(found.limit(most)).all(), now, today)

    def received_by(self, code: MunicipalityCode) -> list[Received]:
        with self._db.read() as session:
            return received_by(session, code)

    def sales_of(self, listing: int) -> Sequence[SaleRecord]:
        with self._db.read() as session:
            return sales_of(session, listing)
