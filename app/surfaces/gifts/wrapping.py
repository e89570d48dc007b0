"""At the checkout: a purchase becomes a gift, before it is signed."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from app.access import current_account, requires_sign_in
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.checkout.paying import checkout_page
from app.surfaces.gifts import blueprint
from app.wiring import current_platform
from chain.errors import DomainError, NotFound
from marketplace.services.gifts.wrap_gift import GiftWords

Page = str | tuple[str, int] | Response


@blueprint.post("/checkouts/<int:checkout_id>/gifts/<int:order_id>")
@limiter.limit("30 per minute")
@requires_sign_in
def wrap(checkout_id: int, order_id: int) -> Page:
    fields = (f"{name}_{order_id}" for name in ("recipient_name", "giver_name", "message"))
    words = GiftWords(*(request.form.get(name, "") for name in fields))
    try:
        wrapping = current_platform().marketplace.checkout.gifts.wrap
        wrapping.wrap(checkout_id, order_id, current_account().address, words)
    except NotFound:
        raise
    except DomainError as refusal:
        page = checkout_page(checkout_id, error=sentence(refusal), gift_typed={order_id: words})
        return page, status_of(refusal)
    return redirect(url_for("checkout.show", checkout_id=checkout_id), 303)


@blueprint.post("/checkouts/<int:checkout_id>/gifts/<int:order_id>/removal")
@limiter.limit("30 per minute")
@requires_sign_in
def unwrap(checkout_id: int, order_id: int) -> Page:
    try:
        wrapping = current_platform().marketplace.checkout.gifts.wrap
        wrapping.unwrap(checkout_id, order_id, current_account().address)
    except NotFound:
        raise
    except DomainError as refusal:
        return checkout_page(checkout_id, error=sentence(refusal)), status_of(refusal)
    return redirect(url_for("checkout.show", checkout_id=checkout_id), 303)
