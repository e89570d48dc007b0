"""Whoever has the link opens a gift, with or without an account, and takes it with one.

The secret stands behind a `#`, which browsers do not send: the page posts it, and only its hash stays in the session.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from app.access import ON_SIGN_IN, current_account, per_person, requires_sign_in
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.gifts import blueprint
from app.viewer import viewer
from app.wiring import current_platform
from chain.errors import DomainError
from marketplace.errors import GiftUnknown
from marketplace.services.gifts.hand_over import hash_of
from wallet import Account

_KEY = "gift"
_HASH_LETTERS = 64
Page = str | tuple[str, int] | Response


@blueprint.get("/gift")
def ask_code() -> str:
    """The script of this page posts what stands behind the `#`; without it the code is typed."""
    return render_template("gifts/ask.html", error="")


@blueprint.post("/gift")
@limiter.limit("10 per minute; 60 per hour")
def open_code() -> Page:
    try:
        secret_hash = hash_of(request.form.get("code", "").strip())
        current_platform().marketplace.checkout.gifts.pages.opened(secret_hash)
    except GiftUnknown as refusal:
        return render_template("gifts/ask.html", error=sentence(refusal)), status_of(refusal)
    session[_KEY] = secret_hash.hex()
    return redirect(url_for("gifts.show_opened"), 303)


@blueprint.get("/gift/open")
@limiter.limit("60 per minute")
def show_opened() -> Page:
    return _page()


@blueprint.post("/gift/taking")
@limiter.limit("10 per minute", key_func=per_person)
@requires_sign_in
def take() -> Page:
    gifts = current_platform().marketplace.checkout.gifts
    try:
        gifts.hand_over.take(_opened_hash(), current_account().address)
    except DomainError as refusal:
        return _page(error=sentence(refusal), status=status_of(refusal))
    gifts.deliver.deliver_due()
    return redirect(url_for("gifts.show_opened"), 303)


def _page(*, error: str = "", status: int = 200) -> Page:
    try:
        view = current_platform().marketplace.checkout.gifts.pages.opened(_opened_hash())
    except GiftUnknown as refusal:
        return render_template("gifts/ask.html", error=error or sentence(refusal)), status_of(refusal)
    me = viewer()
    is_mine = me is not None and view.gift.taker == me.address
    is_own = me is not None and view.gift.giver == me.address
    is_fragment = request.headers.get("HX-Request") == "true"
    template = "gifts/_opened.html" if is_fragment else "gifts/opened.html"
    return render_template(template, view=view, gift=view.gift, is_mine=is_mine, is_own=is_own, error=error), status


def _opened_hash() -> bytes:
    """Raises: GiftUnknown when this browser has opened none."""
    kept = session.get(_KEY, "")
    if len(kept) != _HASH_LETTERS:
        raise GiftUnknown()
    return bytes.fromhex(kept)


def _keep_opened(carried: Mapping[str, Any], account: Account) -> None:
    """Who opened a gift and then signs in takes it there. A gift that a stranger planted harms nobody."""
    kept = carried.get(_KEY)
    if isinstance(kept, str) and len(kept) == _HASH_LETTERS:
        session[_KEY] = kept


ON_SIGN_IN.append(_keep_opened)
