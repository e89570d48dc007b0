"""Buying what a holder sells: a look at the price and where it goes, one signature, and how the sale stands."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.access import current_account, requires_sign_in
from app.errors import sentence, status_of
from app.i18n import yen
from app.security import limiter
from app.signing import completes
from app.surfaces.holding import blueprint
from app.surfaces.holding.pieces import Page, failure_words, services, sums_words, thing_words, to_signature, token_page
from app.wiring import current_platform
from chain.ids import Address
from chain.units import Yen
from marketplace.errors import AskUnavailable, YenShort
from marketplace.models import OfferState

_STEPS = {OfferState.PENDING: 3, OfferState.CONFIRMED: 4, OfferState.FINAL: 4}


@blueprint.get("/resales/<int:ask_id>")
@requires_sign_in
def review_resale(ask_id: int) -> Page:
    """What is bought and where the money goes. Writes nothing. Raises: AskUnknown."""
    buyer = current_account().address
    try:
        view = services().buy_resale.look(ask_id, buyer)
    except AskUnavailable as error:
        return render_template("holding/gone.html", words=sentence(error)), status_of(error)
    balance = current_platform().marketplace.pages.faucet(buyer).balance
    return render_template(
        "holding/review.html",
        view=view,
        ask=view.ask,
        collection=view.collection,
        rows=sums_words(view.collection, view.sums, _("売り手の受け取り")),
        balance=balance,
        missing=max(0, int(view.ask.price) - int(balance)),
    )


@blueprint.post("/resales/<int:ask_id>/purchases")
@limiter.limit("20 per minute")
@requires_sign_in
def buy_resale(ask_id: int) -> Page:
    """Raises: AskUnknown."""
    buyer = current_account().address
    try:
        view = services().buy_resale.look(ask_id, buyer)
        asked = services().buy_resale.prepare(ask_id, buyer)
    except YenShort:
        return redirect(url_for("holding.review_resale", ask_id=ask_id), 303)
    except AskUnavailable as error:
        return render_template("holding/gone.html", words=sentence(error)), status_of(error)
    return to_signature(
        asked,
        words=[*thing_words(view.holding), *sums_words(view.collection, view.sums, _("売り手の受け取り"))],
        title=_("お支払いに署名します"),
        consequence=_("署名すると%(total)sが支払われ、作品があなたのものになります。", total=yen(int(view.ask.price))),
        purpose="marketplace.resale",
        return_to=url_for("holding.show_offer", offer_id=asked.subject),
    )


@completes("marketplace.resale")
def pay_resale(subject: str, signature: bytes, signer: Address) -> None:
    services().buy_resale.complete(subject, signature)


@blueprint.get("/offers/<int:offer_id>")
@requires_sign_in
def show_offer(offer_id: int) -> str:
    """A purchase or an offer of one's own; for HTMX the part that changes. Raises: OfferUnknown."""
    view = services().pages.offer(offer_id, current_account().address)
    token = (view.offer.collection, view.offer.token_id)
    template = "holding/_offer.html" if request.headers.get("HX-Request") else "holding/offer.html"
    return render_template(
        template,
        view=view,
        offer=view.offer,
        collection=view.collection,
        state=str(view.state),
        step=_STEPS.get(view.state, 2),
        token_page=token_page(token),
        tx_hash="0x" + view.tx_hash.hex() if view.tx_hash else "",
        failure=failure_words(view.offer.error_name),
        price=Yen(view.offer.price),
    )
