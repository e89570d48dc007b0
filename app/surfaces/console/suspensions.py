"""A shop stops taking points, or goes on: with a reason, and signed."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.errors import sentence
from app.i18n import localized
from app.signing import completes
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_officers, page, to_signature
from app.wiring import current_platform
from chain.errors import Conflict, Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from points.queries.merchants import MerchantView, find_merchant
from points.queries.shop_map import suspension_history


@blueprint.get("/console/<code>/merchants/<int:merchant_id>/suspension")
@for_officers
def ask_suspension(code: MunicipalityCode, merchant_id: int) -> str:
    platform, merchant = current_platform(), find_shop(code, merchant_id)
    with platform.db.read() as session:
        history = suspension_history(session, merchant_id)
    names = platform.points.directory.names({one.officer for one in history})
    return page("console/suspension.html", code, merchant=merchant, history=history, names=names)


@blueprint.post("/console/<code>/merchants/<int:merchant_id>/suspension")
@for_officers
def suspend_merchant(code: MunicipalityCode, merchant_id: int) -> AnyResponse:
    merchant, reason = find_shop(code, merchant_id), request.form.get("reason", "")
    is_suspended = merchant.state != "suspended"
    try:
        asked = current_platform().points.suspend_merchant.prepare(
            code, current_account().address, merchant_id, reason, is_suspended=is_suspended
        )
    except (Conflict, Invalid) as error:
        flash(sentence(error), "error")
        return redirect(url_for("console.ask_suspension", code=code, merchant_id=merchant_id), 303)
    return to_signature(
        asked.typed_data,
        title=_("お店の取り扱いを止めます") if is_suspended else _("お店の取り扱いを再開します"),
        words=[(_("加盟店"), localized(merchant, "name")), (_("理由"), reason)],
        consequence=_("このお店では、再開するまでポイントで支払えません。") if is_suspended else "",
        purpose="points.suspension",
        subject=asked.subject,
        return_to=url_for("console.show_merchants", code=code),
    )


@completes("points.suspension")
def complete_suspension(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().points.suspend_merchant.complete(subject, signature, signer)


def find_shop(code: MunicipalityCode, merchant_id: int) -> MerchantView:
    with current_platform().db.read() as session:
        merchant = find_merchant(session, merchant_id)
    if merchant.municipality != code:
        raise NotFound("merchant", merchant_id)
    return merchant
