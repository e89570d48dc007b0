"""The giver's pages: whether a gift was taken, its link with a card to print, and taking it back."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, requires_sign_in
from app.errors import sentence, status_of
from app.qr import draw_qr
from app.security import limiter
from app.surfaces.gifts import blueprint
from app.surfaces.gifts.words import STAGES
from app.wiring import current_platform
from marketplace.errors import GiftRefused

Page = str | tuple[str, int] | Response


@blueprint.get("/gifts")
@requires_sign_in
def list_gifts() -> str:
    me = current_account().address
    gifts = current_platform().marketplace.checkout.gifts.pages.of(me)
    given = [one for one in gifts if one.gift.giver == me]
    received = [one for one in gifts if one.gift.giver != me]
    return render_template("gifts/gifts.html", given=given, received=received, stages=STAGES)


@blueprint.get("/gifts/<int:gift_id>")
@requires_sign_in
def show_gift(gift_id: int) -> str:
    """The whole page, or for HTMX the part that changes."""
    return _page(gift_id, is_fragment=request.headers.get("HX-Request") == "true")


@blueprint.post("/gifts/<int:gift_id>/link")
@limiter.limit("20 per minute")
@requires_sign_in
def make_link(gift_id: int) -> Page:
    """The link stands in this answer alone: we keep only its hash, and layout pages are kept by no browser."""
    platform, me = current_platform(), current_account().address
    gifts = platform.marketplace.checkout.gifts
    try:
        secret = gifts.hand_over.make_link(gift_id, me)
    except GiftRefused as refusal:
        return _page(gift_id, error=sentence(refusal)), status_of(refusal)
    address = f"{platform.settings.public_url.rstrip('/')}{url_for('gifts.ask_code')}"
    link = f"{address}#{secret}"
    view = gifts.pages.own(gift_id, me)
    return render_template("gifts/link.html", view=view, link=link, address=address, code=secret, qr=draw_qr(link))


@blueprint.post("/gifts/<int:gift_id>/return")
@limiter.limit("20 per minute")
@requires_sign_in
def take_back(gift_id: int) -> Page:
    try:
        current_platform().marketplace.checkout.gifts.hand_over.take_back(gift_id, current_account().address)
    except GiftRefused as refusal:
        return _page(gift_id, error=sentence(refusal)), status_of(refusal)
    flash(_("贈り物を取り戻しました。数秒でマイコレクションに入ります。"), "success")
    return redirect(url_for("gifts.show_gift", gift_id=gift_id), 303)


def _page(gift_id: int, *, error: str = "", is_fragment: bool = False) -> str:
    view = current_platform().marketplace.checkout.gifts.pages.own(gift_id, current_account().address)
    template = "gifts/_gift.html" if is_fragment else "gifts/gift.html"
    return render_template(template, view=view, gift=view.gift, stages=STAGES, error=error)
