"""A member card at the shop's scanner: what this shop gives for it, and that it was given."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.i18n import localized, number
from app.surfaces.terminal import blueprint
from app.surfaces.terminal.admission.answering import answer, refused
from app.surfaces.terminal.admission.day import day_of
from app.surfaces.terminal.admission.door import door_of
from app.surfaces.terminal.person import requires_till
from app.wiring import current_platform
from chain.errors import DomainError
from marketplace.services.admission.door import Scan

_MOST = 1_000


def show_member(merchant_id: int, scan: Scan) -> AnyResponse:
    """The card was scanned: nothing is counted yet, the shop presses what it gives."""
    try:
        found = current_platform().marketplace.admission.use_perk.look(door_of(merchant_id), scan.code)
    except DomainError as error:
        return refused(merchant_id, error, _("特典をお渡しできません"))
    return answer("terminal/admission/_member.html", merchant_id, found=found, scan=scan)


@blueprint.post("/terminal/<int:merchant_id>/admission/perks")
@requires_till
def give_perk(merchant_id: int) -> AnyResponse:
    """Repeated with the same nonce it is counted once."""
    form = request.form
    scan = Scan(form.get("code", "").strip(), form.get("nonce", ""))
    perk = min(max(form.get("perk", -1, type=int), -1), _MOST)
    try:
        given = current_platform().marketplace.admission.use_perk.give(door_of(merchant_id), scan, perk)
    except DomainError as error:
        return refused(merchant_id, error, _("特典をお渡しできません"))
    serial = _("通し番号 %(serial)s", serial=number(given.token_id))
    card = f"{localized(given.collection, 'name')} {serial}"
    return answer("terminal/admission/_given.html", merchant_id, 200, given=given, card=card, **day_of(merchant_id))
