"""An officer chooses conditions, counts who meets them, keeps the segment, looks at it, and sets it aside."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence
from app.i18n import localized
from app.surfaces.console.forms import Typed, read_count, read_number
from app.surfaces.console.office import for_officers, page
from app.surfaces.console.wizard.words import read_choice
from app.surfaces.identity.words import age_band_words
from app.surfaces.reward_rules.words import RESIDENCES
from app.surfaces.segments import blueprint
from app.surfaces.segments.words import condition_lines
from app.wiring import current_platform
from chain.errors import Invalid, NotFound
from chain.ids import MunicipalityCode
from points.analytics.segments.conditions import Conditions
from points.analytics.segments.keep_segments import messages_of_town, own_segment, segments_of_town
from points.bridges.rules.terms import Residence
from points.queries.segments import past_campaigns
from wallet.oidc.attributes import AgeBand

_FIELDS = (
    "name", "residence", "needs_card", "campaign_id", "least_spent", "spent_months", "unseen_months", "community",
)  # fmt: skip
Answer = Response | tuple[str, int] | str


@blueprint.get("/console/<code>/segments")
@for_officers
def show_segments(code: MunicipalityCode) -> str:
    platform = current_platform()
    with platform.db.read() as session:
        kept, sent = segments_of_town(session, code), messages_of_town(session, code)
    lines = {one.id: condition_lines(code, Conditions.of_json(one.conditions)) for one in kept}
    names = platform.points.directory.names({one.sent_by for one in sent})
    return page("segments/list.html", code, kept=kept, lines=lines, sent=sent, names=names)


@blueprint.get("/console/<code>/segments/new")
@for_officers
def new_segment(code: MunicipalityCode) -> str:
    return _form(code, Typed.of(_FIELDS, {"residence": str(Residence.ANYBODY)}))


@blueprint.post("/console/<code>/segments/new")
@for_officers
def keep_segment(code: MunicipalityCode) -> Answer:
    """Counts, and keeps where that was asked."""
    typed, keep = Typed.of(_FIELDS, request.form), current_platform().segments.keep
    asked = _conditions(typed)
    try:
        if asked is not None and request.form.get("do") == "keep":
            made = keep.keep(code, current_account().address, typed.values["name"], asked)
            return redirect(url_for("segments.show_segment", code=code, segment_id=made), 303)
        if asked is not None:
            return _form(code, typed, count=keep.count(code, asked))
    except Invalid as error:
        typed.refuse(error, "residence")
    except NotFound as error:
        typed.errors["campaign_id"] = sentence(error)
    return _form(code, typed), 422


@blueprint.get("/console/<code>/segments/<int:segment_id>")
@for_officers
def show_segment(code: MunicipalityCode, segment_id: int) -> str:
    """Raises: NotFound."""
    return page("segments/segment.html", code, **standing_of(code, segment_id))


@blueprint.post("/console/<code>/segments/<int:segment_id>/retirement")
@for_officers
def retire_segment(code: MunicipalityCode, segment_id: int) -> Response:
    """Raises: NotFound."""
    current_platform().segments.keep.retire(code, segment_id)
    flash(_("この区分を使うのをやめました。"), "success")
    return redirect(url_for("segments.show_segments", code=code), 303)


def standing_of(code: MunicipalityCode, segment_id: int) -> dict[str, Any]:
    """The segment, its conditions in words, and how many meet them now. Raises: NotFound."""
    platform = current_platform()
    with platform.db.read() as session:
        segment = own_segment(session, code, segment_id)
    asked = Conditions.of_json(segment.conditions)
    count = platform.segments.keep.count(code, asked)
    return {"segment": segment, "lines": condition_lines(code, asked), "count": count}


def _conditions(typed: Typed) -> Conditions | None:
    numbers = {name: _count(typed, name) for name in ("least_spent", "spent_months", "unseen_months")}
    residence = typed.read("residence", read_choice(Residence))
    campaign = typed.read("campaign_id", read_number) if typed.values["campaign_id"] else 0
    if typed.errors or residence is None or campaign is None:
        return None
    bands, community = tuple(request.form.getlist("age_bands")), typed.values["community"]
    has_card = bool(typed.values["needs_card"])
    return Conditions(residence, bands, has_card, campaign, community=community, **numbers)


def _count(typed: Typed, name: str) -> int:
    return (typed.read(name, read_count) or 0) if typed.values[name].strip() else 0


def _form(code: MunicipalityCode, typed: Typed, **values: Any) -> str:
    platform = current_platform()
    with platform.db.read() as session:
        past = [(one.id, one.purpose) for one in past_campaigns(session, code)]
        communities = [(one.slug, localized(one, "name")) for one in platform.segments.facts.communities(session, code)]
    homes = [(str(one), words, "") for one, words in RESIDENCES.items() if one is not Residence.OUTSIDE_AREA]
    ages = [(str(band), age_band_words(band)) for band in AgeBand]
    ticked = request.form.getlist("age_bands")
    return page(
        "segments/form.html", code, typed=typed, past=past, communities=communities, homes=homes, ages=ages,
        ticked=ticked, **values,
    )  # fmt: skip
