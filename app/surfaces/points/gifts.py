"""Giving points to another person: whom and how much, a look at what goes, and how it stands."""

from __future__ import annotations

import secrets
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, requires_sign_in
from app.errors import sentence, status_of
from app.i18n import points
from app.qr import draw_qr
from app.security import limiter
from app.signing import completes
from app.surfaces.points import blueprint
from app.surfaces.points.sentences import gift_failure_words
from app.surfaces.points.words import masked_names
from app.wiring import current_platform
from chain.errors import DomainError
from chain.ids import Address
from chain.units import Points
from points.queries.balances import giveable_lots
from points.queries.gifts import GiftView, find_gift, recent_gifts
from points.services.give_points import GiftOrder


@blueprint.get("/points/gifts")
@requires_sign_in
def show_gifts() -> str:
    return _form(request.args.get("to", ""), "")


@blueprint.post("/points/gifts/preview")
@limiter.limit("20 per minute")
@requires_sign_in
def preview_gift() -> str | tuple[str, int]:
    """What goes, before it goes: the recipient's name is shown by its beginning only."""
    form = request.form
    to, amount_text = form.get("to", ""), form.get("amount", "")
    try:
        order = _order(to, amount_text, secrets.token_hex(16))
        plan = current_platform().points.give_points.plan(order)
    except DomainError as error:
        return _form(to, amount_text, sentence(error)), status_of(error)
    name = masked_names({order.recipient})[order.recipient]
    return render_template("points/gift_confirm.html", order=order, plan=plan, to=to, name=name)


@blueprint.post("/points/gifts")
@limiter.limit("10 per minute")
@requires_sign_in
def give() -> AnyResponse | tuple[str, int]:
    """Repeated with the same key it answers with the same gift."""
    form = request.form
    try:
        order = _order(form.get("to", ""), form.get("amount", ""), form.get("request_key", ""))
        gift_id = current_platform().points.give_points.give(order)
    except DomainError as error:
        return _form(form.get("to", ""), form.get("amount", ""), sentence(error)), status_of(error)
    return redirect(url_for("points.show_gift", gift_id=gift_id), 303)


@blueprint.get("/points/gifts/<int:gift_id>")
@requires_sign_in
def show_gift(gift_id: int) -> str:
    """The page, or for HTMX the part that changes."""
    gift, me = _gift(gift_id), current_account().address
    name = masked_names({gift.recipient, gift.sender})[gift.recipient if gift.sender == me else gift.sender]
    template = "points/_gift.html" if request.headers.get("HX-Request") else "points/gift.html"
    return render_template(template, gift=gift, name=name, is_mine=gift.sender == me, failure_words=gift_failure_words)


@blueprint.post("/points/gifts/<int:gift_id>/parts/<int:part_id>/signature")
@requires_sign_in
def sign_gift(gift_id: int, part_id: int) -> AnyResponse:
    """For givers whose key is in their own browser wallet: each lot is signed by itself.

    Raises: NotFound for anybody else's gift, SignatureRequestExpired.
    """
    platform, giver = current_platform(), current_account().address
    gift = _gift(gift_id)
    asked = platform.points.give_points.to_sign(part_id, giver)
    amount = next((part.amount for part in gift.parts if part.id == part_id), Points(0))
    request_id = platform.wallet.request_signature(
        giver,
        asked.typed_data,
        words=[
            (_("ゆずる相手"), masked_names({gift.recipient})[gift.recipient]),
            (_("ゆずるポイント"), points(amount)),
        ],
        title=_("ポイントをゆずる署名をします"),
        purpose="points.gift",
        subject=asked.subject,
        return_to=url_for("points.show_gift", gift_id=gift_id),
    )
    return redirect(f"/sign/{request_id}", 303)


@completes("points.gift")
def complete_gift(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().points.give_points.complete(subject, signature)


def _order(to: str, amount: str, key: str) -> GiftOrder:
    giver = current_account().address
    recipient = current_platform().points.give_points.find_recipient(giver, to)
    return GiftOrder(giver, recipient, Points.parse(amount), key)


def _gift(gift_id: int) -> GiftView:
    platform = current_platform()
    with platform.db.read() as session:
        return find_gift(session, gift_id, current_account().address, platform.clock.now())


def _form(to: str, amount: str, error: str = "") -> str:
    platform, me = current_platform(), current_account()
    with platform.db.read() as session:
        now = platform.clock.now()
        is_verified = platform.points.claim_entries.is_verified(session, me.address)
        lots = giveable_lots(session, me.address, now, is_verified=is_verified)
        available = sum((lot.amount for lot in lots), Points(0))
        gifts = recent_gifts(session, me.address, now)
    link = platform.settings.public_url + url_for("points.show_gifts", to=me.member_number)
    values: dict[str, Any] = {"to": to, "amount": amount, "error": error, "available": available, "gifts": gifts}
    names = masked_names({gift.recipient for gift in gifts})
    return render_template("points/gifts.html", account=me, qr=draw_qr(link), names=names, **values)
