"""Sealed polls in the reader's words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.surfaces.polls import blueprint
from dao.models.polls.sealing import Unreadable
from dao.models.polls.trustees import PollTrustee

UNREADABLE = {
    Unreadable.NOT_OPENED: _l("封が壊れていて、開けられませんでした。"),
    Unreadable.MALFORMED: _l("中身が回答の形をしていませんでした。"),
    Unreadable.NOT_ALLOWED: _l("中身が、決まりに合わない回答でした。"),
}


@blueprint.app_template_filter("unreadable_words")
def unreadable_words(reason: str) -> str:
    return str(UNREADABLE[Unreadable(reason)])


@blueprint.app_template_filter("trustee_state")
def trustee_state(trustee: PollTrustee) -> tuple[str, str]:
    """Words and kind of badge, before the poll opens."""
    if trustee.accepted_at is not None:
        return _("引き受けました"), "success"
    if trustee.declined_at is not None:
        return _("お断り"), "neutral"
    return _("返事待ち"), "warning"
