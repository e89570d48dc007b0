"""Ideas in the reader's words, and who may curate a board."""

from __future__ import annotations

from collections.abc import Iterable

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.access import signed_in_account
from app.i18n import LANGUAGES, language
from app.surfaces.ideas import blueprint
from app.surfaces.moderation.words import KINDS, LINKS
from app.wiring import current_platform
from chain.ids import Address
from dao.models import Community
from dao.models.ideas import Idea, IdeaComment, OutcomeKind
from dao.models.membership import CommunityRole
from dao.queries.ideas.hiding import COMMENT, IDEA
from dao.queries.ideas.pages import IdeaPage, Order
from wallet import Role

ORDERS = {Order.SUPPORTED: _l("応援の多い順"), Order.NEWEST: _l("新しい順")}
OUTCOMES = {
    OutcomeKind.POLL: _l("アンケートになりました"),
    OutcomeKind.PROPOSAL: _l("提案になりました"),
    OutcomeKind.PRODUCT: _l("商品プロジェクトになりました"),
}

KINDS |= {IDEA: _l("アイデア"), COMMENT: _l("アイデアへのコメント")}
LINKS[IDEA] = lambda number: url_for("ideas.show_idea", number=number)
LINKS[COMMENT] = lambda number: url_for("ideas.lead_to_comment", comment=number)


@blueprint.app_template_filter("idea_title")
def idea_title(idea: Idea) -> str:
    """In the reader's language where it is written in it. A hidden one has no title."""
    own = idea.title_en if language() == "en" else idea.title_ja
    return own or idea.title_ja or idea.title_en or str(_("（非表示のアイデア）"))


@blueprint.app_template_filter("idea_texts")
def idea_texts(idea: Idea) -> list[tuple[str, str, str, str]]:
    """(language, its name, title, body) of each that is written, the reader's own first."""
    texts = {"ja": (idea.title_ja, idea.body_ja), "en": (idea.title_en, idea.body_en)}
    written = [(code, name, *texts[code]) for code, name in LANGUAGES.items() if texts[code][0]]
    return sorted(written, key=lambda one: one[0] != language())


@blueprint.app_template_filter("outcome_words")
def outcome_words(kind: str) -> str:
    return str(OUTCOMES[OutcomeKind(kind)])


def reader_address() -> Address | None:
    account = signed_in_account()
    return account.address if account else None


def names_of(addresses: Iterable[Address | None]) -> dict[Address, str]:
    wanted = {address for address in addresses if address is not None}
    return dict(current_platform().dao.directory.names(wanted)) if wanted else {}


def authors_of(comments: Iterable[IdeaComment]) -> set[Address]:
    """And translators."""
    return {who for comment in comments for who in (comment.author, comment.translated_by) if who is not None}


def town_curated(community: Community) -> str:
    """The code of a town of the community whose officer reads this; "" for everybody else."""
    account, wallet = signed_in_account(), current_platform().wallet
    if account is None:
        return ""
    return next((code for code in community.towns if wallet.has_role(account.address, Role.OFFICER, code)), "")


def may_merge(page: IdeaPage) -> bool:
    """Stewards, and officers of the community's towns."""
    return CommunityRole.STEWARD in page.roles or bool(town_curated(page.community))
