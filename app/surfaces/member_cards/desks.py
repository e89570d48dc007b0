"""The console's page of cards of one person: which series are open, who waits, who has one."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence
from app.i18n import localized
from app.signing import completes
from app.surfaces.console.office import for_officers, page, to_signature
from app.surfaces.member_cards import blueprint
from app.wiring import current_platform
from chain.errors import DomainError
from chain.ids import Address, MunicipalityCode


@blueprint.get("/console/<code>/member-cards")
@for_officers
def show_desks(code: MunicipalityCode) -> str:
    service = current_platform().marketplace.member_cards
    town_cards = service.pages.town(code)
    who = {one.applicant for one in town_cards.waiting} | {token.owner for _, token in town_cards.cards}
    who |= {act.actor for act in town_cards.rebound} | {act.other for act in town_cards.rebound}
    return page("member_cards/desks.html", code, cards=town_cards, names=service.people.names(who))


@blueprint.post("/console/<code>/member-cards/<int:number>/desk")
@for_officers
def open_desk(code: MunicipalityCode, number: int) -> Response:
    officer, way = current_account().address, request.form.get("way")
    try:
        desks = current_platform().marketplace.member_cards.keep_desk
        desks.open(code, officer, number, at_once=way == "at_once", for_residents=way == "residents")
    except DomainError as error:
        flash(sentence(error), "error")
    return _back(code)


@blueprint.post("/console/<code>/member-cards/<int:number>/desk/closing")
@for_officers
def close_desk(code: MunicipalityCode, number: int) -> Response:
    """Raises: NotFound."""
    current_platform().marketplace.member_cards.keep_desk.close(code, number)
    return _back(code)


@blueprint.post("/console/<code>/member-cards/applications/<int:application_id>/issue")
@for_officers
def issue_card(code: MunicipalityCode, application_id: int) -> Response:
    """Raises: NotFound."""
    service = current_platform().marketplace.member_cards
    application = service.pages.application(code, application_id)
    try:
        asked = service.issue_card.prepare(code, current_account().address, application_id)
    except DomainError as error:
        flash(sentence(error), "error")
        return _back(code)
    name = service.people.names({application.applicant}).get(application.applicant, application.applicant)
    return to_signature(
        asked.typed_data,
        title=_("カードを発行します"),
        words=[(_("カード"), localized(application.desk.collection, "name")), (_("受け取る人"), name)],
        consequence=_("カードはこの人だけのものになり、ほかの人へ移すことはできません。"),
        purpose="marketplace.member_card",
        subject=asked.subject,
        return_to=url_for("member_cards.show_desks", code=code),
    )


@completes("marketplace.member_card")
def send_issue(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().marketplace.member_cards.issue_card.complete(subject, signature)


@blueprint.post("/console/<code>/member-cards/applications/<int:application_id>/refusal")
@for_officers
def refuse_card(code: MunicipalityCode, application_id: int) -> Response:
    """Raises: NotFound."""
    reason = request.form.get("reason", "")
    service = current_platform().marketplace.member_cards.issue_card
    try:
        service.refuse(code, current_account().address, application_id, reason)
    except DomainError as error:
        flash(sentence(error), "error")
    return _back(code)


def _back(code: MunicipalityCode) -> Response:
    return redirect(url_for("member_cards.show_desks", code=code), 303)
