"""What notices to trustees of sealed polls say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.i18n import moment
from chain.clock import from_unix


def trustee_words(facts: Mapping[str, Any], community: str, title: str) -> tuple[str, str]:
    until = moment(from_unix(facts["closes_at"]))
    if facts["moment"] == "asked":
        head = _("「%(title)s」の立会人をお願いされています", title=title)
        return str(head), str(_("%(community)s。引き受けるかどうか、画面でお返事ください。", community=community))
    if facts["moment"] == "opened":
        head = _("立会人になった「%(title)s」が始まります", title=title)
        return str(head), str(_("締切は%(until)sです。それまで、鍵をだれにも見せずに持っていてください。", until=until))
    head = _("「%(title)s」の封を開ける鍵をお待ちしています", title=title)
    return str(head), str(_("%(community)s。締め切られました。お手元の鍵を入れてください。", community=community))


def trustee_link(facts: Mapping[str, Any]) -> tuple[str, str]:
    return url_for("polls.show_trusteeship", number=facts["number"]), str(_("立会人の画面を見る"))
