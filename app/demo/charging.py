"""Points of Shizuoka that people buy on the web. The coin is of the regions' own applications; the limits are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from app.demo.founding import Cast
from app.demo.playback import Playback
from chain.clock import business_date
from chain.ids import MunicipalityCode
from chain.units import Points
from points.services.create_program import ProgramTerms

SHIZUOKA = MunicipalityCode("221007")
_AREA, _DAYS = 1, 365
_CAP, _AT_ONCE, _A_MONTH = Points(5_000_000), Points(30_000), Points(100_000)


@dataclass(slots=True)
class Charging:
    playback: Playback
    cast: Cast
    program: int = 0

    def begin(self) -> None:
        """A program of its own: what is sold is told apart from what is granted."""
        platform, officer = self.playback.platform, self.cast.officers[SHIZUOKA]
        today = business_date(platform.clock.now())
        terms = ProgramTerms(
            name_ja="ふじのくにコイン チャージ",
            name_en="Fujinokuni Coin (bought)",
            description="円で買って、五つの市と町のお店で使えるコインです。（デモ）",
            area_id=_AREA,
            cap=_CAP,
            first_day=today,
            last_day=today + timedelta(days=_DAYS),
            is_paid=True,
        )
        asked = platform.points.create_program.prepare(SHIZUOKA, officer, terms)
        signature = platform.wallet.sign_typed_data(officer, asked.typed_data, reason="points.program")
        platform.points.create_program.complete(asked.subject, signature)
        self.program = int(asked.subject)

    def open(self) -> None:
        """Once the program is on chain."""
        sale, officer = self.playback.platform.points.online.keep_sale, self.cast.officers[SHIZUOKA]
        sale.open(SHIZUOKA, officer, self.program, _AT_ONCE, _A_MONTH)
