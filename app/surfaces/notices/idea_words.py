"""What notices to the authors of ideas and comments say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

# What happened: (title, body)
_WORDS = {
    "comment": (
        _l("アイデア「%(title)s」にコメントがつきました"),
        _l("%(community)s。同じ日のほかのコメントは、まとめてページで読めます。"),
    ),
    "answer": (
        _l("「%(title)s」へのあなたのコメントに返信がつきました"),
        _l("%(community)s。同じ日のほかの返信は、まとめてページで読めます。"),
    ),
    "merged": (
        _l("アイデア「%(title)s」が、似たアイデアにまとめられました"),
        _l("%(community)s。書いたことはそのまま読めます。応援と話し合いは、まとめ先で続きます。"),
    ),
    "poll": (
        _l("アイデア「%(title)s」がアンケートになりました"),
        _l("%(community)s。仲間が答えるところを見守ってください。"),
    ),
    "product": (
        _l("アイデア「%(title)s」が商品プロジェクトになりました"),
        _l("%(community)s。試作品の投票や作り手の募集が、ここから始まります。"),
    ),
    "proposal": (
        _l("アイデア「%(title)s」が提案になりました"),
        _l("%(community)s。カードを持つ仲間が投票します。"),
    ),
}


def idea_words(facts: Mapping[str, Any], community: str, title: str) -> tuple[str, str]:
    """Title and body."""
    values = {"community": community, "title": title}
    head, body = _WORDS[facts["what"]]
    return str(head) % values, str(body) % values


def idea_link(facts: Mapping[str, Any]) -> tuple[str, str]:
    what, number = facts["what"], facts["number"]
    if what == "poll":
        return url_for("polls.show_poll", number=number), str(_("アンケートを見る"))
    if what == "product":
        return url_for("product_projects.show_product", number=number), str(_("商品プロジェクトを見る"))
    if what == "proposal":
        return url_for("dao.show_proposal", number=number), str(_("提案を見る"))
    if what == "merged":
        return url_for("ideas.show_idea", number=number), str(_("まとめ先を見る"))
    return url_for("ideas.find_comment", number=facts["idea"], comment=number), str(_("コメントを読む"))
