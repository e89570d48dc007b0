"""Step 6: what the person is told, shown as it will read in both languages."""

from __future__ import annotations

from flask import request

from app.access import current_account
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed
from app.surfaces.console.wizard.frame import Answer, for_drafts, keep, step
from app.wiring import current_platform
from chain.ids import MunicipalityCode
from points.models.campaign_terms import LONGEST_MESSAGE
from points.models.person_message import USUAL_EN, USUAL_JA
from points.queries.campaign_drafts import CampaignDraft

FIELDS = ("message_ja", "message_en")


@blueprint.get("/console/<code>/campaigns/<int:campaign_id>/message")
@for_drafts
def show_message(code: MunicipalityCode, draft: CampaignDraft) -> str:
    given = {"message_ja": draft.terms.message_ja or USUAL_JA, "message_en": draft.terms.message_en or USUAL_EN}
    return _page(code, draft, Typed(given))


@blueprint.post("/console/<code>/campaigns/<int:campaign_id>/message")
@for_drafts
def keep_message(code: MunicipalityCode, draft: CampaignDraft) -> Answer:
    typed = Typed.of(FIELDS, request.form)
    write, (ja, en) = current_platform().points.wizard.message.keep, (typed.values[name] for name in FIELDS)
    save = lambda: write(code, current_account().address, draft.campaign.id, ja, en)  # noqa: E731
    return keep(code, draft, "message", typed, save, _page)


def _page(code: MunicipalityCode, draft: CampaignDraft, typed: Typed) -> str:
    said = draft.message.said(draft.amount)
    return step(code, "message", draft, typed=typed, said=said, longest=LONGEST_MESSAGE)
