"""Offers for what is not on sale: made and withdrawn by a buyer, accepted by the holder."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import current_account, requires_sign_in
from app.errors import sentence, status_of
from app.i18n import yen
from app.security import limiter
from app.signing import completes
from app.surfaces.holding import blueprint
from app.surfaces.holding.pieces import (
    Page,
    desk,
    people,
    services,
    sums_words,
    thing_words,
    to_signature,
    token_page,
)
from chain.errors import DomainError
from chain.ids import Address
from chain.units import Yen
from marketplace.errors import OfferUnavailable
from marketplace.queries.holding.pages import TokenDesk

DAYS = (3, 7, 14, 30)


@blueprint.get("/collection/<address>/<int:token_id>/offers/new")
@requires_sign_in
def new_offer(address: str, token_id: int) -> str:
    return _form(desk(address, token_id), "", "7")


@blueprint.post("/collection/<address>/<int:token_id>/offers")
@limiter.limit("20 per minute")
@requires_sign_in
def create_offer(address: str, token_id: int) -> Page:
    page, form = desk(address, token_id), request.form
    price_text, days = form.get("price", ""), form.get("days", 0, int)
    try:
        price = Yen.parse(price_text)
        asked = services().make_offer.prepare(page.key, current_account().address, price, days)
    except DomainError as error:
        return _form(page, price_text, str(days), sentence(error)), status_of(error)
    return to_signature(
        asked,
        words=[
            *thing_words(page.holding),
            (_("申し込む値段"), yen(int(price))),
            (_("待つ期間"), ngettext("%(num)s日間", "%(num)s日間", days)),
        ],
        title=_("買いたいという申し込みに署名します"),
        consequence=_(
            "持ち主が受けると%(price)sが支払われ、作品があなたのものになります。それまでお金は動きません。",
            price=yen(int(price)),
        ),
        purpose="marketplace.offer",
        return_to=url_for("holding.show_offer", offer_id=asked.subject),
    )


@completes("marketplace.offer")
def keep_offer(subject: str, signature: bytes, signer: Address) -> None:
    services().make_offer.complete(subject, signature)


@blueprint.post("/offers/<int:offer_id>/withdrawal")
@requires_sign_in
def withdraw_offer(offer_id: int) -> Page:
    """Raises: OfferUnknown."""
    me = current_account().address
    view = services().pages.offer(offer_id, me)
    try:
        asked = services().withdraw_offer.prepare(offer_id, me)
    except OfferUnavailable:  # answered meanwhile: its page says how
        return redirect(url_for("holding.show_offer", offer_id=offer_id), 303)
    return to_signature(
        asked,
        words=[*thing_words(view.holding), (_("申し込んだ値段"), yen(int(view.offer.price)))],
        title=_("申し込みを取り下げる署名をします"),
        consequence=_("前に署名した支払いの約束は、効き目がなくなります。"),
        purpose="marketplace.offer_withdrawal",
        return_to=url_for("holding.show_offer", offer_id=offer_id),
    )


@completes("marketplace.offer_withdrawal")
def take_offer_back(subject: str, signature: bytes, signer: Address) -> None:
    services().withdraw_offer.complete(subject, signature)


@blueprint.get("/offers/<int:offer_id>/acceptance")
@requires_sign_in
def review_acceptance(offer_id: int) -> Page:
    """For the holder: who offers what, and what is left of it. Raises: OfferUnknown, NotYours."""
    try:
        view = services().accept_offer.look(offer_id, current_account().address)
    except OfferUnavailable as error:
        return render_template("holding/gone.html", words=sentence(error)), status_of(error)
    return render_template(
        "holding/acceptance.html",
        view=view,
        offer=view.offer,
        collection=view.collection,
        buyer=people({view.offer.buyer})[view.offer.buyer],
        rows=sums_words(view.collection, view.sums, _("あなたの受け取り")),
        token_page=token_page((view.offer.collection, view.offer.token_id)),
    )


@blueprint.post("/offers/<int:offer_id>/acceptance")
@limiter.limit("20 per minute")
@requires_sign_in
def accept_offer(offer_id: int) -> Page:
    """Raises: OfferUnknown, NotYours."""
    me = current_account().address
    try:
        view = services().accept_offer.look(offer_id, me)
        asked = services().accept_offer.prepare(offer_id, me)
    except OfferUnavailable as error:
        return render_template("holding/gone.html", words=sentence(error)), status_of(error)
    return to_signature(
        asked,
        words=[*thing_words(view.holding), *sums_words(view.collection, view.sums, _("あなたの受け取り"))],
        title=_("この申し込みを受ける署名をします"),
        consequence=_("署名すると、作品は相手に移り、%(proceeds)sが届きます。", proceeds=yen(int(view.sums.proceeds))),
        purpose="marketplace.acceptance",
        return_to=token_page((view.offer.collection, view.offer.token_id)),
    )


@completes("marketplace.acceptance")
def sell_to_offer(subject: str, signature: bytes, signer: Address) -> None:
    services().accept_offer.complete(subject, signature)


def _form(page: TokenDesk, price: str, days: str, error: str = "") -> str:
    choices = [(str(count), ngettext("%(num)s日間", "%(num)s日間", count)) for count in DAYS]
    values = {"price": price, "days": days, "choices": choices, "error": error}
    return render_template("holding/offer_new.html", desk=page, collection=page.holding.collection, **values)
