"""Related population (関係人口): month by month, by where people live; those from outside by prefecture."""

from __future__ import annotations

from datetime import date

from flask import request
from flask_babel import lazy_gettext as _l

from app.surfaces.analytics import blueprint
from app.surfaces.analytics.words import month_words, prefecture_words
from app.surfaces.console.office import for_readers, page
from app.wiring import current_platform
from chain.clock import business_date
from chain.ids import MunicipalityCode
from points.analytics.people.months import finished_months, month_after, month_before
from points.analytics.people.related import MonthOfPeople, doers, payers

KINDS = {
    "payments": _l("お店での支払い"),
    "admissions": _l("入場"),
    "purchases": _l("購入"),
    "donations": _l("寄附"),
}


@blueprint.get("/console/<code>/analytics/people")
@for_readers
def show_people(code: MunicipalityCode) -> str:
    """`kind` and `month` (its first day) in the address."""
    today = business_date(current_platform().clock.now())
    kind = request.args.get("kind", "") if request.args.get("kind") in KINDS else "payments"
    found = _found(code, kind, finished_months(today))
    told = [one for one in found if one.whole != 0]
    chosen = next(
        (one for one in told if one.month.isoformat() == request.args.get("month")), told[-1] if told else None
    )
    return page(
        "analytics/people.html", code, kinds=KINDS, kind=kind, told=told, chosen=chosen,
        found=found[found.index(told[0]) :] if told else [],
        prefecture_words=prefecture_words, month_words=month_words, **waiting(today),
    )  # fmt: skip


def waiting(today: date) -> dict[str, object]:
    """The month under way, and the day from which it is shown."""
    this = month_after(month_before(today))
    return {"this_month": this, "shown_from": month_after(this)}


def _found(code: MunicipalityCode, kind: str, months: list[date]) -> list[MonthOfPeople]:
    platform = current_platform()
    people = platform.points.analytics.people
    homes = people.homes.select(platform.clock.now())
    with platform.db.read() as session:
        if kind == "payments":
            return payers(session, homes, code, months)
        return doers(session, homes, getattr(people.doings, kind), code, months)
