"""A steward starts a product project, freely or from an idea, and writes it anew until the first vote."""

from __future__ import annotations

import secrets

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.console.forms import Typed
from app.surfaces.ideas.becoming import idea_begun_with
from app.surfaces.product_projects import blueprint
from app.surfaces.product_projects.pictures import take_picture
from app.surfaces.product_projects.words import MAKER_BY, steered_product, tier_words
from app.wiring import current_platform
from chain.errors import Invalid
from chain.ids import MunicipalityCode
from dao.models.product_projects import MakerBy, ProductProject, ProjectWords, Situation
from dao.models.product_projects.errors import NotItsTurn, TooManyProducts
from dao.queries.product_projects.pages import ProductStart

_WORDS = ("title_ja", "title_en", "body_ja", "body_en", "picture", "picture_words", "picture_away")
_FIELDS = (*_WORDS, "audience", "maker_by", "idea", "form")
_EVERYBODY = "all"


@blueprint.get("/communities/<slug>/products/new")
@requires_sign_in
def new_product(slug: str) -> str:
    begun = {"audience": _EVERYBODY, "maker_by": MakerBy.STEWARD, "form": secrets.token_hex(16)}
    idea = idea_begun_with()
    if idea is not None and idea.community == slug:
        begun |= {"title_ja": idea.title_ja or idea.title_en, "title_en": idea.title_en, "idea": str(idea.id)}
        begun |= {"body_ja": idea.body_ja or idea.body_en, "body_en": idea.body_en}
    return _form(_start(slug), Typed.of(_FIELDS, begun))


@blueprint.post("/communities/<slug>/products")
@requires_sign_in
@limiter.limit("20 per hour", key_func=per_person)
def start_product(slug: str) -> Response | tuple[str, int]:
    """Raises: CommunityUnknown, RoleRequired."""
    start, typed, refusal, status = _start(slug), Typed.of(_FIELDS, request.form), "", 422
    take_picture(start.municipality, typed)
    words = _read(typed, new=True)
    if words is not None:
        try:
            services, form = current_platform().dao.product_projects, typed.values["form"]
            number = services.start.start(slug, current_account().address, words, form)
            flash(_("商品プロジェクトを始めました。仲間にお知らせします。"), "success")
            return redirect(url_for("product_projects.show_product", number=number), 303)
        except Invalid as problem:
            typed.refuse(problem, "audience" if problem.field == "tier" else "")
        except TooManyProducts as problem:
            refusal, status = sentence(problem), status_of(problem)
    return _form(start, typed, refusal=refusal), status


@blueprint.get("/product-projects/<int:number>/edit")
@requires_sign_in
def edit_product(number: int) -> str:
    page = steered_product(number)
    if page.situation is not Situation.BEGUN:
        raise NotItsTurn(number, page.situation)
    given = {name: getattr(page.project, name, "") for name in _WORDS}
    return _form(_start(page.community.slug), Typed.of(_FIELDS, given), page.project)


@blueprint.post("/product-projects/<int:number>/edit")
@requires_sign_in
@limiter.limit("60 per hour", key_func=per_person)
def change_product(number: int) -> Response | tuple[str, int]:
    """Raises: ProductUnknown, RoleRequired, ProductStopped, NotItsTurn."""
    page, typed = steered_product(number), Typed.of(_FIELDS, request.form)
    take_picture(MunicipalityCode(page.project.municipality), typed)
    words = _read(typed, new=False)
    if words is not None:
        try:
            current_platform().dao.product_projects.start.change(number, current_account().address, words)
            flash(_("商品プロジェクトを書きかえました。"), "success")
            return redirect(url_for("product_projects.show_product", number=number), 303)
        except Invalid as problem:
            typed.refuse(problem)
    return _form(_start(page.community.slug), typed, page.project), 422


def _start(slug: str) -> ProductStart:
    """Raises: CommunityUnknown, RoleRequired."""
    return current_platform().dao.product_projects.pages.start(slug, current_account().address)


def _read(typed: Typed, *, new: bool) -> ProjectWords | None:
    """What was typed; None with sentences kept when something is wrong."""
    values = typed.values
    maker_by = typed.read("maker_by", _maker_by) if new else MakerBy.STEWARD
    if typed.errors or maker_by is None:
        return None
    idea, audience = idea_begun_with(), values["audience"]
    return ProjectWords(
        values["title_ja"], values["title_en"], values["body_ja"], values["body_en"], values["picture"],
        values["picture_words"] if values["picture"] else "",
        None if audience == _EVERYBODY else audience.removeprefix("tier:"), maker_by, idea.id if idea else None,
    )  # fmt: skip


def _maker_by(text: str) -> MakerBy:
    try:
        return MakerBy(text)
    except ValueError:
        raise Invalid("maker_by", "one_option") from None


def _form(start: ProductStart, typed: Typed, project: ProductProject | None = None, *, refusal: str = "") -> str:
    """`project`: the one that is written anew."""
    tiers = [(f"tier:{one.key}", tier_words(one)) for one in start.tiers]
    holders = [("tier:", _("トークンを持つ仲間だけ")), *tiers] if tiers else []
    return render_template(
        "product_projects/form.html",
        community=start.community,
        typed=typed,
        project=project,
        refusal=refusal,
        audiences=[(_EVERYBODY, _("どなたでも")), *holders],
        makers_by=[(key, str(words), str(hint)) for key, (words, hint) in MAKER_BY.items()],
    )
