"""What notices of communities say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.i18n import language
from app.surfaces.moderation.words import reason_words, reported_link
from app.surfaces.notices.product_words import product_words

# (who is told, what was decided): what happened
_MODERATED = {
    ("author", "hide"): _l("あなたの投稿が非表示になりました"),
    ("author", "show"): _l("あなたの投稿がもう一度表示されました"),
    ("reporter", "hide"): _l("通報された投稿を非表示にしました"),
    ("reporter", "show"): _l("通報された投稿を確かめました"),
    ("reporter", "keep"): _l("通報された投稿を確かめ、そのままにしました"),
}


def community_words(facts: Mapping[str, Any], community: str, news: str) -> tuple[str, str]:
    """Title and body. `news`: the title of the news or of the product project."""
    if facts["what"] == "news":
        return news, str(_("%(community)sからのお便りです。", community=community))
    if facts["what"] == "product":
        return product_words(facts, community, news)
    if facts["what"] == "invitation":
        head = _(
            "「%(shop)s」が、%(community)sに招かれています",
            shop=facts.get(f"shop_{language()}") or facts["shop_ja"],
            community=community,
        )
        return str(head), str(_("招待を受けると、お店で働く人も仲間のページを見て、アイデアを書けます。"))
    title = str(_MODERATED[facts["whom"], facts["decision"]])
    body = _(
        "%(community)s。きまり：%(point)s。理由：%(reason)s",
        community=community, point=reason_words(facts["reason"]), reason=facts["words"],
    )  # fmt: skip
    return title, str(body)


def community_link(facts: Mapping[str, Any]) -> tuple[str, str]:
    if facts["what"] == "news":
        return url_for("news.show_news", number=facts["number"]), str(_("お便りを読む"))
    if facts["what"] == "invitation":
        return url_for("members.show_invitation", slug=facts["slug"], shop=facts["shop"]), str(_("招待を見る"))
    if facts["what"] == "product":
        return url_for("product_projects.show_product", number=facts["project"]), str(_("商品プロジェクトを見る"))
    if not facts["slug"]:
        page = reported_link(facts["kind"], facts["subject"]) or url_for("projects.list_projects")
        return page, str(_("もとの場所で見る"))
    return url_for("moderation.show_log", slug=facts["slug"]), str(_("対応の記録を見る"))
