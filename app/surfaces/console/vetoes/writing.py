"""The reason of a veto: written, looked at as everybody will read it, and signed by an officer of the town."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.i18n import localized
from app.signing import completes
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed
from app.surfaces.console.office import for_officers, page
from app.surfaces.dao.actions.words import actions_of, all_words
from app.wiring import current_platform
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from dao.models.vetoes import MAX_REASON
from dao.services.vetoes.veto_proposal import checked_reason

FIELDS = ("reason_ja", "reason_en")


@blueprint.get("/console/<code>/proposals/<int:number>/veto")
@for_officers
def write_veto(code: MunicipalityCode, number: int) -> str:
    own = current_platform().dao.vetoes.pages.desk(number, code).own
    begun = {"reason_ja": own.reason_ja, "reason_en": own.reason_en} if own else {}
    return _form(code, number, Typed.of(FIELDS, begun))


@blueprint.post("/console/<code>/proposals/<int:number>/veto/draft")
@for_officers
def return_to_veto(code: MunicipalityCode, number: int) -> str:
    """Back from the preview with everything that was typed."""
    return _form(code, number, Typed.of(FIELDS, request.form))


@blueprint.post("/console/<code>/proposals/<int:number>/veto/preview")
@for_officers
def preview_veto(code: MunicipalityCode, number: int) -> str | tuple[str, int]:
    standing = current_platform().dao.vetoes.veto.require_due(number, code)
    typed = Typed.of(FIELDS, request.form)
    try:
        typed.values["reason_ja"], typed.values["reason_en"] = checked_reason(*typed.values.values())
    except Invalid as problem:
        typed.refuse(problem)
        return _form(code, number, typed), 422
    return page("console/vetoes/preview.html", code, standing=standing, typed=typed)


@blueprint.post("/console/<code>/proposals/<int:number>/veto")
@for_officers
def sign_veto(code: MunicipalityCode, number: int) -> Response | tuple[str, int]:
    platform, officer, typed = current_platform(), current_account().address, Typed.of(FIELDS, request.form)
    veto = platform.dao.vetoes.veto
    try:
        asked = veto.prepare(number, code, officer, typed.values["reason_ja"], typed.values["reason_en"])
    except Invalid as problem:
        if problem.field not in FIELDS:
            raise
        typed.refuse(problem)
        return _form(code, number, typed), 422
    standing = platform.dao.vetoes.pages.desk(number, code).standing
    request_id = platform.wallet.request_signature(
        officer,
        asked.typed_data,
        words=[
            (_("差し止める提案"), localized(standing.proposal, "title")),
            (_("行われなくなること"), all_words(actions_of(standing))),
            (_("理由（公開されます）"), typed.values["reason_ja"]),
        ],
        title=_("提案の差し止めに署名します"),
        consequence=_(
            "可決された提案が取り消され、元には戻せません。理由はまちの名前とともに公開され、仲間に知らされます。"
        ),
        purpose="dao.veto",
        subject=asked.subject,
        return_to=url_for("dao.show_proposal", number=number),
    )
    return redirect(f"/sign/{request_id}", 303)


@completes("dao.veto")
def send_veto(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().dao.vetoes.veto.complete(subject, signature)


def _form(code: MunicipalityCode, number: int, typed: Typed) -> str:
    dao = current_platform().dao
    dao.vetoes.veto.require_due(number, code)
    return page(
        "console/vetoes/form.html", code, desk=dao.vetoes.pages.desk(number, code), typed=typed, longest=MAX_REASON
    )
