"""The split of an offer as somebody types it: what each payee gets of the price, or what is wrong with it."""

from __future__ import annotations

from flask import render_template

from app.access import per_person
from app.i18n import localized
from app.security import limiter
from app.surfaces.marketplace.split_preview import SplitPreview, split_preview
from app.surfaces.selling.desk import Answer, Desk, desk_route, selling
from app.surfaces.selling.form import OfferForm


def preview_of(desk: Desk, form: OfferForm) -> SplitPreview:
    payees = {payee.key: localized(payee, "name") for payee in desk.payees()}
    return split_preview(payees, form.values.get("price", ""), form.shares)


@desk_route("/offers/<int:offer_id>/split", "POST")
@limiter.limit("120 per minute", key_func=per_person)
def preview_split(desk: Desk, offer_id: int) -> Answer:
    """A fragment. Nothing is saved."""
    offer = selling().pages.offer(desk.seller, offer_id).offer
    return render_template("selling/_split.html", split=preview_of(desk, OfferForm.sent(offer.kind)))
