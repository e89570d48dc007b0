"""What the steps have in common: the campaign they are about, the list of steps, and where a form leads."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import flash, redirect, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from app.errors import sentence
from app.surfaces.console.forms import Typed
from app.surfaces.console.office import for_officers, page
from app.wiring import current_platform
from chain.clock import business_date
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from points.errors import CampaignFileRefused, CampaignLocked
from points.queries.campaign_drafts import CampaignDraft, find_draft
from points.queries.relief import relief_of_campaign

View = TypeVar("View", bound=Callable[..., Any])
Answer = AnyResponse | str | tuple[str, int]
# Step: (its view, its name).
STEPS = {
    "purpose": ("console.show_purpose", _l("目的")),
    "people": ("console.show_people", _l("人")),
    "amounts": ("console.show_amounts", _l("額")),
    "budget": ("console.show_budget", _l("予算")),
    "law": ("console.show_law", _l("法令")),
    "message": ("console.show_message", _l("お知らせ")),
    "check": ("console.show_campaign", _l("確認")),
}


def for_drafts(view: View) -> View:
    """As `for_officers`; the view gets the campaign as `draft`. One that has started has only its own page."""

    @for_officers
    @wraps(view)
    def called(code: MunicipalityCode, campaign_id: int) -> Any:
        platform = current_platform()
        try:
            with platform.db.read() as session:
                relief = relief_of_campaign(session, campaign_id)
                draft = find_draft(session, code, campaign_id, business_date(platform.clock.now()))
        except CampaignLocked as error:
            flash(sentence(error), "error")
            return redirect(url_for("console.show_campaign", code=code, campaign_id=campaign_id), 303)
        if relief is not None:  # written as a whole, on a page of its own
            return redirect(url_for("console.show_relief", code=code, relief_id=relief), 303)
        return view(code, draft)

    return cast("View", called)


def step(code: MunicipalityCode, key: str, draft: CampaignDraft | None, **values: Any) -> str:
    """The page of a step. `draft` is None before there is a campaign."""
    return page(
        f"console/wizard/{key}.html",
        code,
        draft=draft,
        campaign=draft.campaign if draft else None,
        step=key,
        steps=STEPS,
        step_names=list(STEPS),
        **values,
    )


def keep(
    code: MunicipalityCode,
    draft: CampaignDraft,
    key: str,
    typed: Typed,
    save: Callable[[], object],
    again: Callable[[MunicipalityCode, CampaignDraft, Typed], str],
    to: Callable[[], str] | None = None,
) -> Answer:
    """Save and go on, by the button or to the step that `to` names; what is wrong is said on the same page, with
    everything that was typed."""
    status = 422
    try:
        save()
    except CampaignFileRefused as error:
        typed.errors["list"] = sentence(error)
    except Invalid as error:
        typed.refuse(error)
    except CampaignLocked as error:
        flash(sentence(error), "error")
        return redirect(address_of(code, draft.campaign.id, "check"), 303)
    except Conflict as error:
        flash(sentence(error), "error")
        status = 409
    else:
        return redirect(address_of(code, draft.campaign.id, to() if to else _next(key)), 303)
    return again(code, draft, typed), status


def _next(key: str) -> str:
    """By the button that was pressed: the next step, the one before, the same again, or the last."""
    names = list(STEPS)
    place = names.index(key)
    match request.form.get("go"):
        case "back":
            return names[max(0, place - 1)]
        case "stay":
            return key
        case "check":
            return "check"
        case _:
            return names[place + 1]


def address_of(code: MunicipalityCode, campaign_id: int, key: str) -> str:
    return url_for(STEPS[key][0], code=code, campaign_id=campaign_id)
