"""The shop's day: what was taken and given back, with totals, for the screen and for paper."""

from __future__ import annotations

from datetime import date, timedelta

from flask import request

from app.surfaces.terminal import blueprint
from app.surfaces.terminal.person import person_at_till, requires_till
from app.surfaces.terminal.shop import page
from app.wiring import current_platform
from chain.clock import business_date
from points.queries.till import shop_day
from points.queries.till_totals import cashier_names


@blueprint.get("/terminal/<int:merchant_id>/day")
@requires_till
def show_day(merchant_id: int) -> str:
    """A cashier sees the own sales and what customers paid alone, the manager all."""
    platform, person = current_platform(), person_at_till(merchant_id)
    now = platform.clock.now()
    today = business_date(now)
    day = min(_day(request.args.get("date", ""), today), today)
    with platform.db.read() as session:
        found = shop_day(session, merchant_id, day, now, None if person.is_manager else person.cashier_id)
        cashiers = cashier_names(session, merchant_id)
    names = platform.wallet.names({entry.act.cashier for entry in found.entries if entry.act.has_cashier})
    later = day + timedelta(days=1) if day < today else None
    return page(
        "terminal/day.html", merchant_id, day=day, found=found, names=names, cashiers=cashiers,
        earlier=day - timedelta(days=1), later=later,
    )  # fmt: skip


def _day(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise
