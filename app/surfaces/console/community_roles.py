"""A municipality's people in its communities: name somebody to a role, withdraw the role."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.i18n import localized
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed
from app.surfaces.console.office import for_officers, page
from app.surfaces.members.words import CIRCLES, ROLES
from app.wiring import current_platform
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode, parse_address
from dao.models.membership import Circle, CommunityRole

_FIELDS = ("community", "person", "role")


@blueprint.get("/console/<code>/communities")
@for_officers
def show_community_roles(code: MunicipalityCode) -> str:
    return _page(code, Typed.of(_FIELDS, {"role": CommunityRole.MODERATOR}))


@blueprint.post("/console/<code>/communities/roles")
@for_officers
def name_role(code: MunicipalityCode) -> Response | tuple[str, int]:
    typed, platform = Typed.of(_FIELDS, request.form), current_platform()
    role, account = typed.read("role", _role), typed.read("person", _person)
    if role is not None and account is not None:
        try:
            curator = current_account().address
            platform.dao.membership.name_roles.name(typed.values["community"], code, curator, account, role)
            flash(_("役割をお願いしました。"), "success")
            return redirect(url_for("console.show_community_roles", code=code), 303)
        except Invalid as problem:
            typed.refuse(problem, "community")
    return _page(code, typed), 422


@blueprint.post("/console/<code>/communities/roles/<int:number>/withdrawal")
@for_officers
def withdraw_role(code: MunicipalityCode, number: int) -> Response:
    current_platform().dao.membership.name_roles.withdraw(number, code, current_account().address)
    flash(_("役割を外しました。"), "success")
    return redirect(url_for("console.show_community_roles", code=code), 303)


@blueprint.post("/console/<code>/communities/<slug>/series")
@for_officers
def admit_series(code: MunicipalityCode, slug: str) -> Response:
    """Holders of one of this town's series belong from now on, without a vote."""
    admit = current_platform().dao.membership.admit_series
    admit.admit(slug, code, current_account().address, request.form.get("series", ""))
    flash(_("このカードを持つ人も仲間になりました。"), "success")
    return redirect(url_for("console.show_community_roles", code=code), 303)


@blueprint.post("/console/<code>/communities/<slug>/series/<series>/withdrawal")
@for_officers
def withdraw_series(code: MunicipalityCode, slug: str, series: str) -> Response:
    current_platform().dao.membership.admit_series.withdraw(slug, code, parse_address(series))
    flash(_("このカードを外しました。"), "success")
    return redirect(url_for("console.show_community_roles", code=code), 303)


@blueprint.post("/console/<code>/communities/<slug>/circles/<circle>")
@for_officers
def admit_circle(code: MunicipalityCode, slug: str, circle: str) -> Response:
    """All verified residents, or all shops, of this town belong from now on, without a vote."""
    admit = current_platform().dao.membership.admit_circle
    admit.admit(slug, code, current_account().address, _circle(circle))
    flash(_("%(people)sが仲間になりました。", people=CIRCLES[_circle(circle)][0]), "success")
    return redirect(url_for("console.show_community_roles", code=code), 303)


@blueprint.post("/console/<code>/communities/<slug>/circles/<circle>/withdrawal")
@for_officers
def withdraw_circle(code: MunicipalityCode, slug: str, circle: str) -> Response:
    current_platform().dao.membership.admit_circle.withdraw(slug, code, _circle(circle))
    flash(_("%(people)sを外しました。", people=CIRCLES[_circle(circle)][0]), "success")
    return redirect(url_for("console.show_community_roles", code=code), 303)


def _page(code: MunicipalityCode, typed: Typed) -> str:
    platform = current_platform()
    listed = platform.dao.membership.pages.roles_by_community(str(code))
    names = platform.wallet.names([holder.account for _community, holders in listed for holder in holders])
    return page(
        "console/community_roles.html",
        code,
        listed=listed,
        series=platform.dao.membership.pages.series_by_community(str(code)),
        circles=platform.dao.membership.pages.circles_of(str(code)),
        circle_order=tuple(Circle),
        circle_words=CIRCLES,
        names=names,
        typed=typed,
        communities=[(community.slug, localized(community, "name")) for community, _holders in listed],
        roles=[(role.value, str(words[0]), str(words[1])) for role, words in ROLES.items()],
    )


def _role(text: str) -> CommunityRole:
    try:
        return CommunityRole(text)
    except ValueError:
        raise Invalid("role", "one_option") from None


def _circle(text: str) -> Circle:
    """Raises: Invalid (circle)."""
    try:
        return Circle(text)
    except ValueError:
        raise Invalid("circle", "one_option") from None


def _person(text: str) -> Address:
    """Raises: Invalid (person)."""
    found = current_platform().wallet.find(text)
    if found is None:
        raise Invalid("person", "unknown_person")
    return found
