"""Step 3: how many points each row gets."""

from __future__ import annotations

from flask import request

from app.access import current_account
from app.surfaces.console import blueprint
from app.surfaces.console.books.money_desk import rate_text, read_rate
from app.surfaces.console.forms import Typed
from app.surfaces.console.wizard.frame import Answer, for_drafts, keep, step
from app.surfaces.console.wizard.words import read_choice
from app.wiring import current_platform
from chain.ids import MunicipalityCode
from chain.units import Points
from points.models import AmountKind, AmountRule
from points.queries.campaign_drafts import CampaignDraft, has_amounts

FIELDS = ("amount_kind", "each", "rate", "most")
_NONE = Points(0)


@blueprint.get("/console/<code>/campaigns/<int:campaign_id>/amounts")
@for_drafts
def show_amounts(code: MunicipalityCode, draft: CampaignDraft) -> str:
    """A list that says no amounts asks for one that is the same for all."""
    rule, kind = draft.terms.rule, draft.terms.rule.kind
    if kind is AmountKind.LISTED and draft.campaign.row_count:
        with current_platform().db.read() as session:
            kind = AmountKind.LISTED if has_amounts(session, draft.campaign.id) else AmountKind.SAME
    given = {
        "amount_kind": str(kind),
        "each": str(rule.each) if rule.each else "",
        "rate": rate_text(rule.basis_points) if rule.basis_points else "",
        "most": "" if rule.most is None else str(rule.most),
    }
    return _page(code, draft, Typed.of(FIELDS, given))


@blueprint.post("/console/<code>/campaigns/<int:campaign_id>/amounts")
@for_drafts
def keep_amounts(code: MunicipalityCode, draft: CampaignDraft) -> Answer:
    typed = Typed.of(FIELDS, request.form)
    rule = _rule(typed)
    if rule is None:
        return _page(code, draft, typed), 422
    reprice = current_platform().points.check_campaign.reprice
    save = lambda: reprice(code, current_account().address, draft.campaign.id, rule)  # noqa: E731
    return keep(code, draft, "amounts", typed, save, _page)


def _rule(typed: Typed) -> AmountRule | None:
    kind = typed.read("amount_kind", read_choice(AmountKind))
    each = typed.read("each", Points.parse) if kind is AmountKind.SAME else _NONE
    is_share = kind is AmountKind.SHARE
    rate = typed.read("rate", read_rate) if is_share else 0
    most = typed.read("most", Points.parse) if is_share and typed.values["most"].strip() else None
    if kind is None or each is None or rate is None or typed.errors:
        return None
    return AmountRule(kind, each, rate, most)


def _page(code: MunicipalityCode, draft: CampaignDraft, typed: Typed) -> str:
    return step(code, "amounts", draft, typed=typed)
