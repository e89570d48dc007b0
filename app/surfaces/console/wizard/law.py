"""Step 5: what the law says to the grant, and the officer's reason where it needs one."""

from __future__ import annotations

from flask import request

from app.access import current_account
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed
from app.surfaces.console.wizard.frame import Answer, for_drafts, keep, step
from app.surfaces.console.wizard.words import LAW
from app.wiring import current_platform
from chain.ids import MunicipalityCode
from points.models import LegalLevel
from points.models.legal_check import strictest
from points.queries.campaign_drafts import CampaignDraft


@blueprint.get("/console/<code>/campaigns/<int:campaign_id>/law")
@for_drafts
def show_law(code: MunicipalityCode, draft: CampaignDraft) -> str:
    return _page(code, draft, Typed({"legal_reason": draft.terms.legal_reason}))


@blueprint.post("/console/<code>/campaigns/<int:campaign_id>/law")
@for_drafts
def keep_law(code: MunicipalityCode, draft: CampaignDraft) -> Answer:
    typed = Typed.of(("legal_reason",), request.form)
    record, reason = current_platform().points.wizard.law.record, typed.values["legal_reason"]
    save = lambda: record(code, current_account().address, draft.campaign.id, reason)  # noqa: E731
    return keep(code, draft, "law", typed, save, _page)


def _page(code: MunicipalityCode, draft: CampaignDraft, typed: Typed) -> str:
    findings = [(finding.level, *LAW[finding]) for finding in draft.findings]
    needs_reason = strictest(draft.findings) is LegalLevel.ATTENTION
    return step(code, "law", draft, typed=typed, findings=findings, needs_reason=needs_reason)
