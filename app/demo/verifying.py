"""What Bandai gives for an identity check: a tenth of one's coins on top, and a person who has coins to try it with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from app.demo.founding import Cast
from app.demo.paying import Paying
from app.demo.playback import Playback
from app.demo.timetable import Timetable
from chain.ids import MunicipalityCode
from chain.units import Points
from points.services.bonuses.keep_bonus import BonusTerms

_BANDAI, _COIN = MunicipalityCode("074071"), "ばんだいコイン"
_PERSON, _THANKS = 50, 3_000  # RESIDENT of app/demo/accounts.py
_PERCENT, _MOST_EACH, _BUDGET, _DAYS = 10, Points(1_000), Points(200_000), 270


@dataclass(slots=True)
class Verifying:
    playback: Playback
    cast: Cast
    table: Timetable
    paying: Paying

    def note(self) -> None:
        program = next(number for number, one in self.paying.programs.items() if one.name_ja == _COIN)
        last_day = self.table.today + timedelta(days=_DAYS)
        terms = BonusTerms(_PERCENT, _MOST_EACH, _BUDGET, last_day, residents_only=False)
        keep = self.playback.platform.points.bonuses.keep
        keep.open(_BANDAI, self.cast.officers[_BANDAI], program, terms)
        line = f"{self.cast.people[_PERSON].member_number},{_THANKS}"
        grant = partial(self.paying.grant, program, "雪かきのお礼", ["会員番号,ポイント", line])
        self.table.add(self.table.moment(3, 15, 40), grant)
