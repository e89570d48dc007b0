"""What card holders did since they got their first card (カードを持つ人の歩み)."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import lazy_gettext as _l

from app.surfaces.analytics import blueprint
from app.surfaces.analytics.people import waiting
from app.surfaces.analytics.words import month_words
from app.surfaces.console.office import for_readers, page
from app.wiring import current_platform
from chain.clock import business_date, end_of_day, unix
from chain.ids import MunicipalityCode
from points.analytics.people.funnel import ShopPayments, funnel
from points.analytics.people.months import month_after, month_before

STEPS = {
    "payments": _l("まちのお店でポイントを使った"),
    "admissions": _l("まちで入場した"),
    "votes": _l("コミュニティの提案に投票した"),
    "donations": _l("まちのプロジェクトに寄附した"),
}


@blueprint.get("/console/<code>/analytics/card-holders")
@for_readers
def show_card_holders(code: MunicipalityCode) -> str:
    """Until the end of the last month."""
    platform = current_platform()
    today, doings = business_date(platform.clock.now()), platform.points.analytics.people.doings
    until = month_after(month_before(today)) - timedelta(days=1)
    steps = {
        "payments": ShopPayments(), "admissions": doings.admissions, "votes": doings.votes,
        "donations": doings.donations,
    }  # fmt: skip
    with platform.db.read() as session:
        found = funnel(session, doings.cards, steps, code, unix(end_of_day(until)))
    return page(
        "analytics/card_holders.html",
        code,
        found=found,
        words=STEPS,
        until=until,
        month_words=month_words,
        **waiting(today),
    )
