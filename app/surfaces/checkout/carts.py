"""The cart: of a visitor in the session, of somebody signed in as rows; both become one at sign-in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import ON_SIGN_IN, signed_in_account
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.checkout import blueprint
from app.surfaces.checkout.words import booking_fields
from app.surfaces.tickets.words import slot_words
from app.wiring import current_platform
from chain.errors import DomainError
from chain.units import Yen
from marketplace.errors import CartRefused
from marketplace.models.checkout import MOST_LINES
from marketplace.services.checkout.fill_cart import Wish, checked, most_of
from wallet import Account

_KEY = "cart"
Page = str | tuple[str, int] | Response


@blueprint.get("/cart")
def show_cart() -> str:
    return cart_page()


@blueprint.post("/cart/lines")
@limiter.limit("60 per minute")
def put_line() -> Page:
    item, quantity = request.form.get("item", ""), request.form.get("quantity", 0, int)
    try:
        _put(item, quantity)
    except DomainError as refusal:
        return cart_page(error=sentence(refusal)), status_of(refusal)
    flash(_("カートに入れました。"), "success")
    return redirect(url_for("checkout.show_cart"), 303)


@blueprint.post("/cart/lines/<item>")
@limiter.limit("60 per minute")
def change_line(item: str) -> Page:
    """A new quantity; 0 takes it out. A price that changed meanwhile counts as seen."""
    quantity = request.form.get("quantity", -1, int)
    try:
        _change(item, quantity)
    except DomainError as refusal:
        return cart_page(error=sentence(refusal)), status_of(refusal)
    return redirect(url_for("checkout.show_cart"), 303)


def cart_page(error: str = "", refused: str = "") -> str:
    """`refused`: the item that stood in the way."""
    account = signed_in_account()
    page = current_platform().marketplace.checkout.pages.cart(wishes(), account.address if account else None)
    return render_template(
        "checkout/cart.html",
        cart=page,
        error=error,
        refused=refused,
        sentence=sentence,
        slot_words=slot_words,
        booking_fields=booking_fields,
    )


def wishes() -> list[Wish]:
    account = signed_in_account()
    if account is not None:
        return current_platform().marketplace.checkout.cart.lines(account.address)
    return _carried(session)


def _put(item: str, quantity: int) -> None:
    account, cart = signed_in_account(), current_platform().marketplace.checkout.cart
    if account is not None:
        cart.put(account.address, item, quantity)
        return
    price, lines = cart.price_of(item), _carried(session)
    known = next((line for line in lines if line.item == item), None)
    if known is None and len(lines) >= MOST_LINES:
        raise CartRefused("too_many_lines", MOST_LINES)
    total = min(most_of(item), checked(quantity) + (known.quantity if known else 0))
    _keep([line for line in lines if line.item != item] + [Wish(item, total, price)])


def _change(item: str, quantity: int) -> None:
    if quantity != 0:
        checked(quantity)
    account, cart = signed_in_account(), current_platform().marketplace.checkout.cart
    if account is not None:
        cart.change(account.address, item, quantity)
        return
    lines = _carried(session)
    if quantity == 0:
        _keep([line for line in lines if line.item != item])
        return
    price = cart.price_of(item)
    _keep([Wish(item, min(most_of(item), quantity), price) if line.item == item else line for line in lines])


def _keep(lines: list[Wish]) -> None:
    session[_KEY] = [[line.item, line.quantity, int(line.price_seen)] for line in lines]


def _carried(kept: Mapping[str, Any]) -> list[Wish]:
    return [Wish(str(item), int(quantity), Yen(int(price))) for item, quantity, price in kept.get(_KEY, [])]


def _merge(kept: Mapping[str, Any], account: Account) -> None:
    lines = _carried(kept)
    if lines:
        current_platform().marketplace.checkout.cart.merge(account.address, lines)


ON_SIGN_IN.append(_merge)
