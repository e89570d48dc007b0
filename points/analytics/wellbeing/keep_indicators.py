"""An officer chooses what the town measures itself by, words it, publishes it, and sets it aside."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from points.analytics.wellbeing.catalogue import BY_KEY, Suggestion
from points.models.indicator import (
    LONGEST_NAME,
    LONGEST_UNIT,
    MOST_INDICATORS,
    Direction,
    Indicator,
    Nature,
)
from points.services.campaigns.open_terms import plain_text


@dataclass(frozen=True, slots=True)
class IndicatorWords:
    """Units may be empty, English is shown where there is some. `least` and `most`: thousandths, both or neither."""

    name_ja: str
    name_en: str
    unit_ja: str
    unit_en: str
    nature: Nature
    direction: Direction
    least: int | None = None
    most: int | None = None

    def check(self) -> None:
        """Raises: Invalid naming the field."""
        if not self.name_ja.strip():
            raise Invalid("name_ja", "empty")
        if (self.least is None) is not (self.most is None):
            raise Invalid("least" if self.least is None else "most", "empty")
        if self.least is not None and self.most is not None and self.least >= self.most:
            raise Invalid("most", "scale_order")


class KeepIndicators:
    """Does not check that the officer may; the surface does by role."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def choose(self, town: MunicipalityCode, officer: Address, keys: Collection[str]) -> int:
        """Suggestions by their keys; what was set aside comes back with its values. Returns: how many are new or back.

        Raises: Invalid (key unknown, too_many).
        """
        if not set(keys) <= set(BY_KEY):
            raise Invalid("key", "unknown")
        now, changed = self.clock.now(), 0
        with self.db.write() as session:
            known = {row.key: row for row in session.scalars(_of_town(town)) if row.key}
            names = set(session.scalars(select(Indicator.name_ja).where(Indicator.municipality == town)))
            for key in sorted(set(keys), key=list(BY_KEY).index):
                row = known.get(key)
                if row is None and BY_KEY[key].name_ja not in names:
                    session.add(_suggested(town, officer, BY_KEY[key], now))
                    changed += 1
                elif row is not None and row.retired_at is not None:
                    row.retired_at, changed = None, changed + 1
            _check_number(session, town)
        return changed

    def define(self, town: MunicipalityCode, officer: Address, words: IndicatorWords) -> int:
        """One of the town's own. Returns: its id. Raises: Invalid naming the field."""
        words.check()
        with self.db.write() as session:
            row = Indicator(municipality=town, created_by=officer, created_at=self.clock.now())
            _keep(session, town, row, words)
            session.add(row)
            session.flush()
            _check_number(session, town)
            return row.id

    def change(self, town: MunicipalityCode, indicator_id: int, words: IndicatorWords) -> None:
        """Raises: NotFound, also for another town's; Invalid naming the field."""
        words.check()
        with self.db.write() as session:
            _keep(session, town, own_indicator(session, town, indicator_id, lock=True), words)

    def publish(self, town: MunicipalityCode, indicator_id: int, *, is_published: bool) -> None:
        """Raises: NotFound, also for another town's."""
        with self.db.write() as session:
            own_indicator(session, town, indicator_id, lock=True).is_published = is_published

    def retire(self, town: MunicipalityCode, indicator_id: int, *, is_retired: bool) -> None:
        """Raises: NotFound, also for another town's; Invalid (too_many)."""
        with self.db.write() as session:
            row = own_indicator(session, town, indicator_id, lock=True)
            row.retired_at = self.clock.now() if is_retired else None
            _check_number(session, town)


def own_indicator(session: Session, town: MunicipalityCode, indicator_id: int, *, lock: bool = False) -> Indicator:
    """Raises: NotFound, also for another town's."""
    row = session.get(Indicator, indicator_id, with_for_update=lock or None)
    if row is None or row.municipality != town:
        raise NotFound("indicator", indicator_id)
    return row


def _of_town(town: MunicipalityCode) -> Select[Indicator]:
    return select(Indicator).where(Indicator.municipality == town)


def _suggested(town: MunicipalityCode, officer: Address, one: Suggestion, now: datetime) -> Indicator:
    return Indicator(
        municipality=town,
        key=one.key,
        name_ja=one.name_ja,
        name_en=one.name_en,
        unit_ja=one.unit_ja,
        unit_en=one.unit_en,
        nature=one.nature,
        direction=one.direction,
        least=one.least,
        most=one.most,
        created_by=officer,
        created_at=now,
    )


def _keep(session: Session, town: MunicipalityCode, row: Indicator, words: IndicatorWords) -> None:
    for field, longest in _WORDS.items():
        setattr(row, field, plain_text(field, getattr(words, field), longest))
    same = select(Indicator.id).where(Indicator.municipality == town, Indicator.name_ja == row.name_ja)
    with session.no_autoflush:
        if any(other != row.id for other in session.scalars(same)):
            raise Invalid("name_ja", "indicator_taken")
    row.nature, row.direction, row.least, row.most = words.nature, words.direction, words.least, words.most


_WORDS = {"name_ja": LONGEST_NAME, "name_en": LONGEST_NAME, "unit_ja": LONGEST_UNIT, "unit_en": LONGEST_UNIT}


def _check_number(session: Session, town: MunicipalityCode) -> None:
    open_ones = select(func.count()).where(Indicator.municipality == town, Indicator.retired_at.is_(None))
    if (session.scalar(open_ones) or 0) > MOST_INDICATORS:
        raise Invalid("key", "too_many_indicators", most=MOST_INDICATORS)
