"""Takings of a service: per slot what waits and what was paid out, per payee, and each line as CSV."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import per_person
from app.downloads import sheet
from app.i18n import localized
from app.security import limiter
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_officers, page
from app.surfaces.tickets.sentences import ticket_failure
from app.surfaces.tickets.words import slot_words
from app.wiring import current_platform
from chain.errors import NotFound
from chain.ids import Address, MunicipalityCode
from marketplace.models.tickets.services import TicketService
from marketplace.queries.tickets.desk import ServiceDesk
from marketplace.queries.tickets.takings import TakingsLine, by_payee


@blueprint.get("/console/<code>/tickets/<int:number>/takings")
@for_officers
def show_ticket_takings(code: MunicipalityCode, number: int) -> str:
    pages = current_platform().marketplace.tickets.pages
    desk = pages.desk(code, number)
    lines = pages.takings(number)
    labels = _labels(desk)
    return page(
        "console/tickets/takings.html",
        code,
        service=desk.service,
        lines=lines,
        refused=[(line, ticket_failure(line.refused.error_name)) for line in lines if line.refused],
        when={line.slot: slot_words(desk.service, line.slot_view) for line in lines},
        payees=[(labels.get(payee, str(payee)), amount) for payee, amount in by_payee(lines).items()],
        total={name: sum(getattr(line, name) for line in lines) for name in ("taken", "refunded", "paid", "held")},
    )


@blueprint.post("/console/<code>/tickets/<int:number>/takings/<int:token_id>/payout")
@limiter.limit("20 per minute", key_func=per_person)
@for_officers
def ask_payout_again(code: MunicipalityCode, number: int, token_id: int) -> AnyResponse:
    """A payout that the chain refused, before its next turn. Raises: NotFound."""
    tickets = current_platform().marketplace.tickets
    tickets.pages.desk(code, number)
    if not any(line.refused and line.refused.token_id == token_id for line in tickets.pages.takings(number)):
        raise NotFound("payout", token_id)
    tickets.pay_takings.ask_again(token_id)
    flash(_("もう一度支払います。数十秒お待ちください。"), "success")
    return redirect(url_for("console.show_ticket_takings", code=code, number=number), 303)


@blueprint.get("/console/<code>/tickets/<int:number>/takings.csv")
@for_officers
def download_ticket_takings(code: MunicipalityCode, number: int) -> Response:
    pages = current_platform().marketplace.tickets.pages
    desk = pages.desk(code, number)
    heading = (
        _("日時"), _("料金"), _("売れた枚数"), _("返された枚数"), _("受け取った額（円）"), _("返した額（円）"),
        _("支払い済み（円）"), _("支払い待ち（円）"), _("受け取り先"), _("受け取り先の口座"), _("支払った額（円）"),
    )  # fmt: skip
    rows = list(_rows(desk.service, pages.takings(number), _labels(desk)))
    return sheet(f"tickets-{number}.csv", heading, rows)


def _rows(service: TicketService, lines: list[TakingsLine], labels: dict[Address, str]) -> Iterator[tuple[object, ...]]:
    """One line a payee; one without a payee where nothing is paid out yet."""
    for line in lines:
        sums = (
            slot_words(service, line.slot_view), localized(line.fare, "name"), line.booked, line.returned, line.taken,
            line.refunded, line.paid, line.held,
        )  # fmt: skip
        for payee, amount in line.shares.items() or [("", 0)]:
            yield (*sums, labels.get(Address(payee), "") if payee else "", str(payee), amount)


def _labels(desk: ServiceDesk) -> dict[Address, str]:
    return {share.payee: localized(share, "label") for one in desk.view.fares for share in one.fare.typed_shares()}
