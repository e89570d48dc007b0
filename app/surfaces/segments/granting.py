"""A grant to the people of a segment: a draft of the grant's own pages, which show nobody who they are."""

from __future__ import annotations

from datetime import timedelta

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence, status_of
from app.i18n import localized
from app.surfaces.console.forms import Typed, read_number
from app.surfaces.console.office import for_officers, page
from app.surfaces.segments import blueprint
from app.surfaces.segments.keeping import standing_of
from app.wiring import current_platform
from chain.clock import business_date
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from chain.units import Points
from points.models import AmountKind, AmountRule, PeopleSource, ProgramState
from points.queries.programs import ProgramView, list_programs
from points.services.campaigns.choose_people import Author
from points.services.campaigns.outline_campaign import CampaignOutline
from points.services.check_campaign import CampaignPlan

_FIELDS = ("program", "title", "each")
_LIFE = timedelta(days=180)  # of the points, as far as the program runs
Answer = Response | tuple[str, int] | str


@blueprint.get("/console/<code>/segments/<int:segment_id>/grant")
@for_officers
def ask_grant(code: MunicipalityCode, segment_id: int) -> str:
    """Raises: NotFound."""
    return _form(code, segment_id, Typed.of(_FIELDS, {}))


@blueprint.post("/console/<code>/segments/<int:segment_id>/grant")
@for_officers
def draft_grant(code: MunicipalityCode, segment_id: int) -> Answer:
    """To the grant's own pages, where it is checked, approved and signed. Raises: NotFound."""
    typed = Typed.of(_FIELDS, request.form)
    program, each = typed.read("program", read_number), typed.read("each", Points.parse)
    chosen = next((one for one in _programs(code) if one.id == program), None)
    if chosen is None:
        typed.refuse(Invalid("program", "unknown"))
    if typed.errors or chosen is None or each is None:
        return _form(code, segment_id, typed), 422
    try:
        campaign = _draft(code, segment_id, chosen, typed.values["title"], each)
    except Invalid as error:
        typed.refuse(error, "title")
        return _form(code, segment_id, typed), 422
    except Conflict as error:
        return _form(code, segment_id, typed, sentence(error)), status_of(error)
    flash(_("付与の下書きを作りました。だれに届くかは、画面にもCSVにも出ません。"), "success")
    return redirect(url_for("console.show_campaign", code=code, campaign_id=campaign), 303)


def _draft(code: MunicipalityCode, segment_id: int, program: ProgramView, title: str, each: Points) -> int:
    """Raises: NotFound, Invalid, SegmentRefused."""
    platform, me = current_platform(), current_account().address
    people = platform.segments.keep.for_campaign(code, segment_id)
    last = min(program.last_day, business_date(platform.clock.now()) + _LIFE)
    outline = CampaignOutline(CampaignPlan(program.id, title, last))
    campaign = platform.points.wizard.outline.begin(code, me, outline)
    platform.points.check_campaign.reprice(code, me, campaign, AmountRule(AmountKind.SAME, each))
    author = Author(code, me, campaign)
    platform.points.wizard.people.given(author, sorted(people), PeopleSource.CONDITIONS)
    return campaign


def _programs(code: MunicipalityCode) -> list[ProgramView]:
    """Given away, and open."""
    platform = current_platform()
    today = business_date(platform.clock.now())
    with platform.db.read() as session:
        every = list_programs(session, code, today)
    return [one for one in every if one.state == ProgramState.OPEN and not one.is_paid and one.last_day > today]


def _form(code: MunicipalityCode, segment_id: int, typed: Typed, refusal: str = "") -> str:
    standing = standing_of(code, segment_id)
    programs = [(one.id, localized(one, "name")) for one in _programs(code)]
    return page("segments/grant.html", code, typed=typed, refusal=refusal, programs=programs, **standing)
