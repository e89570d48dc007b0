"""Offers of a desk: all of them, one, and writing one. What is typed is kept, right or wrong."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request
from flask_babel import gettext as _

from app.access import current_account, per_person
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.marketplace.audience_form import audience_choices, audience_sentence
from app.surfaces.marketplace.words import rows_of
from app.surfaces.selling import form as words
from app.surfaces.selling.artist import look_up_artist
from app.surfaces.selling.desk import Answer, Desk, desk_route, selling
from app.surfaces.selling.form import OfferForm, first_shares, first_words
from app.surfaces.selling.looks import choices, take_upload
from app.surfaces.selling.splitting import preview_of
from app.surfaces.selling.words import other_desks
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from marketplace.errors import StoreUnavailable, TownUnknown
from marketplace.models import Kind
from marketplace.models.selling import Offer
from marketplace.models.selling.own_fields import OWN_FIELDS
from marketplace.models.shares import amounts
from marketplace.queries.selling.offers import OfferPage, OfferStage


@desk_route("")
def list_offers(desk: Desk) -> Answer:
    """What waits for the curator stands first at the town's desk."""
    found = selling().pages.offers(desk.seller)
    offers = sorted(found, key=lambda view: view.stage is not OfferStage.IN_REVIEW) if desk.is_curator else found
    return desk.page("selling/offers.html", offers=offers, is_town_known=_is_town_known(desk))


@desk_route("/new")
def new_offer(desk: Desk) -> Answer:
    others = other_desks(desk.code) if desk.is_curator else []
    return desk.page("selling/new.html", kinds=list(OWN_FIELDS), is_town_known=_is_town_known(desk), others=others)


@desk_route("/offers", "POST")
def begin_offer(desk: Desk) -> Answer:
    """Raises: Invalid (kind, not_sold), TownUnknown."""
    kind, town = _kind(request.form.get("kind", "")), current_platform().marketplace.artwork.pages.town(desk.code)
    typed, by = first_words(town, kind), current_account().address
    offer_id = selling().write.begin(desk.seller, by, kind, typed, first_shares(desk))
    return redirect(desk.address("edit_offer", offer_id=offer_id), 303)


@desk_route("/offers/<int:offer_id>")
def show_offer(desk: Desk, offer_id: int) -> Answer:
    page = selling().pages.offer(desk.seller, offer_id)
    return desk.page("selling/offer.html", **_shown(desk, page))


@desk_route("/offers/<int:offer_id>/edit")
def edit_offer(desk: Desk, offer_id: int) -> Answer:
    offer = selling().pages.offer(desk.seller, offer_id).offer
    if not offer.state.is_sellers_turn:
        return redirect(desk.address("show_offer", offer_id=offer_id), 303)
    return _editor(desk, offer, OfferForm.of(offer))


@desk_route("/offers/<int:offer_id>", "POST")
def save_offer(desk: Desk, offer_id: int) -> Answer:
    """Kept first, looked through second."""
    offer = selling().pages.offer(desk.seller, offer_id).offer
    form = OfferForm.sent(offer.kind)
    look_up_artist(form)
    try:
        take_upload(desk, form)
    except (Invalid, StoreUnavailable) as error:
        form.errors["upload"] = sentence(error)
    try:
        _keep(desk, offer, form)
    except Conflict as error:
        form.errors["offer"] = sentence(error)
        return _editor(desk, offer, form), status_of(error)
    form.read(desk, offer.kind)
    if form.errors:
        return _editor(desk, offer, form), 422
    flash(_("下書きを保存しました。"), "success")
    return redirect(desk.address("show_offer", offer_id=offer_id), 303)


@desk_route("/offers/<int:offer_id>/draft", "POST")
@limiter.limit("120 per minute", key_func=per_person)
def keep_draft(desk: Desk, offer_id: int) -> Answer:
    """A fragment: saved, or why not. Called while somebody types."""
    offer = selling().pages.offer(desk.seller, offer_id).offer
    form, refused = OfferForm.sent(offer.kind), ""
    try:
        _keep(desk, offer, form)
    except Conflict as error:
        refused = sentence(error)
    now = current_platform().clock.now()
    return render_template("selling/_kept.html", form=form, refused=refused, now=now, is_answer=True)


def _keep(desk: Desk, offer: Offer, form: OfferForm) -> None:
    by = current_account().address
    form.revision = selling().write.save(desk.seller, by, offer.id, form.values, form.shares, form.revision)


def _editor(desk: Desk, offer: Offer, form: OfferForm) -> str:
    return desk.page(
        "selling/form.html", offer=offer, form=form, words=words, payees=desk.payees(), choices=choices(desk, form),
        split=preview_of(desk, form), refused="", now=None, audience=audience_choices(desk.code),
    )  # fmt: skip


def _shown(desk: Desk, page: OfferPage) -> dict[str, object]:
    form = OfferForm.of(page.offer)
    names = current_platform().points.directory.names({entry.by for entry in page.entries}) if desk.is_curator else {}
    sale, reading = page.view.sale, form.read(desk, page.offer.kind)
    return {
        "page": page,
        "offer": page.offer,
        "view": page.view,
        "form": form,
        "form_words": words,
        "reading": reading,
        "detail_rows": rows_of(reading.terms.detail) if reading.terms else [],
        "split": preview_of(desk, form),
        "sold_shares": amounts(sale.listing.price, sale.listing.typed_shares()) if sale else [],
        "names": names,
        "audience_words": audience_sentence(reading.terms.eligibility, desk.code) if reading.terms else "",
        "payees": {payee.key: payee for payee in desk.payees()},
    }


def _is_town_known(desk: Desk) -> bool:
    try:
        current_platform().marketplace.artwork.pages.town(desk.code)
    except TownUnknown:
        return False
    return True


def _kind(text: str) -> Kind:
    if text not in set(Kind):
        abort(400)
    return Kind(text)
