"""One's orders, the newest first."""

from __future__ import annotations

from flask import render_template

from app.access import current_account, requires_sign_in
from app.surfaces.checkout import blueprint
from app.surfaces.tickets.words import slot_words
from app.wiring import current_platform


@blueprint.get("/orders")
@requires_sign_in
def list_orders() -> str:
    past = current_platform().marketplace.checkout.pages.past(current_account().address)
    return render_template("checkout/orders.html", past=past, slot_words=slot_words)
