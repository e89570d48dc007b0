"""Taro's family: a child whom he acts for, with some points from a town, and his mother, who waits for the counter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from app.demo.founding import Cast
from app.demo.paying import Paying
from app.demo.playback import Playback
from app.demo.timetable import Timetable
from chain.clock import business_date
from chain.ids import MunicipalityCode
from wallet.models import Relation

_BANDAI, _COIN = MunicipalityCode("074071"), "ばんだいコイン"
_TARO, _AGE, _THANKS = 1, 10, 800


@dataclass(slots=True)
class Family:
    playback: Playback
    cast: Cast
    table: Timetable
    paying: Paying

    def note(self) -> None:
        wallet, taro = self.playback.platform.wallet, self.cast.people[_TARO].address
        year = business_date(self.playback.clock.now()).year - _AGE
        child = wallet.families.register.child(taro, "高橋 みお", f"{year}-04")
        wallet.families.register.adult(taro, "高橋 ウメ", Relation.PARENT, _BANDAI)
        account = wallet.find_account.by_address(child.ward)
        assert account is not None
        program = next(number for number, one in self.paying.programs.items() if one.name_ja == _COIN)
        lines = ["会員番号,ポイント", f"{account.member_number},{_THANKS}"]
        self.table.add(self.table.moment(4, 10, 20), partial(self.paying.grant, program, "子ども会の清掃のお礼", lines))
