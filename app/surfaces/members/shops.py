"""Shops in a community: a steward invites them; a steward or the shop itself ends it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.i18n import localized
from app.security import limiter
from app.surfaces.console.forms import Typed
from app.surfaces.members import blueprint
from app.wiring import current_platform
from chain.errors import Invalid
from chain.ids import parse_address
from dao.errors import RoleRequired
from dao.models.membership import CommunityRole


@blueprint.get("/communities/<slug>/shops/new")
@requires_sign_in
def new_shop(slug: str) -> str:
    return _form(slug, Typed.of(("shop",), {}))


@blueprint.post("/communities/<slug>/shops")
@requires_sign_in
@limiter.limit("60 per minute", key_func=per_person)
def invite_shop(slug: str) -> Response | tuple[str, int]:
    typed = Typed.of(("shop",), request.form)
    try:
        current_platform().dao.membership.invite_shop.invite(slug, current_account().address, typed.values["shop"])
    except Invalid as problem:
        typed.refuse(problem)
        return _form(slug, typed), 422
    flash(_("お店に招待を送りました。お店の人が受けると、仲間になります。"), "success")
    return redirect(url_for("members.show_people", slug=slug), 303)


@blueprint.get("/communities/<slug>/shops/<shop>/invitation")
@requires_sign_in
def show_invitation(slug: str, shop: str) -> str:
    """For who works for the shop."""
    pages = current_platform().dao.membership.pages
    community, payee, invited = pages.invitation(slug, parse_address(shop), current_account().address)
    return render_template("members/invitation.html", community=community, shop=payee, invited=invited)


@blueprint.post("/communities/<slug>/shops/<shop>/acceptance")
@requires_sign_in
@limiter.limit("60 per minute", key_func=per_person)
def accept_invitation(slug: str, shop: str) -> Response:
    current_platform().dao.membership.invite_shop.accept(slug, current_account().address, parse_address(shop))
    flash(_("コミュニティの仲間になりました。ようこそ。"), "success")
    return redirect(url_for("members.show_people", slug=slug), 303)


@blueprint.post("/communities/<slug>/shops/<shop>/withdrawal")
@requires_sign_in
def withdraw_shop(slug: str, shop: str) -> Response:
    account = current_account().address
    current_platform().dao.membership.invite_shop.withdraw(slug, account, parse_address(shop))
    flash(_("お店はコミュニティから外れました。"), "success")
    return redirect(url_for("dao.show_community", slug=slug), 303)


def _form(slug: str, typed: Typed) -> str:
    pages, account = current_platform().dao.membership.pages, current_account().address
    page = pages.people(slug, account)
    if CommunityRole.STEWARD not in page.roles:
        raise RoleRequired(slug, account, "invite shops")
    inside = {payee.address for payee in page.shops}
    shops = [(payee.address, localized(payee, "name")) for payee in pages.shops() if payee.address not in inside]
    return render_template("members/shop_form.html", community=page.community, typed=typed, shops=shops)
