"""Buying points of a town (チャージ): which programs are sold, how long they last, and an amount for the cart."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, requires_sign_in
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.checkout import blueprint
from app.wiring import current_platform
from chain.errors import DomainError
from chain.units import Points, Yen
from marketplace.models.checkout import ChargeItem, charge_item
from points.errors import ChargeRefused

Page = str | tuple[str, int] | Response


@blueprint.get("/charge")
def show_charges() -> str:
    return _page()


@blueprint.post("/charge")
@limiter.limit("60 per minute")
@requires_sign_in
def put_charge() -> Page:
    """Into the cart; nothing is paid yet."""
    me, cart = current_account().address, current_platform().marketplace.checkout.cart
    program, typed = request.form.get("program", 0, int), request.form.get("amount", "")
    try:
        amount = Yen(int(Points.parse(typed)))
        cart.check_charge(me, program, amount)
        cart.put(me, charge_item(ChargeItem(program, int(amount))), 1)
    except DomainError as refusal:
        unverified = program if isinstance(refusal, ChargeRefused) and refusal.reason == "not_verified" else 0
        return _page({program: typed}, {program: sentence(refusal)}, unverified), status_of(refusal)
    flash(_("カートに入れました。"), "success")
    return redirect(url_for("checkout.show_cart"), 303)


def _page(typed: dict[int, str] | None = None, errors: dict[int, str] | None = None, unverified: int = 0) -> str:
    """`unverified`: the program that asks for an identity check."""
    platform = current_platform()
    offers = platform.marketplace.checkout.cart.offers()
    with platform.db.read() as session:
        towns = platform.municipalities.by_code(session, {one.municipality for one in offers})
    return render_template(
        "checkout/charge.html",
        offers=offers,
        towns=towns,
        typed=typed or {},
        errors=errors or {},
        unverified=unverified,
    )
