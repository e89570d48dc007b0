"""The page of the door, what a scanned code is good for, and letting in."""

from __future__ import annotations

import secrets

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from app.surfaces.terminal import blueprint
from app.surfaces.terminal.admission.answering import answer, refused
from app.surfaces.terminal.admission.day import day_of
from app.surfaces.terminal.admission.door import Welcome, door_of, is_right, let_in
from app.surfaces.terminal.admission.perks import show_member
from app.surfaces.terminal.person import requires_till
from app.surfaces.terminal.shop import page
from app.wiring import current_platform
from chain.errors import DomainError
from marketplace.services.admission.door import Scan


@blueprint.get("/terminal/<int:merchant_id>/admission")
@requires_till
def show_door(merchant_id: int) -> str:
    """Every look begins a new scan with a nonce of its own."""
    return page("terminal/admission/door.html", merchant_id, nonce=secrets.token_hex(16), **day_of(merchant_id))


@blueprint.post("/terminal/<int:merchant_id>/admission/looks")
@requires_till
def look_at_code(merchant_id: int) -> AnyResponse:
    """What is certain is done at once; where there is a choice, the door chooses."""
    scan, door = _scan(), door_of(merchant_id)
    if is_right(scan.code):
        is_member = current_platform().marketplace.admission.use_perk.is_member_card(scan.code)
        return show_member(merchant_id, scan) if is_member else _let_in(merchant_id, scan)
    try:
        found = current_platform().marketplace.admission.admit_ticket.look(door, scan.code)
    except DomainError as error:
        # A scan that was taken and whose answer was lost is no second use: it says again what it said.
        return _known(merchant_id, scan) or refused(merchant_id, error)
    open_legs = [(number, leg, left) for number, leg, left in found.legs if left]
    if len(open_legs) == 1 and open_legs[0][2] == 1:
        return _let_in(merchant_id, scan, open_legs[0][0])
    return answer("terminal/admission/_choice.html", merchant_id, found=found, legs=open_legs, scan=scan)


@blueprint.post("/terminal/<int:merchant_id>/admission/admissions")
@requires_till
def admit(merchant_id: int) -> AnyResponse:
    """Repeated with the same nonce it answers the same."""
    form = request.form
    count = form.get("count", 1, type=int)
    return _let_in(merchant_id, _scan(), form.get("leg", 0, type=int), count)


def _scan() -> Scan:
    return Scan(request.form.get("code", "").strip(), request.form.get("nonce", ""))


def _let_in(merchant_id: int, scan: Scan, leg: int = 0, count: int = 1) -> AnyResponse:
    try:
        welcome = let_in(door_of(merchant_id), scan, leg, count)
    except DomainError as error:
        return refused(merchant_id, error)
    return _welcome(merchant_id, welcome)


def _known(merchant_id: int, scan: Scan) -> AnyResponse | None:
    admission = current_platform().marketplace.admission.admit_ticket
    if not admission.is_known(merchant_id, scan):
        return None
    return _let_in(merchant_id, scan)


def _welcome(merchant_id: int, welcome: Welcome) -> AnyResponse:
    """With the day's number, which is one more now."""
    return answer("terminal/admission/_welcome.html", merchant_id, 200, welcome=welcome, **day_of(merchant_id))
