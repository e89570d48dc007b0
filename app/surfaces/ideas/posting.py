"""Writing an idea, with similar ones shown before it is posted, and writing it in its second language."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.console.forms import Typed
from app.surfaces.ideas import blueprint
from app.surfaces.ideas.words import reader_address
from app.wiring import current_platform
from chain.errors import Invalid
from dao.models.ideas import Idea, IdeaWords
from dao.models.ideas.errors import AlreadyTranslated, TooManyIdeas
from dao.queries.ideas.pages import Order

FIELDS = ("title_ja", "body_ja", "title_en", "body_en")
_TRANSLATION = ("title", "body")


@blueprint.get("/communities/<slug>/ideas/new")
@requires_sign_in
def new_idea(slug: str) -> str:
    return _form(slug, Typed.of(FIELDS, {}))


@blueprint.post("/communities/<slug>/ideas")
@requires_sign_in
@limiter.limit("20 per hour", key_func=per_person)
def post_idea(slug: str) -> Response | str | tuple[str, int]:
    """`anyway`: the writer has seen the similar ones. Raises: CommunityUnknown, MembersOnly."""
    ideas, typed = current_platform().dao.ideas, Typed.of(FIELDS, request.form)
    try:
        words = IdeaWords(**typed.values).checked()
        similar = [] if "anyway" in request.form else ideas.pages.similar(slug, words.titles)
        if similar:
            return _form(slug, typed, similar=similar)
        number = ideas.post.post(slug, current_account().address, words)
    except Invalid as problem:
        typed.refuse(problem)
        return _form(slug, typed), 422
    except TooManyIdeas as problem:
        return _form(slug, typed, refusal=sentence(problem)), status_of(problem)
    flash(_("アイデアを載せました。"), "success")
    return redirect(url_for("ideas.show_idea", number=number), 303)


@blueprint.get("/ideas/<int:number>/translation")
@requires_sign_in
def new_translation(number: int) -> str:
    return _translation(number, Typed.of(_TRANSLATION, {}))


@blueprint.post("/ideas/<int:number>/translation")
@requires_sign_in
@limiter.limit("20 per hour", key_func=per_person)
def post_translation(number: int) -> Response | tuple[str, int]:
    """Raises: IdeaUnknown, MembersOnly, IdeaMerged, AlreadyTranslated."""
    typed = Typed.of(_TRANSLATION, request.form)
    try:
        current_platform().dao.ideas.post.translate(number, current_account().address, **typed.values)
    except Invalid as problem:
        typed.refuse(problem)
        return _translation(number, typed), 422
    flash(_("訳を載せました。ありがとうございます。"), "success")
    return redirect(url_for("ideas.show_idea", number=number), 303)


def _form(slug: str, typed: Typed, *, similar: Sequence[Idea] = (), refusal: str = "") -> str:
    board = current_platform().dao.ideas.pages.board(slug, reader_address(), Order.NEWEST)
    return render_template(
        "ideas/new.html", board=board, community=board.community, typed=typed, similar=similar, refusal=refusal
    )


def _translation(number: int, typed: Typed) -> str:
    page = current_platform().dao.ideas.pages.idea(number, reader_address())
    if not page.idea.missing_language:
        raise AlreadyTranslated(number)
    return render_template("ideas/translation.html", page=page, idea=page.idea, community=page.community, typed=typed)
