"""Entering a draw with points."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, requires_sign_in
from app.errors import sentence, status_of
from app.i18n import localized, number, points
from app.surfaces.draws import blueprint
from app.surfaces.draws.showing import draw_page
from app.wiring import current_platform
from chain.errors import DomainError
from chain.units import Points
from points.queries.draws import find_draw
from points.services.draws.enter_draw import Entering


@blueprint.get("/draws/<int:draw_id>/entries/new")
@requires_sign_in
def sign_in_to_enter(draw_id: int) -> AnyResponse:
    """Where the sign-in page leads back to for a visitor who wants to enter."""
    return redirect(url_for("draws.show_draw", draw_id=draw_id), 303)


@blueprint.post("/draws/<int:draw_id>/entries")
@requires_sign_in
def enter_draw(draw_id: int) -> AnyResponse | tuple[str, int]:
    """Repeated with the same key it enters once."""
    platform, holder, form = current_platform(), current_account().address, request.form
    address = url_for("draws.show_draw", draw_id=draw_id)
    try:
        wanted = Entering(draw_id, holder, int(Points.parse(form.get("tickets", ""))), form.get("request_key", ""))
        payment_id = platform.points.enter_draw.enter(wanted)
    except DomainError as error:
        shown = draw_page(draw_id, tickets=form.get("tickets", ""), error=sentence(error))
        return shown, status_of(error)
    if platform.wallet.is_managed(holder):
        flash(_("応募を受け付けました。幸運をお祈りします。"), "success")
        return redirect(address, 303)
    return _to_signature(draw_id, payment_id, wanted.tickets)


def _to_signature(draw_id: int, payment_id: int, tickets: int) -> AnyResponse:
    """The payment of somebody who keeps the own key."""
    platform, holder = current_platform(), current_account().address
    with platform.db.read() as session:
        draw = find_draw(session, draw_id, platform.clock.now()).draw
    asked = platform.points.send_payment.to_sign(payment_id, holder)
    request_id = platform.wallet.request_signature(
        holder,
        asked.typed_data,
        words=[
            (_("抽選"), localized(draw, "title")),
            (_("口数"), _("%(count)s口", count=number(tickets))),
            (_("支払うポイント"), points(int(draw.price) * tickets)),
        ],
        title=_("抽選に応募します"),
        purpose="points.payment",
        subject=asked.subject,
        return_to=url_for("draws.show_draw", draw_id=draw_id),
    )
    return redirect(f"/sign/{request_id}", 303)
