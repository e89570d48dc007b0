"""What notices about rights that a seller serves say."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.i18n import day


def right_link(facts: dict[str, Any]) -> tuple[str, str]:
    token = url_for("marketplace.show_token", address=facts["collection"], token_id=facts["token"])
    return f"{token}#served", str(_("権利を見る"))


def right_words(facts: dict[str, Any], name: str) -> tuple[str, str]:
    """Title and body. `name`: of the right, for the reader."""
    outcome = facts["outcome"]
    when = day(date.fromisoformat(facts["day"])) if facts["day"] else ""
    if outcome in ("sent", "sent_again"):
        return _sent(facts, name)
    if outcome == "address_wanted":
        return (
            str(_("「%(name)s」のお届け先を教えてください", name=name)),
            str(_("%(day)sまでに届け先がないと、この回は次の時期に送ります。回数は減りません。", day=when)),
        )
    if outcome == "answered":
        title = _("「%(name)s」の行使に返事が来ました", name=name)
        return str(title), str(_("日にち: %(day)s。%(words)s", day=when, words=facts["words"]))
    title = _("「%(name)s」の行使は、今回は受けられませんでした", name=name)
    return str(title), str(_("回数は減っていません。%(words)s", words=facts["words"]))


def _sent(facts: dict[str, Any], name: str) -> tuple[str, str]:
    values = {"name": name, "carrier": facts["carrier"], "number": facts["tracking"]}
    if facts["outcome"] == "sent_again":
        title = _("「%(name)s」をもう一度送りました", name=name)
    else:
        title = _("「%(name)s」のお届けを送りました", name=name)
    sent_by = _("%(carrier)s、追跡番号 %(number)s。", **values) if values["number"] else f"{facts['carrier']}。"
    return str(title), f"{sent_by} {_('届かないときは、権利の画面からお知らせください。')}"
