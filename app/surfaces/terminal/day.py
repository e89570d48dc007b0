"""The shop's day: what was taken and given back, with totals, for the screen and for paper."""

from __future__ import annotations

from datetime import date, timedelta

from flask import request

from app.access import requires_role
from app.surfaces.terminal import blueprint
from app.surfaces.terminal.shop import page
from app.wiring import current_platform
from chain.clock import business_date
from points.queries.till import shop_day
from wallet import Role


@blueprint.get("/terminal/<int:merchant_id>/day")
@requires_role(Role.MERCHANT_STAFF, scope="merchant_id")
def show_day(merchant_id: int) -> str:
    platform = current_platform()
    now = platform.clock.now()
    today = business_date(now)
    day = min(_day(request.args.get("date", ""), today), today)
    with platform.db.read() as session:
        found = shop_day(session, merchant_id, day, now)
    names = platform.wallet.names({entry.act.cashier for entry in found.entries})
    later = day + timedelta(days=1) if day < today else None
    return page(
        "terminal/day.html", merchant_id, day=day, found=found, names=names,
        earlier=day - timedelta(days=1), later=later,
    )  # fmt: skip


def _day(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise
