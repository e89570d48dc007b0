"""A survey's words and dates; its desk with what still stands in the way; its preview; and its opening."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence
from app.i18n import localized
from app.i18n import number as shown_number
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed, local_moment, read_moment, read_number
from app.surfaces.console.office import for_officers, page
from app.wiring import current_platform
from chain.clock import JST, from_unix, unix
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from dao.models.events import CommunityEvent
from dao.models.surveys import Survey
from dao.services.surveys.write_survey import SurveyDraft

FIELDS = (
    "title_ja", "title_en", "lead_ja", "lead_en", "community", "is_whole", "is_public", "opens_at", "closes_at",
    "thanks_program", "thanks_points", "thanks_people",
)  # fmt: skip
_EVENT = "event:"  # before an event's number, among those who are asked
_MOST_EVENTS = 30


@blueprint.get("/console/<code>/surveys")
@for_officers
def show_surveys(code: MunicipalityCode) -> str:
    return page("console/surveys/surveys.html", code, standings=current_platform().dao.surveys.pages.of_town(code))


@blueprint.get("/console/<code>/surveys/new")
@for_officers
def new_survey(code: MunicipalityCode) -> str:
    """`event` begins one for those who came to it, which goes on for two weeks after."""
    event = next((one for one in _events(code) if str(one.id) == request.args.get("event")), None)
    begins = max(current_platform().clock.now(), from_unix(event.ends_at)) if event else current_platform().clock.now()
    end = begins.astimezone(JST).replace(hour=20, minute=0) + timedelta(days=14)
    usual = {"closes_at": local_moment(end), "community": f"{_EVENT}{event.id}" if event else ""}
    return _form(code, Typed.of(FIELDS, usual), 0)


@blueprint.post("/console/<code>/surveys")
@for_officers
def create_survey(code: MunicipalityCode) -> Response | tuple[str, int]:
    typed = Typed.of(FIELDS, request.form)
    draft = _read(typed)
    if draft is not None:
        try:
            number = current_platform().dao.surveys.write.create(code, current_account().address, draft)
            return redirect(url_for("console.show_survey", code=code, number=number), 303)
        except Invalid as problem:
            typed.refuse(problem)
    return _form(code, typed, 0), 422


@blueprint.get("/console/<code>/surveys/<int:number>")
@for_officers
def show_survey(code: MunicipalityCode, number: int) -> str:
    desk = current_platform().dao.surveys.pages.desk(code, number)
    faults = {finding.key: finding.fault for finding in desk.findings}
    return page("console/surveys/survey.html", code, desk=desk, survey=desk.standing.survey, faults=faults)


@blueprint.get("/console/<code>/surveys/<int:number>/words")
@for_officers
def edit_survey(code: MunicipalityCode, number: int) -> str:
    survey = current_platform().dao.surveys.pages.desk(code, number).standing.survey
    return _form(code, Typed.of(FIELDS, _written(survey)), number)


@blueprint.post("/console/<code>/surveys/<int:number>/words")
@for_officers
def change_survey(code: MunicipalityCode, number: int) -> Response | tuple[str, int]:
    typed = Typed.of(FIELDS, request.form)
    draft = _read(typed)
    if draft is not None:
        try:
            current_platform().dao.surveys.write.change(code, number, draft)
            return redirect(url_for("console.show_survey", code=code, number=number), 303)
        except Invalid as problem:
            typed.refuse(problem)
    return _form(code, typed, number), 422


@blueprint.get("/console/<code>/surveys/<int:number>/preview")
@for_officers
def preview_survey(code: MunicipalityCode, number: int) -> str:
    """As it will be asked; nothing is kept."""
    desk = current_platform().dao.surveys.pages.desk(code, number)
    return page("console/surveys/preview.html", code, desk=desk, survey=desk.standing.survey)


@blueprint.post("/console/<code>/surveys/<int:number>/opening")
@for_officers
def open_survey(code: MunicipalityCode, number: int) -> Response:
    try:
        current_platform().dao.surveys.write.open(code, number)
        flash(_("意見調査を公開しました。"), "success")
    except (Conflict, Invalid) as problem:
        flash(sentence(problem), "error")
    return redirect(url_for("console.show_survey", code=code, number=number), 303)


@blueprint.post("/console/<code>/surveys/<int:number>/thanks")
@for_officers
def thank_for_survey(code: MunicipalityCode, number: int) -> Response:
    """To the grant's last step, where it is checked and signed."""
    try:
        campaign = current_platform().dao.surveys.thank.draft(code, current_account().address, number)
    except (Conflict, Invalid) as problem:
        flash(sentence(problem), "error")
        return redirect(url_for("console.show_survey", code=code, number=number), 303)
    return redirect(url_for("console.show_campaign", code=code, campaign_id=campaign), 303)


