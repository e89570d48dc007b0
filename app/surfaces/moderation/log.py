"""The log of moderation, open to the members: what was hidden or shown, in which role, why and when."""

from __future__ import annotations

from flask import render_template, request, url_for

from app.access import current_account, requires_sign_in
from app.surfaces.moderation import blueprint
from app.wiring import current_platform


@blueprint.get("/communities/<slug>/moderation")
@requires_sign_in
def show_log(slug: str) -> str:
    pages = current_platform().dao.moderation.pages
    log = pages.log(slug, current_account().address, request.args.get("page", 1, int))
    return render_template(
        "moderation/log.html",
        log=log,
        community=log.community,
        address_of_page=lambda page: url_for("moderation.show_log", slug=slug, page=page),
    )
