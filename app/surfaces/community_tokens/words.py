"""States of sales of community tokens, in words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.i18n import number as thousands
from app.surfaces.community_tokens import blueprint
from marketplace.models.community_tokens import OfferingState

STATES = {
    OfferingState.DRAFT: (_l("下書き"), "neutral"),
    OfferingState.FAILED: (_l("公開できませんでした"), "error"),
    OfferingState.UPCOMING: (_l("まもなく販売"), "information"),
    OfferingState.RUNNING: (_l("販売中"), "success"),
    OfferingState.SOLD_OUT: (_l("完売"), "neutral"),
    OfferingState.OVER: (_l("販売終了"), "neutral"),
}


@blueprint.app_template_filter("offering_state_words")
def offering_state_words(state: str) -> str:
    return str(STATES[OfferingState(state)][0])


@blueprint.app_template_filter("offering_state_kind")
def offering_state_kind(state: str) -> str:
    return STATES[OfferingState(state)][1]


@blueprint.app_template_filter("token_units")
def units(count: int) -> str:
    return str(ngettext("%(units)s口", "%(units)s口", count, units=thousands(count)))
