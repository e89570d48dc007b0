"""What evaluations of people call things: homes, ages, bands of points, months."""

from __future__ import annotations

from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.i18n import language, localized, number
from app.surfaces.bridges.words import event_type_words
from app.surfaces.console.words import CATEGORIES
from app.surfaces.identity.words import BANDS, home_town
from chain.ids import MunicipalityCode
from chain.prefectures import PREFECTURES
from points.analytics.people import datasets
from points.analytics.people.bands import FAR, NEAR, UNKNOWN
from points.analytics.records import HIDDEN
from points.models import DataSet, MerchantCategory
from wallet.oidc.attributes import AgeBand

DATA_SETS = {
    DataSet.PAYMENTS: (
        _l("お店での支払い"),
        _l("まちのお店で払った人の、月とお店の種類ごとの回数とポイント。1行が、1人・1か月・お店の種類1つです。"),
    ),
    DataSet.REWARDS: (
        _l("特典になった出来事"),
        _l(
            "特典ルールでポイントが付いた人の、月と出来事の種類ごとの回数とポイント。1行が、1人・1か月・出来事1種類です。"
        ),
    ),
    DataSet.RESIDENTS: (
        _l("本人確認をした住民"),
        _l("その月に本人確認をした、このまちに住む人。1行が1人です。"),
    ),
}
COLUMNS = {
    "month": (_l("月"), _l("西暦の年と月。終わった月だけが入ります。")),
    datasets.HOME: (
        _l("住まい"),
        _l(
            "本人確認でわかった、いま住むまち。5人に満たないときは都道府県、「県内」か「県外」、「*」の順にあらくします。"
        ),
    ),
    datasets.AGE: (
        _l("年代"),
        _l("本人確認をした日の年代。5人に満たないときは「17歳まで・18〜64歳・65歳から」、「*」の順にあらくします。"),
    ),
    datasets.SHOP: (_l("お店の種類"), _l("お店の名前は入りません。")),
    datasets.EVENT: (_l("出来事の種類"), _l("どのサービスの出来事かは入りません。")),
    datasets.LEVEL: (_l("確認の方法"), _l("アプリか窓口か。")),
    datasets.POINTS: (_l("ポイント"), _l("その月の合計から返還を引いた額の幅。額そのものは入りません。")),
    datasets.TIMES: (_l("回数"), _l("その月の回数の幅。")),
}
_CODES = {
    UNKNOWN: _l("不明"),
    NEAR: _l("県内"),
    FAR: _l("県外"),
    HIDDEN: "*",
    "under-18": _l("17歳まで"),
    "18-64": _l("18〜64歳"),
    "65-over": _l("65歳から"),
    "app": _l("アプリ"),
    "counter": _l("窓口"),
}


def cell_words(column: str, code: str) -> str:
    """A cell of a file, in the reader's language. Two codes of a column never share their words."""
    if code in _CODES:
        return str(_CODES[code])
    if column == datasets.HOME:
        return prefecture_words(code) if len(code) == 2 else home_town(MunicipalityCode(code))
    if column == datasets.AGE:
        return str(BANDS[AgeBand(code)])
    if column == datasets.SHOP:
        return str(CATEGORIES[MerchantCategory(code)])
    if column == datasets.EVENT:
        return event_type_words(code)
    return _band(code) if column in (datasets.POINTS, datasets.TIMES) else code


def _band(code: str) -> str:
    low, dash, high = code.partition("-")
    if not dash:
        return number(int(low))
    if not high:
        return str(_("%(low)s以上", low=number(int(low))))
    return str(_("%(low)s〜%(high)s", low=number(int(low)), high=number(int(high))))


def prefecture_words(code: str) -> str:
    """By the first two digits of its municipalities' codes."""
    return localized(PREFECTURES[code], "name") if code in PREFECTURES else code


def month_words(month: date) -> str:
    return str(format_date(month, {"ja": "y年M月", "en": "MMM y"}[language()]))
