"""Where a shop's money goes: the account that holds, who changed it, an officer's look at it, and another one."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.errors import sentence
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed
from app.surfaces.console.office import for_officers, page
from app.surfaces.console.suspensions import find_shop
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from points.models.merchant_form import read_payout
from points.queries.payout_accounts import account_history

FIELDS = ("bank_code", "branch_code", "kind", "number", "holder", "business", "invoice_number")


@blueprint.get("/console/<code>/merchants/<int:merchant_id>/account")
@for_officers
def show_account(code: MunicipalityCode, merchant_id: int) -> str:
    return _page(code, merchant_id, Typed.of(FIELDS, {"kind": "1", "business": "corporation"}))


@blueprint.post("/console/<code>/merchants/<int:merchant_id>/account")
@for_officers
def change_account(code: MunicipalityCode, merchant_id: int) -> AnyResponse | tuple[str, int]:
    """What an officer enters counts as looked at."""
    find_shop(code, merchant_id)
    typed = Typed.of(FIELDS, request.form)
    service, officer = current_platform().points.keep_payout_account, current_account().address
    try:
        service.change(merchant_id, officer, read_payout(typed.values), is_officer=True)
    except Invalid as error:
        typed.refuse(error)
        return _page(code, merchant_id, typed), 422
    flash(_("口座を登録しました。"), "success")
    return _back(code, merchant_id)


@blueprint.post("/console/<code>/merchants/<int:merchant_id>/account/<int:account_id>/check")
@for_officers
def check_account(code: MunicipalityCode, merchant_id: int, account_id: int) -> AnyResponse:
    service, officer = current_platform().points.keep_payout_account, current_account().address
    try:
        service.confirm(code, officer, merchant_id, account_id)
    except Conflict as error:
        flash(sentence(error), "error")
    return _back(code, merchant_id)


def _page(code: MunicipalityCode, merchant_id: int, typed: Typed) -> str:
    platform, merchant = current_platform(), find_shop(code, merchant_id)
    with platform.db.read() as session:
        history = account_history(session, merchant_id)
    names = platform.points.directory.names({one.changed_by for one in history})
    return page("console/account.html", code, merchant=merchant, history=history, names=names, typed=typed)


def _back(code: MunicipalityCode, merchant_id: int) -> AnyResponse:
    return redirect(url_for("console.show_account", code=code, merchant_id=merchant_id), 303)
