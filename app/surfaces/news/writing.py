"""Writing news: the form, a look at it with the number of people it reaches, and sending."""

from __future__ import annotations

import secrets

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence
from app.i18n import localized
from app.security import limiter
from app.surfaces.console.forms import Typed
from app.surfaces.news import blueprint
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from dao.models.news import Audience, CommunityNews
from dao.queries.news.audiences import Choice
from dao.services.news.write_news import NewsDraft

_FIELDS = ("title_ja", "title_en", "body_ja", "body_en", "audience", "form")


@blueprint.get("/communities/<slug>/news/new")
@requires_sign_in
def new_news(slug: str) -> str:
    return _form(slug, Typed.of(_FIELDS, {"audience": "all", "form": secrets.token_hex(16)}))


@blueprint.post("/communities/<slug>/news/draft")
@requires_sign_in
def return_to_news(slug: str) -> str:
    """Back from the preview with everything that was typed."""
    return _form(slug, Typed.of(_FIELDS, request.form))


@blueprint.post("/communities/<slug>/news/preview")
@requires_sign_in
def preview_news(slug: str) -> str | tuple[str, int]:
    typed, write = Typed.of(_FIELDS, request.form), current_platform().dao.membership.news.write
    try:
        draft, choice, people = write.preview(slug, current_account().address, NewsDraft(**typed.values))
    except Invalid as problem:
        typed.refuse(problem)
        return _form(slug, typed), 422
    community, _choices = current_platform().dao.membership.news.pages.choices(slug, current_account().address)
    return render_template(
        "news/preview.html", community=community, draft=draft, typed=typed, audience=audience_words(choice),
        people=people,
    )  # fmt: skip


@blueprint.post("/communities/<slug>/news")
@requires_sign_in
@limiter.limit("10 per hour", key_func=per_person)
def send_news(slug: str) -> Response | tuple[str, int]:
    typed, write = Typed.of(_FIELDS, request.form), current_platform().dao.membership.news.write
    try:
        number = write.write(slug, current_account().address, NewsDraft(**typed.values))
        return redirect(url_for("news.show_news", number=number), 303)
    except Invalid as problem:
        typed.refuse(problem)
    except Conflict as problem:
        typed.errors["audience"] = sentence(problem)
    return _form(slug, typed), 422


def audience_words(choice: Choice) -> str:
    name = localized(choice, "name")
    if choice.audience is Audience.TOWN:
        return str(_("%(town)sのカードを持つ仲間", town=name))
    if choice.audience is Audience.SERIES:
        return str(_("「%(series)s」を持つ仲間", series=name))
    if choice.audience is Audience.TIER:
        return str(_("トークンで「%(tier)s」以上の仲間", tier=name) if name else _("トークンを持つ仲間全員"))
    return str(_("仲間全員"))


def _form(slug: str, typed: Typed) -> str:
    pages = current_platform().dao.membership.news.pages
    community, choices = pages.choices(slug, current_account().address)
    audiences = [(choice.key, audience_words(choice)) for choice in choices]
    return render_template("news/form.html", community=community, typed=typed, audiences=audiences)


@blueprint.app_template_filter("news_audience_words")
def news_audience_words(news: CommunityNews) -> str:
    """For whom a piece of news was, with the names of that day."""
    audience, of = Audience(news.audience), news.audience_key
    return audience_words(Choice("", audience, of, news.audience_ja, news.audience_en))
