"""Product projects in the reader's words: where one stands, who has to act, and what happened."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.access import current_account
from app.i18n import localized
from app.surfaces.ideas.words import reader_address, town_curated
from app.surfaces.moderation.words import KINDS, LINKS
from app.surfaces.product_projects import blueprint
from app.wiring import current_platform
from chain.ids import Address
from dao.errors import RoleRequired
from dao.models.product_projects import MakerBy, ProductProject, Situation, Stage, StepKind
from dao.ports import Payee, TokenTier
from dao.queries.product_projects.pages import ProductPage
from dao.queries.product_projects.reported import APPLICATION, PRODUCT

KINDS |= {PRODUCT: _l("商品プロジェクトの文章"), APPLICATION: _l("作り手の応募の文章")}
LINKS[PRODUCT] = lambda number: url_for("product_projects.show_product", number=number)
LINKS[APPLICATION] = lambda number: _page_of_application(number)

# Of each stage its name, and the icon
STAGES = {
    Stage.IDEA: (_l("アイデア"), "idea"),
    Stage.VOTE: (_l("試作品の投票"), "ballot"),
    Stage.MAKER: (_l("作り手"), "shop"),
    Stage.SALE: (_l("販売"), "gift"),
}
_STEWARD, _VOTERS, _NOBODY = _l("世話役"), _l("票を持つ仲間"), _l("待つだけです")
# Situation: (in short, kind of badge, who has to act, what comes next)
SITUATIONS = {
    Situation.BEGUN: (
        _l("アイデアの段階"),
        "neutral",
        _STEWARD,
        _l("試作品ができたら、投票を開きます。"),
    ),
    Situation.VOTING: (
        _l("試作品の投票中"),
        "information",
        _VOTERS,
        _l("よいと思う試作品に投票します。"),
    ),
    Situation.COUNTING: (
        _l("開票を待っています"),
        "warning",
        _NOBODY,
        _l("まもなく投票の結果が出ます。"),
    ),
    Situation.UNDECIDED: (
        _l("投票が成立せず"),
        "warning",
        _STEWARD,
        _l("もう一度、試作品の投票を開きます。"),
    ),
    Situation.PROTOTYPE_CHOSEN: (
        _l("試作品が決定"),
        "success",
        _STEWARD,
        _l("加盟店から、作り手の募集を始めます。"),
    ),
    Situation.APPLYING: (
        _l("作り手を募集中"),
        "information",
        _l("加盟店"),
        _l("締切までに、作り手に応募します。"),
    ),
    Situation.NO_APPLICANTS: (
        _l("応募がありません"),
        "warning",
        _STEWARD,
        _l("締切をのばして、募集を続けます。"),
    ),
    Situation.APPLIED: (
        _l("応募を締切"),
        "information",
        _STEWARD,
        _l("応募したお店から、作り手を選びます。"),
    ),
    Situation.MAKER_VOTING: (
        _l("作り手の投票中"),
        "information",
        _VOTERS,
        _l("応募したお店に投票します。"),
    ),
    Situation.MAKER_COUNTING: (
        _l("開票を待っています"),
        "warning",
        _NOBODY,
        _l("まもなく投票の結果が出ます。"),
    ),
    Situation.MAKER_VOTED: (
        _l("作り手の投票が終了"),
        "success",
        _STEWARD,
        _l("投票の結果のとおりに、作り手を決めます。"),
    ),
    Situation.MAKER_UNDECIDED: (
        _l("投票が成立せず"),
        "warning",
        _STEWARD,
        _l("応募したお店から、作り手を選びます。"),
    ),
    Situation.MAKER_CHOSEN: (
        _l("作り手が決定"),
        "success",
        _l("作り手のお店"),
        _l("出品の下書きを作ります。"),
    ),
    Situation.OFFERED: (
        _l("販売の準備中"),
        "information",
        _l("作り手のお店とまち"),
        _l("お店が書いた出品を、まちが確かめて販売を始めます。"),
    ),
    Situation.ON_SALE: (
        _l("販売中"),
        "success",
        _l("みなさん"),
        _l("できあがった商品を買えます。"),
    ),
}
STEPS = {
    StepKind.STARTED: _l("プロジェクトが始まりました"),
    StepKind.VOTE_OPENED: _l("試作品の投票が開かれました"),
    StepKind.MAKERS_ASKED: _l("作り手の募集が始まりました"),
    StepKind.TIME_EXTENDED: _l("作り手の募集の締切がのびました"),
    StepKind.CALL_TAKEN_BACK: _l("作り手の募集が取り消されました"),
    StepKind.MAKER_VOTE_OPENED: _l("作り手を選ぶ投票が開かれました"),
    StepKind.MAKER_CHOSEN: _l("作り手が決まりました"),
    StepKind.CHOICE_TAKEN_BACK: _l("作り手の決定が取り消されました"),
    StepKind.ON_SALE: _l("買えるようになりました"),
    StepKind.STOPPED: _l("プロジェクトが止まりました"),
    StepKind.RESUMED: _l("プロジェクトが再開しました"),
}
MAKER_BY = {
    MakerBy.STEWARD: (_l("世話役が選ぶ"), _l("応募の締切のあと、世話役が話を聞いて決めます。")),
    MakerBy.POLL: (_l("投票で選ぶ"), _l("応募の締切のあと、応募したお店を選択肢にした投票を開きます。")),
}


def _page_of_application(number: int) -> str:
    project = current_platform().dao.product_projects.pages.of_application(number)
    return url_for("product_projects.show_product", number=project, _anchor="makers-title") if project else ""


def shown_product(number: int) -> ProductPage:
    """Raises: ProductUnknown, also where it is for others."""
    pages = current_platform().dao.product_projects.pages
    is_officer = bool(town_curated(pages.community_of(number)))
    return pages.product(number, reader_address(), is_officer=is_officer)


def steered_product(number: int) -> ProductPage:
    """For its stewards. Raises: ProductUnknown, RoleRequired."""
    page = shown_product(number)
    if not page.is_steward:
        raise RoleRequired(page.community.slug, current_account().address, "steer a product project")
    return page


@blueprint.app_template_filter("shop_name")
def shop_name(shop: Payee | None) -> str:
    """One that was suspended has no name here."""
    return localized(shop, "name") if shop else str(_("（取り扱いを停止しているお店）"))


@blueprint.app_template_filter("product_tier_words")
def tier_words(tier: TokenTier | None) -> str:
    """For whose holders a project is; None for all of them."""
    name = localized(tier, "name") if tier else ""
    return str(_("トークンで「%(tier)s」以上の仲間だけ", tier=name) if tier else _("トークンを持つ仲間だけ"))


@blueprint.app_template_filter("situation_words")
def situation_words(situation: Situation) -> tuple[str, str, str, str]:
    words, kind, who, what = SITUATIONS[situation]
    return str(words), kind, str(who), str(what)


@blueprint.app_template_filter("product_step_words")
def product_step_words(kind: str) -> str:
    return str(STEPS[StepKind(kind)])


@blueprint.app_template_global("product_stages")
def product_stages(situation: Situation, *, is_stopped: bool) -> list[tuple[str, str, str]]:
    """(name, icon, state) of the four: done, now, stopped or later."""
    reached = list(STAGES).index(situation.stage)
    at = "done" if situation is Situation.ON_SALE else "stopped" if is_stopped else "now"
    states = ["done" if place < reached else at if place == reached else "later" for place in range(len(STAGES))]
    return [(str(name), icon, state) for (name, icon), state in zip(STAGES.values(), states, strict=True)]


@blueprint.app_template_global("product_of_poll")
def product_of_poll(poll: int) -> ProductProject | None:
    return current_platform().dao.product_projects.pages.of_poll(poll, reader_address())


@blueprint.app_template_global("has_products")
def has_products(slug: str) -> bool:
    """Whether the community's page leads to its projects: where there is one to see, or one may be started."""
    return current_platform().dao.product_projects.pages.leads_to(slug, reader_address())


def own_shop(page: ProductPage, shop: str) -> Address | None:
    """A member shop for which the reader works."""
    return next((one for one in page.own_shops if one == shop), None)
