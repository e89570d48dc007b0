"""The money desks of the demonstration: closing days and fees, accounts of shops, a bank file and what came back of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select

from app.demo.founding import Cast
from app.demo.playback import Playback
from app.demo.timetable import Timetable
from app.wiring import Platform
from chain.clock import business_date
from chain.ids import MunicipalityCode
from points.models import BatchState, Business, Merchant, ReturnReason
from points.models.banking_days import MONTH_END, banking_day_after
from points.models.payout_account import PayoutEntry
from points.queries.payouts import find_batch
from points.services.keep_money_desk import DeskSettings

_SHIZUOKA, _IZU, _SARABETSU = MunicipalityCode("221007"), MunicipalityCode("222224"), MunicipalityCode("016390")
# (bank, branch); the account numbers are invented.
_SURUGA, _HOKKAIDO = ("0149", "111"), ("0116", "101")
_DESKS = {
    _SHIZUOKA: DeskSettings(
        (15, MONTH_END), 5, 150, "T8000020130001", "0012345678", "シズオカシ カイケイ", *_SURUGA, account_number="0123456",
        pays_home_shops=True,
    ),
    _IZU: DeskSettings(
        (MONTH_END,), 10, 0, "", "0023456789", "イズシ カイケイ", *_SURUGA, account_number="0234567", pays_home_shops=True
    ),
    _SARABETSU: DeskSettings(
        (10, MONTH_END), 5, 0, "", "0034567890", "サラベツムラ カイケイ", *_HOKKAIDO, account_number="0345678"
    ),
}  # fmt: skip
_HOLDERS = {
    "駿府みそ茶屋": "ユ）スンプミソチャヤ",
    "清水みなと食堂": "シミズ ミナト",
    "安倍川和菓子店": "アベカワワガシテン",
    "修善寺竹林の湯": "カ）シュゼンジチクリンノユ",
    "天城わさび直売所": "アマギワサビチョクバイ（クミ",
    "下田港干物店": "シモダ ヒモノ",
    "黒船通り喫茶": "クロフネ トオル",
    "弓ヶ浜民宿 しおさい": "ユミガハマ シオリ",
    "石廊崎みやげ店": "イロウ ザキオ",
    "なまこ壁の宿": "カ）ナマコカベノヤド",
    "更別すももの館売店": "サラベツカンコウ（カ",
    "どんぐり食堂": "ドングリ ショウイチ",
    "さらべつパン工房": "サラベツ パンコ",
}
_NOT_CHECKED = "なまこ壁の宿"  # its officer has yet to look


@dataclass(slots=True)
class Books:
    playback: Playback
    cast: Cast
    table: Timetable
    batches: dict[MunicipalityCode, int] = field(default_factory=dict)

    @property
    def platform(self) -> Platform:
        return self.playback.platform

    def begin(self) -> None:
        """Settings of three desks, and the accounts that shops have handed in."""
        for town, settings in _DESKS.items():
            self.platform.points.keep_money_desk.save(town, self.cast.officers[town], settings)
        with self.platform.db.read() as session:
            shops = session.scalars(select(Merchant).order_by(Merchant.created_at, Merchant.id)).all()
        for number, shop in enumerate(shops):
            if holder := _HOLDERS.get(shop.name_ja):
                bank = _HOKKAIDO if shop.municipality == _SARABETSU else _SURUGA
                entry = PayoutEntry(*bank, 1, f"{1_234_567 + 7_919 * number}", holder, Business.CORPORATION)
                officer = self.cast.officers[shop.municipality]
                checked = shop.name_ja != _NOT_CHECKED
                self.platform.points.keep_payout_account.change(shop.id, officer, entry, is_officer=checked)

    def note(self) -> None:
        """After the first closing of Shizuoka: file, bank, one transfer that came back."""
        self.table.add(self.table.moment(5, 9, 30), self._make_batch)
        self.table.add(self.table.moment(5, 10), lambda: self._advance(BatchState.SENT))
        self.table.add(self.table.moment(1, 9, 30), self._one_comes_back)
        self.table.add(self.table.moment(1, 10), lambda: self._advance(BatchState.DONE))

    def _make_batch(self) -> None:
        day = banking_day_after(business_date(self.playback.clock.now()), 2)
        officer = self.cast.officers[_SHIZUOKA]
        self.batches[_SHIZUOKA] = self.platform.points.pay_out.make_batch(_SHIZUOKA, officer, day)

    def _advance(self, state: BatchState) -> None:
        officer = self.cast.officers[_SHIZUOKA]
        self.platform.points.pay_out.advance(_SHIZUOKA, officer, self.batches[_SHIZUOKA], state)

    def _one_comes_back(self) -> None:
        batch_id, officer = self.batches[_SHIZUOKA], self.cast.officers[_SHIZUOKA]
        with self.platform.db.read() as session:
            returned = find_batch(session, _SHIZUOKA, batch_id).payouts[-1]
        self.platform.points.pay_out.mark_returned(
            _SHIZUOKA, officer, batch_id, returned.id, ReturnReason.NAME_MISMATCH
        )
