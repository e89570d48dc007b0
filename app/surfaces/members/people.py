"""Who has which role in a community, and the members who wish to be seen; for its members."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.security import limiter
from app.surfaces.console.forms import Typed
from app.surfaces.dao.communities.pages import towns_of
from app.surfaces.members import blueprint
from app.surfaces.members.words import ROLES
from app.wiring import current_platform
from chain.errors import Invalid
from dao.models.membership import RoleHolding

_FIELDS = ("name", "line")


@blueprint.get("/communities/<slug>/people")
@requires_sign_in
def show_people(slug: str) -> str:
    return _page(slug, None)


@blueprint.post("/communities/<slug>/people/own")
@requires_sign_in
@limiter.limit("20 per minute", key_func=per_person)
def show_me(slug: str) -> Response | tuple[str, int]:
    typed = Typed.of(_FIELDS, request.form)
    try:
        profile = current_platform().dao.membership.show_profile
        profile.show(slug, current_account().address, typed.values["name"], typed.values["line"])
    except Invalid as problem:
        typed.refuse(problem)
        return _page(slug, typed), 422
    flash(_("仲間の一覧に載りました。いつでもやめられます。"), "success")
    return redirect(url_for("members.show_people", slug=slug), 303)


@blueprint.post("/communities/<slug>/people/own/withdrawal")
@requires_sign_in
def hide_me(slug: str) -> Response:
    current_platform().dao.membership.show_profile.withdraw(slug, current_account().address)
    flash(_("仲間の一覧から外れ、名前と言葉を消しました。"), "success")
    return redirect(url_for("dao.show_community", slug=slug), 303)


def _page(slug: str, typed: Typed | None) -> str:
    reader = current_account().address
    page = current_platform().dao.membership.pages.people(slug, reader, request.args.get("page", 1, int))
    own = page.own
    return render_template(
        "members/people.html",
        page=page,
        community=page.community,
        towns={str(town.code): town for town in towns_of(page.community.towns)},
        typed=typed or Typed.of(_FIELDS, {"name": own.name, "line": own.line} if own else {}),
        all_roles=ROLES,
        roles_of_members=_roles_of_members(page.holders),
        address_of_page=lambda number: url_for("members.show_people", slug=slug, page=number),
    )


def _roles_of_members(holders: Sequence[RoleHolding]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for holder in holders:
        found.setdefault(str(holder.account), []).append(holder.role)
    return found
