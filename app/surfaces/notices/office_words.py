"""What notices to officers say: relief points to confirm, what became of them, and rules that have given all."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

_SAID = {
    "joined": (
        _l("支援ポイント「%(name)s」に、あなたのまちも入るよう頼まれました"),
        _l("職員画面で内容を確かめ、よければ同意してください。同意するまで、あなたのまちの人には届きません。"),
    ),
    "asked": (
        _l("支援ポイント「%(name)s」の確認をお願いします"),
        _l("ほかの職員が依頼しました。人数と合計を確かめて、確認してください。確認するまで、だれにも届きません。"),
    ),
    "approved": (
        _l("支援ポイント「%(name)s」が確認されました"),
        _l("確認した職員が署名すると、付与が始まります。ようすは画面で見られます。"),
    ),
    "sent_back": (
        _l("支援ポイント「%(name)s」が差し戻されました"),
        _l("理由を画面で確かめてください。まだだれにも届いていません。"),
    ),
    "budget_spent": (
        _l("特典ルール「%(name)s」の予算を使い切りました"),
        _l("これから届くイベントには付与しません。続けるときは、ルールの画面で予算を増やしてください。"),
    ),
}


def office_words(facts: dict[str, Any], name: str) -> tuple[str, str]:
    """Title and body."""
    title, body = _SAID[facts["what"]]
    return str(title) % {"name": name}, str(body)


def office_link(facts: dict[str, Any]) -> tuple[str, str]:
    if facts["what"] == "budget_spent":
        return url_for("reward_rules.show_rule", code=facts["town"], rule_id=facts["rule"]), str(_("内容を見る"))
    if facts["what"] == "joined":
        return url_for("console.show_reliefs", code=facts["town"]), str(_("内容を見る"))
    return url_for("console.show_relief", code=facts["town"], relief_id=facts["relief"]), str(_("内容を見る"))