def _read(typed: Typed) -> SurveyDraft | None:
    """What was typed; None with sentences kept when something cannot be read."""
    values = typed.values
    opens = typed.read("opens_at", read_moment) if values["opens_at"] else None
    closes = typed.read("closes_at", read_moment)
    program, each, people = (
        typed.read(name, read_number) if values[name] else 0
        for name in ("thanks_program", "thanks_points", "thanks_people")
    )
    event = typed.read("community", _read_event)
    if typed.errors or closes is None:
        return None
    community = "" if event is not None else values["community"]
    return SurveyDraft(
        values["title_ja"], values["title_en"], values["lead_ja"], values["lead_en"], community,
        unix(opens) if opens else 0, unix(closes),
        is_whole=bool(values["is_whole"]), is_public=bool(values["is_public"]),
        thanks_program=program or 0, thanks_points=each or 0, thanks_people=people or 0, event_id=event,
    )  # fmt: skip


def _written(survey: Survey) -> dict[str, str]:
    return {
        "title_ja": survey.title_ja,
        "title_en": survey.title_en,
        "lead_ja": survey.lead_ja,
        "lead_en": survey.lead_en,
        "community": survey.community if survey.event_id is None else f"{_EVENT}{survey.event_id}",
        "is_whole": "1" if survey.is_whole else "",
        "is_public": "1" if survey.is_public else "",
        "opens_at": _moment(survey.opens_at) if survey.opens_at else "",
        "closes_at": _moment(survey.closes_at),
        "thanks_program": str(survey.thanks_program or ""),
        "thanks_points": str(int(survey.thanks_points) or ""),
        "thanks_people": str(survey.thanks_people or ""),
    }


def _read_event(text: str) -> int | None:
    """The event whose guests are asked, as the field names it. Raises: Invalid (number)."""
    return read_number(text.removeprefix(_EVENT)) if text.startswith(_EVENT) else None


def _events(code: MunicipalityCode) -> list[CommunityEvent]:
    """Those whose guests can be asked, the newest first."""
    views = current_platform().dao.events.pages.of_town(str(code))
    return [view.event for view in views if view.event.called_off_at is None][:_MOST_EVENTS]


def _moment(seconds: int) -> str:
    return local_moment(datetime.fromtimestamp(seconds, UTC))


def _form(code: MunicipalityCode, typed: Typed, number: int) -> str:
    communities = current_platform().dao.polls.pages.communities_of(str(code))
    invited = [("", _("アカウントを持つすべての人"))]
    invited += [(one.slug, _("「%(name)s」の仲間", name=localized(one, "name"))) for one in communities]
    for event in _events(code):
        title = localized(event, "title")
        invited.append((f"{_EVENT}{event.id}", _("イベント「%(title)s」に来た人だけ", title=title)))
    programs = [("", _("ポイントは渡さない"))]
    for one in current_platform().dao.surveys.thank.grants.programs(code):
        left = _("%(name)s（残り %(left)sポイント）", name=localized(one, "name"), left=shown_number(one.left))
        programs.append((str(one.program), left))
    return page("console/surveys/form.html", code, typed=typed, number=number, invited=invited, programs=programs)
