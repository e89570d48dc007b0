"""A coupon in plain words: what it takes off, under which conditions, how it stands. For people, officers and tills."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.errors import sentence
from app.i18n import day, localized, yen
from app.surfaces.points import blueprint
from chain.ids import MunicipalityCode
from chain.municipalities import MunicipalityView
from points.errors import CouponRefused
from points.models import Coupon, CouponState
from points.models.coupon_rules import DAY_MINUTES, Audience, CouponKind, Refusal
from points.queries.merchants import MerchantName

Towns = Mapping[MunicipalityCode, MunicipalityView]
Shops = Mapping[int, MerchantName]

# (words, kind of badge)
COUPON_STATES = {
    CouponState.DRAFT: (_l("下書き"), "neutral"),
    CouponState.SOON: (_l("まもなく開始"), "information"),
    CouponState.OPEN: (_l("公開中"), "success"),
    CouponState.OVER: (_l("終了"), "neutral"),
    CouponState.STOPPED: (_l("中止"), "error"),
}
WEEKDAYS = (_l("月曜"), _l("火曜"), _l("水曜"), _l("木曜"), _l("金曜"), _l("土曜"), _l("日曜"))


@blueprint.app_template_filter("coupon_state")
def coupon_state_words(state: CouponState) -> tuple[str, str]:
    words, kind = COUPON_STATES[state]
    return str(words), kind


@blueprint.app_template_filter("coupon_off")
def coupon_off(coupon: Coupon) -> str:
    """`10%引き` or `500円引き`: the words that stand large."""
    if coupon.kind == CouponKind.PERCENT:
        return str(_("%(percent)s%%引き", percent=coupon.percent))
    return str(_("%(amount)s引き", amount=yen(coupon.yen_off)))


@blueprint.app_template_filter("coupon_facts")
def coupon_facts(coupon: Coupon, towns: Towns, shops: Shops) -> list[tuple[str, str]]:
    """What a person has to know before going there."""
    facts: list[tuple[Any, str]] = [
        (_("期間"), _("%(first)s から %(last)s まで", first=day(coupon.first_day), last=day(coupon.last_day))),
        (_("使えるまち"), _list([_town(code, towns) for code in coupon.terms.towns])),
        (_("使えるお店"), _shops(coupon, shops)),
    ]
    if times := _times(coupon):
        facts.append((_("曜日・時間"), times))
    if coupon.minimum:
        facts.append((_("お買い物の金額"), _("%(amount)s以上", amount=yen(coupon.minimum))))
    if coupon.kind == CouponKind.PERCENT:
        facts.append((_("割引の上限"), yen(coupon.yen_off)))
    facts.append((_("使える回数"), ngettext("お一人%(num)s回", "お一人%(num)s回", coupon.per_person)))
    if coupon.audience == Audience.CARD_HOLDERS:
        facts.append((_("使える人"), _("使えるまちのアンバサダーカードなどをお持ちの方")))
    return [(str(label), str(words)) for label, words in facts]


@blueprint.app_template_filter("coupon_refusal")
def coupon_refusal(refusal: Refusal, coupon: Coupon) -> str:
    """Why it takes nothing off, in a sentence that says what to do."""
    return sentence(CouponRefused(refusal, **coupon.terms.words))


def time_words(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"


def _times(coupon: Coupon) -> str:
    words = [str(WEEKDAYS[weekday]) for weekday in coupon.weekdays]
    parts = [_list(words)] if words else []
    if (coupon.from_minute, coupon.to_minute) != (0, DAY_MINUTES):
        first, last = time_words(coupon.from_minute), time_words(coupon.to_minute)
        parts.append(str(_("%(first)s から %(last)s まで", first=first, last=last)))
    return " ".join(parts)


def _shops(coupon: Coupon, shops: Shops) -> str:
    from app.surfaces.console.words import CATEGORIES

    if coupon.shops:
        return _list([localized(shops[key], "name") for key in coupon.shops if key in shops])
    if coupon.categories:
        return _list([str(CATEGORIES[one]) for one in coupon.terms.categories])
    return str(_("すべての加盟店"))


def _list(words: list[str]) -> str:
    return str(_("、")).join(words)


def _town(code: MunicipalityCode, towns: Towns) -> str:
    return localized(towns[code], "name") if code in towns else str(code)
