"""Day closings (レジ締め): what stands open, closing it, and the list of those that were."""

from __future__ import annotations

from flask import make_response, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.errors import sentence, status_of
from app.surfaces.terminal import blueprint
from app.surfaces.terminal.person import person_at_till, requires_manager
from app.surfaces.terminal.shop import ROLL_WIDTHS, page, roll_width
from app.wiring import current_platform
from chain.errors import Conflict
from points.queries.till_totals import TillTotals, closings, find_closing, uncounted


@blueprint.get("/terminal/<int:merchant_id>/closings")
@requires_manager
def list_closings(merchant_id: int) -> str:
    return _page(merchant_id)


@blueprint.post("/terminal/<int:merchant_id>/closings")
@requires_manager
def close_day(merchant_id: int) -> AnyResponse:
    person = person_at_till(merchant_id)
    try:
        number = current_platform().points.close_till.close(merchant_id, person.address, person.name)
    except Conflict as error:
        return make_response(_page(merchant_id, sentence(error)), status_of(error))
    return redirect(url_for("terminal.show_closing", merchant_id=merchant_id, number=number), 303)


@blueprint.get("/terminal/<int:merchant_id>/closings/<int:number>")
@requires_manager
def show_closing(merchant_id: int, number: int) -> str:
    with current_platform().db.read() as session:
        closing = find_closing(session, merchant_id, number)
    people = [TillTotals.from_json(row) for row in closing.by_cashier]
    return page(
        "terminal/closing.html", merchant_id, closing=closing, people=people, width=roll_width(), widths=ROLL_WIDTHS
    )


def _page(merchant_id: int, error: str = "") -> str:
    platform = current_platform()
    with platform.db.read() as session:
        found = uncounted(session, merchant_id, platform.clock.now())
        done = closings(session, merchant_id)
    people = found.by_person(platform.wallet.names(found.accounts))
    return page(
        "terminal/closings.html", merchant_id, totals=found.totals, people=people, since=found.first_act_at,
        done=done, error=error,
    )  # fmt: skip
