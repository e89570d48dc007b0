"""What notices of a vote that came to nothing say: a town's veto, a poll that nobody can open."""

from __future__ import annotations

from flask_babel import gettext as _


def veto_words(town: str, reason: str, community: str, title: str) -> tuple[str, str]:
    """Title and body."""
    head = _("可決された「%(title)s」を、%(town)sが差し止めました", title=title, town=town)
    if not reason:
        return str(head), str(_("%(community)s。支払いは行われません。", community=community))
    why = _("%(community)s。支払いは行われません。理由：%(reason)s", community=community, reason=reason)
    return str(head), str(why)


def void_words(reason: str, community: str, title: str) -> tuple[str, str]:
    """Title and body."""
    head = _("「%(title)s」は無効になりました", title=title)
    why = _(
        "%(community)s。必要な鍵がそろわず、封を開けられませんでした。答えはだれにも読まれていません。理由：%(reason)s",
        community=community,
        reason=reason,
    )
    return str(head), str(why)
