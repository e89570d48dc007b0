"""The list of community tokens, and one of them: what it gives, how many are left, and the own holding."""

from __future__ import annotations

from flask import render_template, request

from app.surfaces.community_tokens import blueprint
from app.viewer import viewer
from app.wiring import current_platform
from marketplace.models.shares import amounts


@blueprint.get("/community-tokens")
def list_offerings() -> str:
    account, pages = viewer(), current_platform().marketplace.community_tokens.pages
    held = pages.held(account.address) if account else []
    return render_template("community_tokens/offerings.html", views=pages.listed(), held=held)


@blueprint.get("/community-tokens/<int:number>")
def show_offering(number: int) -> str:
    """Raises: OfferingUnknown."""
    return offering_page(number, request.args.get("quantity", ""))


def offering_page(number: int, quantity: str, *, error: str = "") -> str:
    """`quantity`: what was typed before, so that nothing is lost."""
    account, platform = viewer(), current_platform()
    page = platform.marketplace.community_tokens.pages.page(number, account.address if account else None)
    offering = page.view.offering
    towns_communities = platform.dao.polls.pages.communities_of(str(offering.municipality))
    community = next((one for one in towns_communities if one.slug == offering.community), None)
    return render_template(
        "community_tokens/offering.html",
        page=page,
        view=page.view,
        offering=offering,
        own=page.own,
        community=community,
        shares=amounts(offering.price, offering.typed_shares()),
        quantity=quantity,
        error=error,
    )
