"""Posters of several shops in one file, for an officer who brings them along."""

from __future__ import annotations

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.posters import paper_size, poster_document
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_officers
from app.wiring import current_platform
from chain.ids import MunicipalityCode
from points.models import MerchantState
from points.queries.merchants import list_merchants

MOST_POSTERS = 300  # takes some seconds to draw


@blueprint.get("/console/<code>/merchants/posters.pdf")
@for_officers
def print_posters(code: MunicipalityCode) -> AnyResponse | Response:
    """`shop`: the chosen ones, else all that take points; `size`: a4 or a5."""
    wanted = set(request.args.getlist("shop", type=int))
    with current_platform().db.read() as session:
        shops = [one for one in list_merchants(session, code) if one.state is MerchantState.OPEN]
    chosen = [one for one in shops if one.id in wanted] if wanted else shops
    if not chosen:
        return _back(code, _("ポスターにできるお店がありません。"))
    if len(chosen) > MOST_POSTERS:
        return _back(code, _("一度に%(most)s店までです。お店を選んでください。", most=MOST_POSTERS))
    return poster_document(chosen, paper_size(request.args.get("size", "")))


def _back(code: MunicipalityCode, why: str) -> AnyResponse:
    flash(why, "error")
    return redirect(url_for("console.show_merchants", code=code), 303)
