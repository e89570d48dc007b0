"""The town's counter for families (窓口): an adult without a phone agrees here, on a paper that an officer sees."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.errors import sentence
from app.surfaces.console.office import for_officers, page
from app.surfaces.family import blueprint
from app.surfaces.family.words import ENDED_BY, RELATIONS, STATES
from app.wiring import current_platform
from chain.errors import Invalid
from chain.ids import MunicipalityCode
from wallet.errors import FamilyRefused


@blueprint.get("/console/<code>/families")
@for_officers
def show_requests(code: MunicipalityCode) -> str:
    wallet = current_platform().wallet
    bonds = wallet.families.directory.of_town(code)
    accounts = wallet.find_account.by_addresses({address for one in bonds for address in (one.guardian, one.ward)})
    return page(
        "family/counter.html", code, bonds=bonds, accounts=accounts, relations=RELATIONS, states=STATES,
        ended_by=ENDED_BY,
    )  # fmt: skip


@blueprint.post("/console/<code>/families/<int:bond_id>/approval")
@for_officers
def approve(code: MunicipalityCode, bond_id: int) -> AnyResponse:
    """Raises: NotFound, also for another town's."""
    if "has_seen_paper" not in request.form:
        flash(_("書類を確かめてから、「確かめました」に印をつけてください。"), "error")
        return _back(code)
    try:
        current_platform().wallet.families.confirm.approve(code, current_account().address, bond_id)
        flash(_("認めました。申し込んだ人は、これから代わりに操作できます。"), "success")
    except FamilyRefused as error:
        flash(sentence(error), "error")
    return _back(code)


@blueprint.post("/console/<code>/families/<int:bond_id>/refusal")
@for_officers
def refuse(code: MunicipalityCode, bond_id: int) -> AnyResponse:
    """Raises: NotFound, also for another town's."""
    try:
        confirm = current_platform().wallet.families.confirm
        confirm.refuse(code, current_account().address, bond_id, request.form.get("reason", ""))
        flash(_("断りました。申し込んだ人に知らせます。"), "success")
    except Invalid as error:
        flash(sentence(error), "error")
    return _back(code)


@blueprint.post("/console/<code>/families/<int:bond_id>/end")
@for_officers
def end(code: MunicipalityCode, bond_id: int) -> AnyResponse:
    """Raises: NotFound, also for another town's."""
    try:
        confirm = current_platform().wallet.families.confirm
        confirm.end(code, current_account().address, bond_id, request.form.get("reason", ""))
        flash(_("終わらせました。ふたりに知らせます。"), "success")
    except Invalid as error:
        flash(sentence(error), "error")
    return _back(code)


def _back(code: MunicipalityCode) -> AnyResponse:
    return redirect(url_for("family.show_requests", code=code), 303)
