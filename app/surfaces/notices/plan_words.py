"""What notices about the planned day of a draft say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.i18n import day


def plan_words(facts: Mapping[str, Any], community: str, title: str) -> tuple[str, str]:
    """Title and body."""
    old, new = (day(date.fromisoformat(facts[one])) if facts[one] else "" for one in ("old", "new"))
    if not new:
        head = _("「%(title)s」を提案する予定が取り消されました", title=title)
        return str(head), str(_("%(community)s。予定は%(old)sでした。", community=community, old=old))
    head = _("「%(title)s」を提案する予定の日が変わりました", title=title)
    if not old:
        return str(head), str(_("%(community)s。新しい予定は%(new)sです。", community=community, new=new))
    return str(head), str(_("%(community)s。%(old)sから%(new)sに。", community=community, old=old, new=new))


def plan_link(facts: Mapping[str, Any]) -> tuple[str, str]:
    return url_for("drafts.show_draft", number=facts["draft"]), str(_("下書きを読む"))
