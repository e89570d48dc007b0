"""The split as somebody types it: what each payee gets of the price, or what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template

from app.access import per_person
from app.errors import sentence
from app.i18n import localized
from app.security import limiter
from app.surfaces.selling.desk import Answer, Desk, desk_route, selling
from app.surfaces.selling.form import OfferForm
from chain.errors import Invalid
from chain.units import Yen
from marketplace.models.selling.splitting import percent_words, preview, read_parts
from marketplace.models.selling.terms import read_price


@dataclass(frozen=True, slots=True)
class SplitPreview:
    """`rows`: (payee, percent, yen). Without a readable price the yen are of 10,000."""

    rows: list[tuple[str, str, Yen]]
    price: Yen
    has_price: bool
    refused: str

    @property
    def total(self) -> Yen:
        return Yen(sum(int(amount) for _, _, amount in self.rows))


def preview_of(desk: Desk, form: OfferForm) -> SplitPreview:
    payees = {payee.key: localized(payee, "name") for payee in desk.payees()}
    try:
        price, has_price = read_price(form.values.get("price", "")), True
    except Invalid:
        price, has_price = Yen(10_000), False
    try:
        divided = preview(price, read_parts(form.shares, list(payees)))
    except Invalid as error:
        return SplitPreview([], price, has_price, sentence(error))
    rows = [(payees[part.payee], percent_words(part.basis_points), amount) for part, amount in divided]
    return SplitPreview(rows, price, has_price, "")


@desk_route("/offers/<int:offer_id>/split", "POST")
@limiter.limit("120 per minute", key_func=per_person)
def preview_split(desk: Desk, offer_id: int) -> Answer:
    """A fragment. Nothing is saved."""
    offer = selling().pages.offer(desk.seller, offer_id).offer
    return render_template("selling/_split.html", split=preview_of(desk, OfferForm.sent(offer.kind)))
