"""Where the shop's money goes, changed by its manager: an officer looks at it before anything is paid there."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.surfaces.console.forms import Typed
from app.surfaces.shops.forms import lists_for, typed_shop
from app.surfaces.terminal import blueprint
from app.surfaces.terminal.person import person_at_till, requires_manager
from app.surfaces.terminal.shop import page
from app.wiring import current_platform
from chain.errors import Invalid
from points.models.merchant_form import read_payout
from points.queries.payout_accounts import PayoutAccountView, payout_accounts


@blueprint.get("/terminal/<int:merchant_id>/account")
@requires_manager
def show_account(merchant_id: int) -> str:
    """What seldom changes with an account stands there already."""
    account = _account(merchant_id)
    known = {"business": account.business, "invoice_number": account.invoice_number} if account else {}
    return _page(merchant_id, typed_shop(known))


@blueprint.post("/terminal/<int:merchant_id>/account")
@requires_manager
def change_account(merchant_id: int) -> AnyResponse | tuple[str, int]:
    """`action`: look a bank up where the page cannot by itself; else change the account."""
    typed = typed_shop(request.form)
    if request.form.get("action") == "look_up":
        return _page(merchant_id, typed), 200
    service, person = current_platform().points.keep_payout_account, person_at_till(merchant_id)
    if not typed.values["business"]:
        typed.refuse(Invalid("business", "empty"))
        return _page(merchant_id, typed), 422
    try:
        service.change(merchant_id, person.address, read_payout(typed.values))
    except Invalid as error:
        typed.refuse(error)
        return _page(merchant_id, typed), 422
    flash(_("口座を登録しました。自治体の職員が確かめると、次の振込から使われます。"), "success")
    return redirect(url_for("terminal.show_account", merchant_id=merchant_id), 303)


def _page(merchant_id: int, typed: Typed) -> str:
    return page("terminal/account.html", merchant_id, account=_account(merchant_id), **lists_for(typed))


def _account(merchant_id: int) -> PayoutAccountView | None:
    with current_platform().db.read() as session:
        return payout_accounts(session, [merchant_id]).get(merchant_id)
