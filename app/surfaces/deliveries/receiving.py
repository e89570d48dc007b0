"""The holder says that a delivery has arrived, or that it has not."""

from __future__ import annotations

from flask import flash, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.security import limiter
from app.surfaces.deliveries import blueprint
from app.surfaces.deliveries.pieces import services
from app.surfaces.holding.pieces import token_page
from marketplace.models.deliveries.rows import DeliveryState


@blueprint.post("/deliveries/<int:delivery_id>/arrival")
@requires_sign_in
def confirm_arrival(delivery_id: int) -> Response:
    """Raises: DeliveryUnknown."""
    flash(_("届いたことを売り手に伝えました。"), "success")
    return _said(delivery_id, DeliveryState.ARRIVED)


@blueprint.post("/deliveries/<int:delivery_id>/loss")
@limiter.limit("10 per minute", key_func=per_person)
@requires_sign_in
def report_loss(delivery_id: int) -> Response:
    """Raises: DeliveryUnknown, DeliveryClosed."""
    flash(_("届いていないことを売り手に伝えました。調べているあいだ、お届け先は消えません。"), "success")
    return _said(delivery_id, DeliveryState.MISSING)


def _said(delivery_id: int, state: DeliveryState) -> Response:
    key = services().serve.say(delivery_id, current_account().address, state)
    return redirect(token_page(key) + "#served", 303)
