"""Who is at the till: pick the name, type the PIN; hand over to the next."""

from __future__ import annotations

from flask import make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.demo.accounts import CASHIERS
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.terminal import blueprint
from app.surfaces.terminal.person import leave_till, put_at_till, requires_staff
from app.surfaces.terminal.shop import page
from app.wiring import current_platform
from chain.errors import DomainError
from points.queries.till_totals import cashiers_of


@blueprint.get("/terminal/<int:merchant_id>/person")
@requires_staff
def ask_who(merchant_id: int) -> str:
    return _page(merchant_id, request.args.get("cashier", 0, type=int))


@blueprint.post("/terminal/<int:merchant_id>/person")
@limiter.limit("15 per minute")
@requires_staff
def enter(merchant_id: int) -> AnyResponse:
    """Five wrong PINs lock a cashier until the manager sets a new one."""
    cashier_id = request.form.get("cashier", 0, type=int)
    try:
        cashier = current_platform().points.keep_cashiers.enter(merchant_id, cashier_id, request.form.get("pin", ""))
    except DomainError as error:
        return make_response(_page(merchant_id, cashier_id, sentence(error)), status_of(error))
    put_at_till(merchant_id, cashier)
    return redirect(url_for("terminal.till", merchant_id=merchant_id), 303)


@blueprint.post("/terminal/<int:merchant_id>/person/leaving")
@requires_staff
def leave(merchant_id: int) -> AnyResponse:
    leave_till()
    return redirect(url_for("terminal.ask_who", merchant_id=merchant_id), 303)


def _page(merchant_id: int, chosen: int, error: str = "") -> str:
    with current_platform().db.read() as session:
        cashiers = [one for one in cashiers_of(session, merchant_id) if one.is_active]
    pins = [one for one in CASHIERS if one.name in {cashier.name for cashier in cashiers}]
    demo_pins = pins if current_platform().settings.demo else []
    values = {"cashiers": cashiers, "chosen": chosen, "error": error, "demo_pins": demo_pins}
    return page("terminal/person.html", merchant_id, **values)
