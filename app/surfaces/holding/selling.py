"""A holder puts a token on sale again, or takes it back."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import current_account, requires_sign_in
from app.errors import sentence, status_of
from app.i18n import yen
from app.security import limiter
from app.signing import completes
from app.surfaces.holding import blueprint
from app.surfaces.holding.pieces import Page, own_desk, services, sums_words, thing_words, to_signature, token_page
from chain.errors import DomainError
from chain.ids import Address
from chain.units import Yen
from marketplace.queries.holding.pages import TokenDesk

DAYS = (7, 30, 90)


@blueprint.get("/collection/<address>/<int:token_id>/sale")
@requires_sign_in
def new_sale(address: str, token_id: int) -> str:
    """Raises: TokenUnknown, NotYours."""
    return _form(own_desk(address, token_id), "", "30")


@blueprint.post("/collection/<address>/<int:token_id>/sale")
@limiter.limit("20 per minute")
@requires_sign_in
def create_sale(address: str, token_id: int) -> Page:
    """Raises: TokenUnknown, NotYours."""
    page, form = own_desk(address, token_id), request.form
    price_text, days = form.get("price", ""), form.get("days", 0, int)
    try:
        price = Yen.parse(price_text)
        asked = services().offer_for_resale.prepare(page.key, current_account().address, price, days)
    except DomainError as error:
        return _form(page, price_text, str(days), sentence(error)), status_of(error)
    holding, sums = services().pages.sums(page.key, price)
    period = ngettext("%(num)s日間", "%(num)s日間", days)
    return to_signature(
        asked,
        words=[
            *thing_words(holding),
            *sums_words(holding.collection, sums, _("あなたの受け取り")),
            (_("売り出す期間"), period),
        ],
        title=_("出品に署名します"),
        consequence=_(
            "この値段で買う人が現れると、作品がその人に移り、%(proceeds)sが届きます。", proceeds=yen(int(sums.proceeds))
        ),
        purpose="marketplace.ask",
        return_to=token_page(page.key),
    )


@completes("marketplace.ask")
def open_sale(subject: str, signature: bytes, signer: Address) -> None:
    services().offer_for_resale.complete(subject, signature)


@blueprint.post("/collection/<address>/<int:token_id>/sale/withdrawal")
@requires_sign_in
def withdraw_sale(address: str, token_id: int) -> Page:
    """Raises: TokenUnknown, NotYours."""
    page = own_desk(address, token_id)
    return to_signature(
        services().withdraw_asks.prepare(page.key, current_account().address),
        words=thing_words(page.holding),
        title=_("出品を取り下げる署名をします"),
        consequence=_("この作品について前に署名した出品は、すべて効き目がなくなります。"),
        purpose="marketplace.token_act",
        return_to=token_page(page.key),
    )


def _form(page: TokenDesk, price: str, days: str, error: str = "") -> str:
    _holding, sums = services().pages.sums(page.key, Yen(10_000))
    choices = [(str(count), ngettext("%(num)s日間", "%(num)s日間", count)) for count in DAYS]
    values = {"price": price, "days": days, "choices": choices, "error": error, "example": sums}
    return render_template("holding/sale.html", desk=page, collection=page.holding.collection, **values)
