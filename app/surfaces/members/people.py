"""Who has which role in a community; for its members."""

from __future__ import annotations

from flask import render_template

from app.access import current_account, requires_sign_in
from app.surfaces.dao.communities import towns_of
from app.surfaces.members import blueprint
from app.surfaces.members.words import ROLES
from app.wiring import current_platform


@blueprint.get("/communities/<slug>/people")
@requires_sign_in
def show_people(slug: str) -> str:
    page = current_platform().dao.membership.pages.people(slug, current_account().address)
    towns = {str(town.code): town for town in towns_of(page.community.towns)}
    return render_template("members/people.html", page=page, community=page.community, towns=towns, all_roles=ROLES)
