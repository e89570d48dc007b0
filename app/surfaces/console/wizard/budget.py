"""Step 4: what the grant may cost, beside what is left of the program's cap."""

from __future__ import annotations

from flask import request

from app.access import current_account
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed
from app.surfaces.console.wizard.frame import Answer, for_drafts, keep, step
from app.wiring import current_platform
from chain.ids import MunicipalityCode
from chain.units import Points
from points.queries.campaign_drafts import CampaignDraft


@blueprint.get("/console/<code>/campaigns/<int:campaign_id>/budget")
@for_drafts
def show_budget(code: MunicipalityCode, draft: CampaignDraft) -> str:
    budget = draft.terms.budget
    return _page(code, draft, Typed({"budget": "" if budget is None else str(budget)}))


@blueprint.post("/console/<code>/campaigns/<int:campaign_id>/budget")
@for_drafts
def keep_budget(code: MunicipalityCode, draft: CampaignDraft) -> Answer:
    typed = Typed.of(("budget",), request.form)
    budget = typed.read("budget", Points.parse) if typed.values["budget"].strip() else None
    if typed.errors:
        return _page(code, draft, typed), 422
    keep_it = current_platform().points.wizard.budget.keep
    save = lambda: keep_it(code, current_account().address, draft.campaign.id, budget)  # noqa: E731
    return keep(code, draft, "budget", typed, save, _page)


def _page(code: MunicipalityCode, draft: CampaignDraft, typed: Typed) -> str:
    return step(code, "budget", draft, typed=typed)
