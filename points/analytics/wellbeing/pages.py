"""What pages say of indicators: values by year, how they moved, their history, and what the public may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import MunicipalityCode
from points.models.indicator import Indicator, IndicatorValue, is_better


@dataclass(frozen=True, slots=True)
class YearValue:
    """`revision` above 1: it was corrected."""

    year: int
    thousandths: int
    source: str
    note: str
    revision: int


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """`values`: oldest first, one a year, without what was taken back. `revisions`: the newest of each year that was
    ever entered, also of what was taken back."""

    indicator: Indicator
    values: Sequence[YearValue]
    revisions: dict[int, int]

    @property
    def latest(self) -> YearValue | None:
        return self.values[-1] if self.values else None

    @property
    def moved(self) -> int | None:
        """Thousandths, from the value before to the latest; None where there are not two."""
        return self.values[-1].thousandths - self.values[-2].thousandths if len(self.values) > 1 else None

    @property
    def is_better(self) -> bool | None:
        if len(self.values) < 2:
            return None
        return is_better(self.indicator.direction, self.values[-2].thousandths, self.values[-1].thousandths)

    def of(self, year: int) -> YearValue | None:
        return next((one for one in self.values if one.year == year), None)


def indicators_of_town(
    session: Session, town: MunicipalityCode, *, only_published: bool = False
) -> list[IndicatorView]:
    """Not what was set aside: as they were chosen, what people are asked before what is counted."""
    wanted = select(Indicator).where(Indicator.municipality == town, Indicator.retired_at.is_(None))
    if only_published:
        wanted = wanted.where(Indicator.is_published)
    rows = session.scalars(wanted.order_by(Indicator.nature.desc(), Indicator.id)).all()
    return _views(session, rows)


def retired_of_town(session: Session, town: MunicipalityCode) -> list[Indicator]:
    wanted = select(Indicator).where(Indicator.municipality == town, Indicator.retired_at.is_not(None))
    return list(session.scalars(wanted.order_by(Indicator.id)))


def view_of(session: Session, indicator: Indicator) -> IndicatorView:
    return _views(session, [indicator])[0]


def history_of(session: Session, indicator_id: int) -> list[IndicatorValue]:
    """Everything that was ever entered, the latest year first, of a year the newest first."""
    every = select(IndicatorValue).filter_by(indicator_id=indicator_id)
    return list(session.scalars(every.order_by(IndicatorValue.year.desc(), IndicatorValue.revision.desc())))


def has_published(session: Session, town: MunicipalityCode) -> bool:
    """Is there a value that everybody may see?"""
    found = (
        select(IndicatorValue.id)
        .join(Indicator, Indicator.id == IndicatorValue.indicator_id)
        .where(Indicator.municipality == town, Indicator.is_published, Indicator.retired_at.is_(None))
        .where(IndicatorValue.thousandths.is_not(None))
    )
    return session.scalar(found.limit(1)) is not None


def _views(session: Session, rows: Sequence[Indicator]) -> list[IndicatorView]:
    every = select(IndicatorValue).where(IndicatorValue.indicator_id.in_([row.id for row in rows]))
    newest: dict[int, dict[int, IndicatorValue]] = {row.id: {} for row in rows}
    for value in session.scalars(every.order_by(IndicatorValue.year, IndicatorValue.revision)):
        newest[value.indicator_id][value.year] = value
    return [
        IndicatorView(
            row,
            [
                YearValue(one.year, one.thousandths, one.source, one.note, one.revision)
                for one in newest[row.id].values()
                if one.thousandths is not None
            ],
            {year: one.revision for year, one in newest[row.id].items()},
        )
        for row in rows
    ]
