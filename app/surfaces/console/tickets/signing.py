"""The officer's signatures about a service, one after another, each shown in plain words."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, per_person
from app.errors import sentence
from app.security import limiter
from app.signing import completes
from app.surfaces.console import blueprint
from app.surfaces.console.office import ask_to_sign, for_officers
from app.surfaces.console.tickets.words import consequence_of, rows_of, title_of
from app.wiring import current_platform
from chain.errors import Conflict
from chain.ids import Address, MunicipalityCode
from marketplace.models.tickets.errors import ActUnknown
from marketplace.queries.tickets.desk import ActLine, ServiceDesk


@blueprint.post("/console/<code>/tickets/<int:number>/signature")
@limiter.limit("60 per minute", key_func=per_person)
@for_officers
def sign_next(code: MunicipalityCode, number: int) -> AnyResponse:
    desk = current_platform().marketplace.tickets.pages.desk(code, number)
    if desk.next_act is None:
        return to_desk(code, number)
    return ask_signature(code, desk, desk.next_act)


@blueprint.post("/console/<code>/tickets/<int:number>/acts/<int:act_id>/withdrawal")
@for_officers
def withdraw_act(code: MunicipalityCode, number: int, act_id: int) -> AnyResponse:
    """What was asked for by mistake and is not signed."""
    try:
        current_platform().marketplace.tickets.write.withdraw(code, number, act_id)
        flash(_("署名の依頼を取り下げました。"), "success")
    except Conflict as error:
        flash(sentence(error), "error")
    return to_desk(code, number)


@completes("marketplace.ticket_act")
def publish_act(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().marketplace.tickets.publish.complete(subject, signature)


def sign_act(code: MunicipalityCode, number: int, act_id: int) -> AnyResponse:
    """Straight to the signature of one act. Raises: ActUnknown."""
    desk = current_platform().marketplace.tickets.pages.desk(code, number)
    line = next((one for one in desk.lines if one.act.id == act_id), None)
    if line is None:
        raise ActUnknown(act_id)
    return ask_signature(code, desk, line)


def ask_signature(code: MunicipalityCode, desk: ServiceDesk, line: ActLine) -> AnyResponse:
    officer = current_account().address
    return ask_to_sign(
        lambda: current_platform().marketplace.tickets.publish.prepare(code, line.act.id, officer),
        lambda: rows_of(desk, line),
        back=url_for("console.show_desk", code=code, number=desk.service.number),
        title=title_of(line),
        purpose="marketplace.ticket_act",
        consequence=consequence_of(line),
    )


def to_desk(code: MunicipalityCode, number: int) -> AnyResponse:
    return redirect(url_for("console.show_desk", code=code, number=number), 303)
