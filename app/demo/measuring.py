"""What Shizuoka measures itself by, with values that say that they are made up, and whom its officer often writes to."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.demo.founding import Cast
from app.demo.playback import Playback
from app.demo.timetable import Timetable
from chain.clock import unix
from chain.fiscal_years import fiscal_year_of
from chain.ids import MunicipalityCode
from points.analytics.segments.conditions import Conditions
from points.analytics.wellbeing.enter_values import Entry
from points.models.indicator import SCALE, Indicator

_SHIZUOKA = MunicipalityCode("221007")
_SOURCE = "デモ用の仮の値（実際の調査ではありません）"
_VALUES = {  # thousandths, the oldest of three finished years first
    "happiness": (6_420, 6_510, 6_680),
    "shopping": (3_310, 3_350, 3_520),
    "ties": (3_050, 3_010, 3_120),
    "associations": (74 * SCALE, 73 * SCALE, 72 * SCALE),
}
_SEGMENT, _LEAST, _MONTHS = "この3か月に使った人", 1, 3


@dataclass(slots=True)
class Measuring:
    playback: Playback
    cast: Cast
    table: Timetable

    def note(self) -> None:
        self.table.add(self.table.moment(1, 9, 30), self._enter)

    def _enter(self) -> None:
        platform, officer = self.playback.platform, self.cast.officers[_SHIZUOKA]
        services, this_year = platform.points.wellbeing, fiscal_year_of(unix(self.playback.clock.now()))
        services.keep.choose(_SHIZUOKA, officer, _VALUES)
        with platform.db.read() as session:
            of_town = select(Indicator).where(Indicator.municipality == _SHIZUOKA)
            ids = {str(one.key): one.id for one in session.scalars(of_town)}
        for key, values in _VALUES.items():
            for year, value in enumerate(values, this_year - len(values)):
                services.enter.enter(_SHIZUOKA, officer, ids[key], Entry(year, value, _SOURCE), 0)
            services.keep.publish(_SHIZUOKA, ids[key], is_published=True)
        used = Conditions(least_spent=_LEAST, spent_months=_MONTHS)
        platform.segments.keep.keep(_SHIZUOKA, officer, _SEGMENT, used)
