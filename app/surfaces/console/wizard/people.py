"""Step 2: who gets points, by a file, a pasted list, or what the platform knows of people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, BinaryIO, TypeVar, cast

from flask import request

from app.access import current_account
from app.errors import sentence
from app.i18n import localized
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed, read_day, read_number
from app.surfaces.console.wizard.frame import Answer, for_drafts, keep, step
from app.surfaces.console.wizard.words import read_choice
from app.wiring import current_platform
from chain.clock import business_date
from chain.errors import Invalid, NotFound
from chain.ids import MunicipalityCode
from points.models import AmountKind, PeopleSource, ProgramState, Segment, SegmentKind
from points.queries.campaign_drafts import CampaignDraft, find_draft, has_amounts, listed_text
from points.queries.programs import list_programs
from points.queries.segments import past_campaigns, segment_count
from points.services.campaigns.choose_people import Author

Value = TypeVar("Value")

FIELDS = ("source", "text", "segment", "segment_program", "since", "segment_campaign")


@blueprint.get("/console/<code>/campaigns/<int:campaign_id>/people")
@for_drafts
def show_people(code: MunicipalityCode, draft: CampaignDraft) -> str:
    terms, chosen = draft.terms, Segment.of(draft.terms.segment)
    given = {"source": str(terms.source)}
    if chosen:
        given |= {"segment": str(chosen.kind), "since": chosen.since.isoformat() if chosen.since else ""}
        given |= {"segment_program": str(chosen.program_id or ""), "segment_campaign": str(chosen.campaign_id or "")}
    if terms.source == PeopleSource.PASTE:
        with current_platform().db.read() as session:
            given["text"] = listed_text(session, draft.campaign.id)
    return _page(code, draft, Typed.of(FIELDS, given))


_CHOSEN_ELSEWHERE = (
    PeopleSource.SURVEY,
    PeopleSource.GUESTS,
    PeopleSource.PROPOSAL,
    PeopleSource.SUPPORTERS,
    PeopleSource.RELIEF,
    PeopleSource.CONDITIONS,
)


@blueprint.post("/console/<code>/campaigns/<int:campaign_id>/people")
@for_drafts
def choose_people(code: MunicipalityCode, draft: CampaignDraft) -> Answer:
    """To the amounts where the list does not say them, else straight to the check: most grants need no more."""
    typed = Typed.of(FIELDS, request.form)
    source = typed.read("source", read_choice(PeopleSource))
    if source is PeopleSource.SEGMENT and request.form.get("do") == "count":
        return _count(code, draft, typed)
    if source is None or source in _CHOSEN_ELSEWHERE:
        return _page(code, draft, typed), 422
    save = _way(Author(code, current_account().address, draft.campaign.id), source, typed)
    return keep(code, draft, "people", typed, save, _page, to=lambda: _after(code, draft.campaign.id))


def _way(author: Author, source: PeopleSource, typed: Typed) -> Callable[[], None]:
    choose = current_platform().points.wizard.people
    match source:
        case PeopleSource.FILE:
            return lambda: _from_file(author)
        case PeopleSource.PASTE:
            return lambda: choose.from_text(author, typed.values["text"])
        case PeopleSource.SEGMENT:
            return lambda: choose.from_segment(author, _segment(typed))
        case _:
            return lambda: choose.verified(author)


def _from_file(author: Author) -> None:
    file = request.files.get("list")
    if file is None or not file.filename:
        raise Invalid("list", "no_file")
    choose = current_platform().points.wizard.people
    choose.from_file(author, cast("BinaryIO", file.stream), file.filename)


def _segment(typed: Typed) -> Segment:
    """Raises: Invalid naming the field."""
    kind = _read(typed, "segment", read_choice(SegmentKind))
    match kind:
        case SegmentKind.HOLDERS:
            return Segment(kind, program_id=_read(typed, "segment_program", read_number))
        case SegmentKind.CUSTOMERS:
            return Segment(kind, since=_read(typed, "since", read_day))
        case SegmentKind.RECEIVERS:
            return Segment(kind, campaign_id=_read(typed, "segment_campaign", read_number))
        case _:
            return Segment(kind)


def _read(typed: Typed, name: str, reader: Callable[[str], Value]) -> Value:
    try:
        return reader(typed.values[name])
    except Invalid as error:
        raise Invalid(name, error.reason) from None


def _count(code: MunicipalityCode, draft: CampaignDraft, typed: Typed) -> Answer:
    """How many they are, before anything is chosen."""
    today, count = _today(), None
    try:
        segment = _segment(typed)
        segment.check(today)
        with current_platform().db.read() as session:
            count = segment_count(session, code, segment, today)
    except NotFound as error:
        typed.errors["segment"] = sentence(error)
    except Invalid as error:
        typed.refuse(error)
    shown = _page(code, draft, typed, count=count)
    return (shown, 422) if typed.errors else shown


def _after(code: MunicipalityCode, campaign_id: int) -> str:
    with current_platform().db.read() as session:
        rule = find_draft(session, code, campaign_id, _today()).terms.rule
        is_listed = rule.kind is AmountKind.LISTED and has_amounts(session, campaign_id)
    is_known = is_listed or rule.kind is AmountKind.SAME or rule.basis_points > 0
    return "check" if is_known else "amounts"


def _page(code: MunicipalityCode, draft: CampaignDraft, typed: Typed, **values: Any) -> str:
    platform = current_platform()
    with platform.db.read() as session:
        every = list_programs(session, code, _today())
        past = [(one.id, one.purpose) for one in past_campaigns(session, code) if one.id != draft.campaign.id]
    programs = [(one.id, localized(one, "name")) for one in every if one.state == ProgramState.OPEN]
    return step(
        code,
        "people",
        draft,
        typed=typed,
        programs=programs,
        past=past,
        **values,
    )


def _today() -> date:
    return business_date(current_platform().clock.now())
