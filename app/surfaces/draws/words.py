"""States of a prize draw in everybody's words, for its own pages and the console's."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.surfaces.draws import blueprint
from points.models import DrawState

# (words, kind of badge)
DRAW_STATES = {
    DrawState.DRAFT: (_l("下書き"), "neutral"),
    DrawState.SOON: (_l("まもなく受付"), "information"),
    DrawState.OPEN: (_l("応募受付中"), "success"),
    DrawState.CLOSED: (_l("抽選中"), "warning"),
    DrawState.DRAWN: (_l("当選者が決まりました"), "neutral"),
    DrawState.CANCELLED: (_l("中止"), "error"),
}


@blueprint.app_template_filter("draw_state")
def draw_state(state: DrawState) -> tuple[str, str]:
    words, kind = DRAW_STATES[state]
    return str(words), kind
