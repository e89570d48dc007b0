"""States, refusals and rates in words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.i18n import number
from app.surfaces.conversions import blueprint
from points.models import Conversion, ConversionRule
from points.queries.conversions import ConversionState

# (words, kind of badge)
STATES = {
    ConversionState.REFUSED: (_l("お断り"), "neutral"),
    ConversionState.COMING: (_l("届く途中"), "information"),
    ConversionState.GIVEN: (_l("届きました"), "success"),
    ConversionState.FAILED: (_l("取り消し"), "warning"),
}
_REFUSALS = {
    "no_rule": _l("この日は、このアプリのポイントを替えられませんでした。"),
    "not_verified": _l("本人確認を終えた人だけが受け取れるポイントです。本人確認のあとで、もう一度お試しください。"),
    "program_over": _l("受け取る事業の期間が終わっています。"),
    "too_few": _l("一度に替えられる最小のポイントに足りませんでした。"),
    "over_day": _l("1日に替えられる量を超えていました。"),
    "over_month": _l("1か月に替えられる量を超えていました。"),
    "over_budget": _l("このアプリの今月の予算を使い切りました。"),
    "over_program": _l("受け取る事業の発行できる量を超えていました。"),
}


@blueprint.app_template_filter("conversion_state")
def conversion_state(state: ConversionState) -> tuple[str, str]:
    words, kind = STATES[state]
    return str(words), kind


@blueprint.app_template_filter("conversion_refusal")
def conversion_refusal(row: Conversion) -> str:
    """Why, and how much would have gone; the app keeps its points."""
    why = str(_REFUSALS[row.refusal])
    return f"{why} {_('%(most)sポイントまでなら替えられます。', most=number(row.most))}" if row.most else why


@blueprint.app_template_filter("conversion_rate")
def conversion_rate(rule: ConversionRule) -> str:
    if not rule.is_open:
        return str(_("替えられません"))
    values = {"app": number(rule.app_points), "common": number(rule.common_points)}
    return str(_("アプリの%(app)sポイント → 共通ポイント%(common)s", **values))
