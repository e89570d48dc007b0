"""Giving tickets to somebody else, and giving them back."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence, status_of
from app.i18n import localized, yen
from app.security import limiter
from app.signing import completes
from app.surfaces.tickets import blueprint
from app.surfaces.tickets.booking import whole
from app.surfaces.tickets.own import ticket_page
from app.surfaces.tickets.words import slot_words
from app.wiring import current_platform
from chain.errors import DomainError
from chain.ids import Address
from marketplace.queries.tickets.holdings import TicketView
from marketplace.signing import ToSign

Page = str | tuple[str, int] | Response


@blueprint.post("/collection/tickets/<int:token_id>/return")
@limiter.limit("20 per minute", key_func=per_person)
@requires_sign_in
def return_tickets(token_id: int) -> Page:
    me, quantity = current_account().address, whole(request.form.get("quantity", ""))
    platform = current_platform()
    try:
        asked = platform.marketplace.tickets.hand_on.prepare_return(token_id, me, quantity)
    except DomainError as error:
        return ticket_page(token_id, error=sentence(error), filled=dict(request.form)), status_of(error)
    ticket = platform.marketplace.tickets.pages.ticket(token_id, me)
    refund = ticket.refund(platform.clock.now()) * quantity
    return to_signature(
        asked,
        ticket,
        quantity,
        words=[(_("戻る金額"), yen(refund))],
        title=_("返金に署名します"),
        consequence=_("署名するとチケットはなくなり、%(amount)sが戻ります。取り消せません。", amount=yen(refund)),
    )


@blueprint.post("/collection/tickets/<int:token_id>/gift")
@limiter.limit("10 per minute", key_func=per_person)
@requires_sign_in
def give_tickets(token_id: int) -> Page:
    me, quantity, to = current_account().address, whole(request.form.get("quantity", "")), request.form.get("to", "")
    platform = current_platform()
    people = platform.marketplace.holding.people
    try:
        receiver = platform.marketplace.holding.give_token.find(to, me)
        asked = platform.marketplace.tickets.hand_on.prepare_gift(token_id, me, receiver, quantity)
    except DomainError as error:
        return ticket_page(token_id, error=sentence(error), filled=dict(request.form)), status_of(error)
    return to_signature(
        asked,
        platform.marketplace.tickets.pages.ticket(token_id, me),
        quantity,
        words=[(_("ゆずる相手"), people.names([receiver]).get(receiver, to))],
        title=_("チケットをゆずる署名をします"),
        consequence=_("署名すると、チケットは相手のものになります。取り戻すことはできません。"),
    )


@completes("marketplace.ticket_holder_act")
def hand_on(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().marketplace.tickets.hand_on.complete(subject, signature)


def to_signature(
    asked: ToSign,
    ticket: TicketView,
    quantity: int,
    *,
    words: list[tuple[str, str]],
    title: str,
    consequence: str,
    purpose: str = "marketplace.ticket_holder_act",
) -> Response:
    request_id = current_platform().wallet.request_signature(
        current_account().address,
        asked.typed_data,
        words=[
            (_("チケット"), f"{localized(ticket.service, 'name')} {localized(ticket.fare, 'name')}"),
            (_("日時"), slot_words(ticket.service, ticket.slot)),
            (_("枚数"), ngettext("%(num)s枚", "%(num)s枚", quantity)),
            *words,
        ],
        title=title,
        consequence=consequence,
        purpose=purpose,
        subject=asked.subject,
        return_to=url_for("tickets.list_tickets"),
    )
    return redirect(f"/sign/{request_id}", 303)
