"""How the shop is visited: months, weekdays, times of day. Numbers alone, for whoever runs it."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import format_date
from flask_babel import lazy_gettext as _l

from app.i18n import language
from app.surfaces.points.coupon_words import WEEKDAYS
from app.surfaces.terminal import blueprint
from app.surfaces.terminal.person import requires_manager
from app.surfaces.terminal.shop import page
from app.wiring import current_platform
from chain.clock import business_date
from points.analytics.shop.visits import TIMES, MonthOfShop, ShopVisits, visits_of

_TIMES = {
    "morning": _l("朝 5時〜"),
    "noon": _l("昼 11時〜"),
    "afternoon": _l("午後 14時〜"),
    "evening": _l("夕方 17時〜"),
    "night": _l("夜 20時〜"),
}
_MONTH = {"ja": "y年M月", "en": "MMMM y"}


@blueprint.get("/terminal/<int:merchant_id>/visits")
@requires_manager
def show_visits(merchant_id: int) -> str:
    """Raises: NotFound."""
    platform = current_platform()
    with platform.db.read() as session:
        found = visits_of(session, merchant_id, business_date(platform.clock.now()))
    months = [(str(format_date(one.first_day, _MONTH[language()])), one) for one in reversed(_since_first(found))]
    return page(
        "terminal/visits.html", merchant_id, found=found, months=months,
        weekdays=list(zip(WEEKDAYS, found.weekdays, strict=True)),
        times=[(_TIMES[time.name], count) for time, count in zip(TIMES, found.times, strict=True)],
    )  # fmt: skip


def _since_first(found: ShopVisits) -> Sequence[MonthOfShop]:
    """Not the months before anybody came."""
    first = next((place for place, one in enumerate(found.months) if one.payments), 0)
    return found.months[first:]
