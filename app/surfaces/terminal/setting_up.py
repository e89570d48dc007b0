"""The till's menu, what the manager sets, and the shop's own code on the screen."""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.errors import sentence, status_of
from app.posters import paper_size, poster_document
from app.qr import draw_qr
from app.surfaces.terminal import blueprint
from app.surfaces.terminal.person import has_just_signed_in, person_at_till, requires_manager, requires_till
from app.surfaces.terminal.shop import page, shop_of
from app.wiring import current_platform
from chain.errors import Invalid
from chain.units import Quantity
from points.queries.programs import ProgramName, program_names, programs_accepted
from points.services.till.set_up_till import till_settings


@blueprint.get("/terminal/<int:merchant_id>/menu")
@requires_till
def menu(merchant_id: int) -> str:
    may_manage = person_at_till(merchant_id).is_manager or has_just_signed_in()
    return page("terminal/menu.html", merchant_id, may_manage=may_manage)


@blueprint.get("/terminal/<int:merchant_id>/code")
@requires_till
def show_code(merchant_id: int) -> str:
    """The same code as on the poster."""
    url = current_platform().points.shop_codes.shop_pay_url(merchant_id)
    return page("terminal/code.html", merchant_id, url=url, qr=draw_qr(url))


@blueprint.get("/terminal/<int:merchant_id>/poster.pdf")
@requires_till
def print_poster(merchant_id: int) -> Response:
    """`size`: a4 or a5."""
    return poster_document([shop_of(merchant_id)], paper_size(request.args.get("size", "")))


@blueprint.get("/terminal/<int:merchant_id>/settings")
@requires_manager
def show_settings(merchant_id: int) -> str:
    with current_platform().db.read() as session:
        settings = till_settings(session, merchant_id)
    values = {"minutes": str(settings.refund_window_minutes), "program": str(settings.preferred_program or "")}
    return _page(merchant_id, values)


@blueprint.post("/terminal/<int:merchant_id>/settings")
@requires_manager
def change_settings(merchant_id: int) -> AnyResponse:
    form = request.form
    values = {"minutes": form.get("minutes", ""), "program": form.get("program", "")}
    try:
        minutes = int(Quantity.parse(values["minutes"]))
        # only what the page offers; anything else is "none"
        program = next((key for key in _programs(merchant_id) if str(key) == values["program"]), None)
        current_platform().points.set_up_till.set(merchant_id, refund_window_minutes=minutes, preferred_program=program)
    except Invalid as error:
        return make_response(_page(merchant_id, values, sentence(error)), status_of(error))
    flash(_("設定を変えました。"), "success")
    return redirect(url_for("terminal.show_settings", merchant_id=merchant_id), 303)


def _page(merchant_id: int, values: dict[str, str], error: str = "") -> str:
    return page("terminal/settings.html", merchant_id, values=values, error=error, programs=_programs(merchant_id))


def _programs(merchant_id: int) -> dict[int, ProgramName]:
    """What this shop takes."""
    platform = current_platform()
    with platform.db.read() as session:
        areas = platform.municipalities.areas_with(session, shop_of(merchant_id).municipality)
        return program_names(session, programs_accepted(session, areas))
