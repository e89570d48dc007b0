"""The news of a community and a single piece of it, which also shows a steward how far telling is."""

from __future__ import annotations

from flask import render_template, request, url_for

from app.access import current_account, requires_sign_in
from app.surfaces.news import blueprint
from app.wiring import current_platform


@blueprint.get("/communities/<slug>/news")
@requires_sign_in
def list_news(slug: str) -> str:
    pages = current_platform().dao.membership.news.pages
    listed = pages.news_of(slug, current_account().address, request.args.get("page", 1, int))
    return render_template(
        "news/list.html",
        listed=listed,
        community=listed.community,
        address_of_page=lambda page: url_for("news.list_news", slug=slug, page=page),
    )


@blueprint.get("/news/<int:number>")
@requires_sign_in
def show_news(number: int) -> str:
    page = current_platform().dao.membership.news.pages.one(number, current_account().address)
    return render_template("news/news.html", page=page, news=page.news, community=page.community)
