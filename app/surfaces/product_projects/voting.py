"""A steward opens the polls of a product project. Answering, counting and checking happen on the poll's own page."""

from __future__ import annotations

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.i18n import day, yen
from app.i18n import number as thousands
from app.security import limiter
from app.surfaces.community_tokens.tiers import tier_words
from app.surfaces.console.forms import Typed, local_moment
from app.surfaces.console.poll_pictures import take_pictures
from app.surfaces.polls.drafting import USUAL, read_poll, ways_to_vote
from app.surfaces.product_projects import blueprint
from app.surfaces.product_projects.words import shop_name, steered_product
from app.wiring import current_platform
from chain.clock import JST
from chain.errors import Invalid
from chain.ids import MunicipalityCode
from dao.models.polls import Mode
from dao.models.product_projects import Situation
from dao.models.product_projects.errors import NotItsTurn
from dao.queries.product_projects.pages import ProductPage

_FIELDS = (
    "title_ja", "title_en", "body", "mode", "options", "pictures", "house", "seats", "least_votes", "least_persons",
    "opens_at", "closes_at", "tier",
)  # fmt: skip
_FIXED = {"seats": "1", "opens_at": "", "tier": ""}


@blueprint.get("/product-projects/<int:number>/prototypes/new")
@requires_sign_in
def new_prototypes(number: int) -> str:
    page = steered_product(number)
    if page.situation not in (Situation.BEGUN, Situation.UNDECIDED):
        raise NotItsTurn(number, page.situation)
    english = f"Prototypes: {page.project.title_en}" if page.project.title_en else ""
    return _form("prototypes", page, _begun(f"試作品の投票：{page.project.title_ja}", english))


@blueprint.post("/product-projects/<int:number>/prototypes")
@requires_sign_in
@limiter.limit("30 per hour", key_func=per_person)
def open_prototypes(number: int) -> Response | tuple[str, int]:
    """Raises: ProductUnknown, RoleRequired, ProductStopped, NotItsTurn."""
    page, typed = steered_product(number), Typed.of(_FIELDS, {**request.form, **_FIXED})
    take_pictures(MunicipalityCode(page.project.municipality), typed)
    draft = read_poll(typed)
    if draft is not None and not typed.errors:
        try:
            current_platform().dao.product_projects.votes.about_prototypes(number, current_account().address, draft)
            return _opened(number)
        except Invalid as problem:
            typed.refuse(problem)
    return _form("prototypes", page, typed), 422


@blueprint.get("/product-projects/<int:number>/maker-vote/new")
@requires_sign_in
def new_maker_vote(number: int) -> str:
    page = steered_product(number)
    if not page.needs_maker_poll:
        raise NotItsTurn(number, page.situation)
    english = f"Who makes it: {page.project.title_en}" if page.project.title_en else ""
    return _form("maker_vote", page, _begun(f"作り手の投票：{page.project.title_ja}", english, _offers(page)))


@blueprint.post("/product-projects/<int:number>/maker-vote")
@requires_sign_in
@limiter.limit("30 per hour", key_func=per_person)
def open_maker_vote(number: int) -> Response | tuple[str, int]:
    """The options are the shops that applied. Raises: ProductUnknown, RoleRequired, ProductStopped, NotItsTurn."""
    page = steered_product(number)
    typed = Typed.of(_FIELDS, {**request.form, **_FIXED, "options": "", "pictures": ""})
    draft = read_poll(typed)
    if draft is not None:
        try:
            current_platform().dao.product_projects.votes.about_the_maker(number, current_account().address, draft)
            return _opened(number)
        except Invalid as problem:
            typed.refuse(problem)
    return _form("maker_vote", page, typed), 422


def _opened(number: int) -> Response:
    flash(_("投票を開きました。仲間にお知らせします。"), "success")
    return redirect(url_for("product_projects.show_product", number=number), 303)


def _begun(title_ja: str, title_en: str, body: str = "") -> Typed:
    end = current_platform().clock.now().astimezone(JST).replace(minute=0) + timedelta(days=14)
    given = {"title_ja": title_ja[:80], "title_en": title_en[:80], "body": body, "closes_at": local_moment(end)}
    return Typed.of(_FIELDS, USUAL | _FIXED | given)


def _offers(page: ProductPage) -> str:
    """What each shop offers, for the poll's own page."""
    lines = [
        _(
            "- **%(shop)s**：1つ%(price)sで%(quantity)s個、%(day)sまでに",
            shop=shop_name(page.shops.get(one.shop)), price=yen(one.price), quantity=thousands(one.quantity),
            day=day(one.ready_on),
        )
        for one in page.applications
    ]  # fmt: skip
    return "\n".join(map(str, lines))


def _form(kind: str, page: ProductPage, typed: Typed) -> str:
    """Where the community has a token its holders vote, one vote each, and nothing about it is asked."""
    slug, ways, voters = page.community.slug, ways_to_vote(), ""
    if current_platform().dao.polls.pages.tiers_of(slug):
        voters = _("カードかコミュニティのトークンを持つ人") if page.project.tier is None else tier_words(page.tier)
        ways |= {"houses": [], "modes": [one for one in ways["modes"] if one[0] is not Mode.QUADRATIC]}
    return render_template(
        f"product_projects/{kind}.html",
        page=page,
        project=page.project,
        community=page.community,
        typed=typed,
        picture_address=lambda cid: url_for("product_projects.send_kept", slug=slug, cid=cid),
        voters=voters,
        **ways,
    )
