"""Step 1: what the grant is for, out of which program, from when, until when."""

from __future__ import annotations

from datetime import date

from flask import redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.i18n import day, localized
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed, read_day, read_number
from app.surfaces.console.office import for_officers
from app.surfaces.console.wizard.frame import Answer, for_drafts, keep, step
from app.surfaces.console.wizard.words import read_choice
from app.wiring import current_platform
from chain.clock import business_date
from chain.errors import Invalid, NotFound
from chain.ids import MunicipalityCode
from points.models import CampaignKind, ProgramState
from points.queries.campaign_drafts import CampaignDraft
from points.queries.programs import find_program, list_programs
from points.services.campaigns.outline_campaign import CampaignOutline
from points.services.check_campaign import CampaignPlan

FIELDS = ("program_id", "purpose", "title_en", "reason", "kind", "start_day", "expiry_day")


@blueprint.get("/console/<code>/programs/<int:program_id>/campaigns/new")
@for_officers
def new_campaign(code: MunicipalityCode, program_id: int) -> str:
    with current_platform().db.read() as session:
        program = find_program(session, code, program_id, _today())
    given = {"program_id": str(program_id), "expiry_day": program.last_day.isoformat(), "kind": CampaignKind.GENERAL}
    return _page(code, None, Typed.of(FIELDS, given))


@blueprint.post("/console/<code>/campaigns")
@for_officers
def create_campaign(code: MunicipalityCode) -> Answer:
    typed = Typed.of(FIELDS, request.form)
    outline = _outline(typed)
    if outline is not None:
        try:
            begin = current_platform().points.wizard.outline.begin
            campaign_id = begin(code, current_account().address, outline)
            return _to_people(code, campaign_id)
        except Invalid as error:
            typed.refuse(error)
        except NotFound:
            typed.refuse(Invalid("program_id", "unknown"))
    return _page(code, None, typed), 422


@blueprint.get("/console/<code>/campaigns/<int:campaign_id>/purpose")
@for_drafts
def show_purpose(code: MunicipalityCode, draft: CampaignDraft) -> str:
    campaign, terms = draft.campaign, draft.terms
    given = {
        "program_id": str(campaign.program_id),
        "purpose": campaign.purpose,
        "title_en": terms.title_en,
        "reason": terms.reason,
        "kind": str(terms.kind),
        "start_day": terms.start_day.isoformat() if terms.start_day else "",
        "expiry_day": campaign.expiry_day.isoformat(),
    }
    return _page(code, draft, Typed.of(FIELDS, given))


@blueprint.post("/console/<code>/campaigns/<int:campaign_id>/purpose")
@for_drafts
def keep_purpose(code: MunicipalityCode, draft: CampaignDraft) -> Answer:
    typed = Typed.of(FIELDS, request.form)
    outline = _outline(typed)
    if outline is None:
        return _page(code, draft, typed), 422

    def save() -> None:
        change = current_platform().points.wizard.outline.change
        try:
            change(code, current_account().address, draft.campaign.id, outline)
        except NotFound:
            raise Invalid("program_id", "unknown") from None

    return keep(code, draft, "purpose", typed, save, _page)


def _outline(typed: Typed) -> CampaignOutline | None:
    program_id, kind = typed.read("program_id", read_number), typed.read("kind", read_choice(CampaignKind))
    expiry_day, start_day = typed.read("expiry_day", read_day), typed.read("start_day", _optional_day)
    if program_id is None or kind is None or expiry_day is None or typed.errors:
        return None
    return CampaignOutline(
        plan=CampaignPlan(program_id, typed.values["purpose"], expiry_day),
        kind=kind,
        title_en=typed.values["title_en"],
        reason=typed.values["reason"],
        start_day=start_day,
    )


def _optional_day(text: str) -> date | None:
    return read_day(text) if text.strip() else None


def _to_people(code: MunicipalityCode, campaign_id: int) -> AnyResponse:
    return redirect(url_for("console.show_people", code=code, campaign_id=campaign_id), 303)


def _page(code: MunicipalityCode, draft: CampaignDraft | None, typed: Typed) -> str:
    with current_platform().db.read() as session:
        programs = [one for one in list_programs(session, code, _today()) if one.state == ProgramState.OPEN]
    choices = [
        (
            one.id,
            _(
                "%(name)s（%(first)s から %(last)s まで）",
                name=localized(one, "name"),
                first=day(one.first_day),
                last=day(one.last_day),
            ),
        )
        for one in programs
    ]
    chosen = next((one for one in programs if str(one.id) == typed.values["program_id"]), None)
    return step(code, "purpose", draft, typed=typed, programs=choices, program=chosen)


def _today() -> date:
    return business_date(current_platform().clock.now())
