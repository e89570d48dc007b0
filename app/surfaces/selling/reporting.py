"""What sales brought in and who was paid: a page to print, and every share as a line of CSV. A shop sees its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from flask import request
from flask_babel import gettext as _

from app.downloads import sheet
from app.errors import sentence
from app.i18n import localized
from app.surfaces.console.forms import Typed, read_day
from app.surfaces.selling.desk import Answer, Desk, desk_route
from app.surfaces.selling.takings_chart import takings_chart
from app.wiring import current_platform
from chain.clock import JST, business_date, from_unix
from chain.errors import Invalid
from chain.ids import Address
from marketplace.queries.selling.takings import Scope, takings, takings_lines
from points.queries.merchants import find_merchant

_LONGEST, _YEARS = timedelta(days=3_660), (2000, 2200)


@dataclass(frozen=True, slots=True)
class Asked:
    typed: Typed
    scope: Scope


@desk_route("/report")
def show_report(desk: Desk) -> Answer:
    """Of this month, unless other days are asked for."""
    asked = _asked(desk)
    with current_platform().db.read() as session:
        found = takings(session, asked.scope)
    chart = takings_chart(found.days, asked.scope.first, asked.scope.last)
    named = {payee.address: payee for payee in desk.payees()}  # a label says what for, the list who
    shown = desk.page("selling/report.html", takings=found, asked=asked, chart=chart, periods=_periods(), named=named)
    return (shown, 422) if asked.typed.errors else shown


@desk_route("/report.csv")
def download_report(desk: Desk) -> Answer:
    asked = _asked(desk)
    if asked.typed.errors:
        raise Invalid("period", "not_a_day")
    heading = (
        _("日時"), _("作品"), _("出品の番号"), _("はじめの通し番号"), _("枚数"), _("支払われた額（円）"),
        _("受け取り先"), _("受け取り先の口座"), _("受け取った額（円）"), _("取引の番号"),
    )  # fmt: skip
    name = f"sales-{asked.scope.first}-{asked.scope.last}.csv"
    return sheet(name, heading, _lines(asked.scope))


def _lines(scope: Scope) -> Iterator[tuple[object, ...]]:
    with current_platform().db.read() as session:
        for line in takings_lines(session, scope):
            sale = line.sale
            yield (
                from_unix(sale.block_time).astimezone(JST).isoformat(),
                localized(line.collection, "name"),
                sale.listing_number,
                sale.first_token_id,
                sale.quantity,
                int(sale.total),
                localized(line.share, "label") if line.share else "",
                str(line.payee),
                int(line.amount),
                "0x" + sale.tx_hash.hex(),
            )


def _asked(desk: Desk) -> Asked:
    """What was typed, and the days that it means; this month where it means none."""
    today = business_date(current_platform().clock.now())
    month = today.replace(day=1)
    given = {"first": month.isoformat(), "last": today.isoformat()} | request.args.to_dict()
    typed = Typed.of(("first", "last"), given)
    first, last = typed.read("first", read_day), typed.read("last", read_day)
    if first is not None and last is not None:
        if last < first:
            typed.errors["last"] = sentence(Invalid("last", "before_first_day"))
        elif last - first > _LONGEST or not (_YEARS[0] <= first.year and last.year <= _YEARS[1]):
            typed.errors["last"] = sentence(Invalid("last", "too_late"))
    if typed.errors or first is None or last is None:
        first, last = month, today
    return Asked(typed, Scope(desk.code, first, last, _payee(desk)))


def _payee(desk: Desk) -> Address | None:
    """A shop's own account; a town sees all."""
    if desk.seller.merchant_id is None:
        return None
    with current_platform().db.read() as session:
        return find_merchant(session, desk.seller.merchant_id).account


def _periods() -> list[tuple[str, date, date]]:
    """(words, first, last) of the periods that are asked for most."""
    today = business_date(current_platform().clock.now())
    month = today.replace(day=1)
    before = month - timedelta(days=1)
    fiscal = date(today.year if today.month >= 4 else today.year - 1, 4, 1)
    return [
        (_("今月"), month, today),
        (_("先月"), before.replace(day=1), before),
        (_("今年度"), fiscal, today),
    ]
