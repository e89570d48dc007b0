"""Deliveries in words: how many are left, about when the next one comes, and how each one stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.surfaces.deliveries import blueprint
from app.surfaces.marketplace.right_words import season_words
from app.wiring import current_platform
from chain.clock import business_date
from marketplace.models import Collection, ProduceDetail
from marketplace.models.deliveries.rows import DeliveryState, ExerciseState
from marketplace.models.deliveries.schedule import Season, upcoming
from marketplace.queries.holding.pages import Held

# (words, kind of badge)
DELIVERIES = {
    DeliveryState.SENT: (_l("発送しました"), "information"),
    DeliveryState.ARRIVED: (_l("届きました"), "success"),
    DeliveryState.MISSING: (_l("届いていません"), "warning"),
}
EXERCISES = {
    ExerciseState.AWAITING_SIGNATURE: (_l("署名待ち"), "warning"),
    ExerciseState.DECLARED: (_l("返事を待っています"), "information"),
    ExerciseState.ANSWERED: (_l("返事が来ました"), "success"),
    ExerciseState.DECLINED: (_l("今回は見送り"), "neutral"),
    ExerciseState.WITHDRAWN: (_l("取り下げ"), "neutral"),
}
CARRIERS = ("ヤマト運輸", "佐川急便", "日本郵便", "EMS（国際郵便）")


@blueprint.app_template_filter("delivery_words")
def delivery_words(state: str) -> tuple[object, str]:
    return DELIVERIES[DeliveryState(state)]


@blueprint.app_template_filter("exercise_words")
def exercise_words(state: str) -> tuple[object, str]:
    return EXERCISES[ExerciseState(state)]


def countdown(left: int, following: Season | None) -> str:
    """あと3回 · 次は2027年10月ごろ"""
    if not left or following is None:
        return str(_("すべて届けました"))
    times = ngettext("あと%(num)s回", "あと%(num)s回", left)
    return f"{times} · {_('次は%(when)s', when=season_words(following))}"


def countdown_of(held: Held) -> str:
    """Of something on a shelf; empty for what is not delivered."""
    detail = held.holding.collection.typed_detail()
    if not isinstance(detail, ProduceDetail):
        return ""
    seasons = _seasons(detail, held.standing.used, datetime.fromtimestamp(held.holding.token.minted_at, UTC))
    return countdown(held.standing.uses_left, seasons[0] if seasons else None)


def first_delivery(collection: Collection) -> list[tuple[str, str]]:
    """(label, value) of when the first one comes to who buys now."""
    detail = collection.typed_detail()
    if not isinstance(detail, ProduceDetail):
        return []
    seasons = _seasons(detail, 0, current_platform().clock.now())
    return [(_("いま買うと、最初のお届け"), season_words(seasons[0]))]


def _seasons(detail: ProduceDetail, used: int, bought: datetime) -> Sequence[Season]:
    today = business_date(current_platform().clock.now())
    return upcoming(detail.months, detail.per_year, detail.uses, used, business_date(bought), today)
