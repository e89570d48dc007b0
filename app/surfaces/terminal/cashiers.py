"""The manager's page of cashiers: name them, give them a new PIN, let them go and come back."""

from __future__ import annotations

from flask import flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.terminal import blueprint
from app.surfaces.terminal.person import person_at_till, put_at_till, requires_manager
from app.surfaces.terminal.shop import page
from app.wiring import current_platform
from chain.errors import DomainError, Invalid
from points.models import Cashier
from points.queries.till_totals import cashiers_of


@blueprint.get("/terminal/<int:merchant_id>/cashiers")
@requires_manager
def list_cashiers(merchant_id: int) -> str:
    return _page(merchant_id)


@blueprint.post("/terminal/<int:merchant_id>/cashiers")
@limiter.limit("20 per minute")
@requires_manager
def create_cashier(merchant_id: int) -> AnyResponse:
    form, keeping = request.form, current_platform().points.keep_cashiers
    person = person_at_till(merchant_id)
    try:
        created = keeping.create(
            merchant_id, current_account().address, form.get("name", ""), form.get("pin", ""),
            is_manager="is_manager" in form,
        )  # fmt: skip
    except DomainError as error:
        return _refused(merchant_id, error)
    if person.cashier_id is None:  # whoever named the first cashiers goes on as one of them
        _stay_as(merchant_id, created)
    flash(_("%(name)s さんを登録しました。", name=form.get("name", "").strip()), "success")
    return _back(merchant_id)


@blueprint.post("/terminal/<int:merchant_id>/cashiers/<int:cashier_id>/pin")
@limiter.limit("20 per minute")
@requires_manager
def set_pin(merchant_id: int, cashier_id: int) -> AnyResponse:
    try:
        current_platform().points.keep_cashiers.set_pin(merchant_id, cashier_id, request.form.get("pin", ""))
    except Invalid as error:
        return _refused(merchant_id, error, cashier_id)
    if person_at_till(merchant_id).cashier_id == cashier_id:
        _stay_as(merchant_id, cashier_id)
    flash(_("新しい暗証番号にしました。"), "success")
    return _back(merchant_id)


@blueprint.post("/terminal/<int:merchant_id>/cashiers/<int:cashier_id>/leave")
@requires_manager
def deactivate(merchant_id: int, cashier_id: int) -> AnyResponse:
    current_platform().points.keep_cashiers.set_active(merchant_id, cashier_id, is_active=False)
    flash(_("この担当者は、レジに入れなくなりました。記録は残ります。"), "success")
    return _back(merchant_id)


@blueprint.post("/terminal/<int:merchant_id>/cashiers/<int:cashier_id>/return")
@requires_manager
def activate(merchant_id: int, cashier_id: int) -> AnyResponse:
    current_platform().points.keep_cashiers.set_active(merchant_id, cashier_id, is_active=True)
    flash(_("この担当者は、またレジに入れます。"), "success")
    return _back(merchant_id)


def _page(merchant_id: int, errors: dict[str, str] | None = None, wrong_pin: int = 0) -> str:
    with current_platform().db.read() as session:
        cashiers = cashiers_of(session, merchant_id)
    has_manager = any(one.is_manager and one.is_active for one in cashiers)
    return page(
        "terminal/cashiers.html", merchant_id, cashiers=cashiers, has_manager=has_manager, form=request.form,
        errors=errors or {}, wrong_pin=wrong_pin,
    )  # fmt: skip


def _refused(merchant_id: int, error: DomainError, wrong_pin: int = 0) -> AnyResponse:
    errors = {getattr(error, "field", "name"): sentence(error)}
    return make_response(_page(merchant_id, errors, wrong_pin), status_of(error))


def _stay_as(merchant_id: int, cashier_id: int) -> None:
    with current_platform().db.read() as session:
        put_at_till(merchant_id, session.get_one(Cashier, cashier_id))


def _back(merchant_id: int) -> AnyResponse:
    return redirect(url_for("terminal.list_cashiers", merchant_id=merchant_id), 303)
