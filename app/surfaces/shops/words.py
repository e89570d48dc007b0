"""Hours, applications and accounts in words, and where the map comes from."""

from __future__ import annotations

import unicodedata
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.surfaces.shops import blueprint
from app.wiring import current_platform
from points.models import ApplicationState, Business
from points.models.opening_hours import DAYS, OpeningHours, Span, span_words
from points.models.payout_account import PayoutEntry, masked
from points.zengin import AccountKind
from points.zengin.banks import find_branch

DAY_WORDS = {
    "mon": _l("月曜"),
    "tue": _l("火曜"),
    "wed": _l("水曜"),
    "thu": _l("木曜"),
    "fri": _l("金曜"),
    "sat": _l("土曜"),
    "sun": _l("日曜"),
    "holiday": _l("祝日"),
}
APPLICATION_STATES = {
    ApplicationState.DRAFT: (_l("書きかけ"), "neutral"),
    ApplicationState.SUBMITTED: (_l("確認待ち"), "information"),
    ApplicationState.RETURNED: (_l("直しのお願い"), "warning"),
    ApplicationState.ACCEPTED: (_l("受け付けました"), "success"),
    ApplicationState.REJECTED: (_l("お受けできませんでした"), "error"),
}
ACCOUNT_KINDS = {
    AccountKind.ORDINARY: _l("普通"),
    AccountKind.CURRENT: _l("当座"),
    AccountKind.SAVINGS: _l("貯蓄"),
    AccountKind.OTHER: _l("その他"),
}
BUSINESSES = {
    Business.CORPORATION: (_l("法人（会社・組合など）"), _l("登録番号は、Tと法人番号です。")),
    Business.SOLE_TRADER: (
        _l("個人事業主"),
        _l("登録番号は、税務署から届いたTと13けたの番号です。マイナンバーではありません。"),
    ),
}


@blueprint.app_context_processor
def map_source() -> dict[str, Any]:
    settings = current_platform().settings
    source = {
        "tiles": settings.map_tile_url,
        "attribution": settings.map_attribution,
        "attribution_url": settings.map_attribution_url,
    }
    return {"map_source": source if settings.map_tile_url else None}


@blueprint.app_template_filter("application_state")
def application_state(state: ApplicationState) -> tuple[str, str]:
    words, kind = APPLICATION_STATES[state]
    return str(words), kind


@blueprint.app_template_filter("account_kind")
def account_kind(kind: int) -> str:
    return str(ACCOUNT_KINDS[AccountKind(int(kind))])


@blueprint.app_template_filter("full_width")
def full_width(kana: str) -> str:
    """The bank's half-width kana as people read them."""
    return unicodedata.normalize("NFKC", kana)


@blueprint.app_template_filter("bank_words")
def bank_words(account: PayoutEntry) -> tuple[str, str]:
    """Bank and branch by name, with their numbers. The account was checked."""
    found = find_branch(account.bank_code, account.branch_code)
    return f"{found.bank_name} ({account.bank_code})", f"{found.branch_name} ({account.branch_code})"


@blueprint.app_template_filter("business")
def business(found: Business) -> str:
    return str(BUSINESSES[Business(found)][0])


@blueprint.app_template_filter("masked")
def masked_number(number: str) -> str:
    return masked(number)


@blueprint.app_template_filter("spans")
def spans(found: tuple[Span, ...]) -> str:
    return str(_("、").join(span_words(span) for span in found) if found else _("休み"))


@blueprint.app_template_filter("week")
def week(hours: OpeningHours) -> list[tuple[str, str]]:
    """A line a day; the holiday only where it has hours of its own."""
    shown = [day for day in DAYS if day != "holiday" or day in hours.days]
    return [(str(DAY_WORDS[day]), spans(hours.days.get(day, ()))) for day in shown]
