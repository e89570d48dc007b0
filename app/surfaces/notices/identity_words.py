"""What notices about the identity check say."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.i18n import day


def identity_link(facts: dict[str, Any]) -> tuple[str, str]:
    return url_for("identity.show"), str(_("本人確認を見る"))


def identity_words(facts: dict[str, Any]) -> tuple[str, str]:
    """Title and body."""
    if facts["outcome"] == "runs_out":
        return (
            str(_("本人確認の期限が%(day)sに来ます", day=day(date.fromisoformat(facts["last_day"])))),
            str(_("マイナンバーカードでもう一度確認すると、そのまま続けて使えます。2分ほどで終わります。")),
        )
    if facts["outcome"] == "moved_at_counter":
        return (
            str(_("本人確認が、別のアカウントに移りました")),
            str(_("まちの窓口で、あなたの書類を見て移されました。身に覚えがないときは、すぐに窓口にご相談ください。")),
        )
    return (
        str(_("本人確認が、別のアカウントに移りました")),
        str(_("あなたのカードを読み取って移されました。身に覚えがないときは、すぐにまちの窓口にご相談ください。")),
    )
