"""Names that wait for the town: approve, refuse with a reason, or take one down that was approved."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.errors import sentence
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_officers, page
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from marketplace.queries.auctions.names import town_names
from marketplace.services.auctions.review_name import ReviewName


@blueprint.get("/console/<code>/names")
@for_officers
def show_names(code: MunicipalityCode) -> str:
    return names_page(code)


def names_page(code: MunicipalityCode, *, refused: int = 0, error: str = "") -> str:
    """`refused`: the proposal whose reason was not accepted; what was typed for it stays."""
    with current_platform().db.read() as session:
        names = [(name, name.auction.collection.typed_detail()) for name in town_names(session, code)]
    reason = request.form.get("reason", "")
    return page("console/auctions/names.html", code, names=names, refused=refused, error=error, reason=reason)


@blueprint.post("/console/<code>/names/<int:proposal_id>/approval")
@for_officers
def approve_name(code: MunicipalityCode, proposal_id: int) -> AnyResponse | tuple[str, int]:
    officer = current_account().address
    return _decide(
        code, proposal_id, lambda review: review.approve(code, officer, proposal_id), _("名前を承認しました。")
    )


@blueprint.post("/console/<code>/names/<int:proposal_id>/refusal")
@for_officers
def refuse_name(code: MunicipalityCode, proposal_id: int) -> AnyResponse | tuple[str, int]:
    officer, reason = current_account().address, request.form.get("reason", "")
    done = _("理由を落札した人に伝えました。")
    return _decide(code, proposal_id, lambda review: review.refuse(code, officer, proposal_id, reason), done)


@blueprint.post("/console/<code>/names/<int:proposal_id>/removal")
@for_officers
def take_name_down(code: MunicipalityCode, proposal_id: int) -> AnyResponse | tuple[str, int]:
    officer, reason = current_account().address, request.form.get("reason", "")
    done = _("名前の掲示を止めました。")
    return _decide(code, proposal_id, lambda review: review.take_down(code, officer, proposal_id, reason), done)


def _decide(
    code: MunicipalityCode, proposal_id: int, act: Callable[[ReviewName], None], done: str
) -> AnyResponse | tuple[str, int]:
    try:
        act(current_platform().marketplace.auctions.review_name)
    except Invalid as error:
        return names_page(code, refused=proposal_id, error=sentence(error)), 422
    except Conflict as error:
        flash(sentence(error), "error")
    else:
        flash(done, "success")
    return redirect(url_for("console.show_names", code=code), 303)
