"""Signing an admission on one's own phone: for holders who keep their own key."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence, status_of
from app.i18n import localized
from app.security import limiter
from app.signing import completes
from app.surfaces.tickets import blueprint
from app.surfaces.tickets.booking import whole
from app.surfaces.tickets.handing_on import Page, to_signature
from app.surfaces.tickets.own import ticket_page
from app.wiring import current_platform
from chain.errors import DomainError
from chain.ids import Address


@blueprint.post("/collection/tickets/<int:token_id>/admission")
@limiter.limit("20 per minute", key_func=per_person)
@requires_sign_in
def sign_admission(token_id: int) -> Page:
    me, market = current_account().address, current_platform().marketplace
    leg, count = request.form.get("leg", -1, type=int), whole(request.form.get("count", ""))
    try:
        asked = market.admission.sign_ahead.prepare(token_id, me, leg, count)
    except DomainError as error:
        return ticket_page(token_id, error=sentence(error), filled=dict(request.form)), status_of(error)
    ticket = market.tickets.pages.ticket(token_id, me)
    return to_signature(
        asked,
        ticket,
        count,
        words=[(_("使うところ"), localized(ticket.fare.typed_legs()[leg], "name"))],
        title=_("入場に署名します"),
        consequence=_("署名したあと、入口でコードが読み取られると使われます。読み取られなければ使われません。"),
        purpose="marketplace.ticket_admission",
    )


@completes("marketplace.ticket_admission")
def keep_signed(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().marketplace.admission.sign_ahead.complete(subject, signature)
