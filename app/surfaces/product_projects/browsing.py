"""The product projects of a community, and the page of one: where it stands, what comes next, and who has to act."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import render_template, url_for

from app.access import signed_in_account
from app.surfaces.console.forms import local_moment
from app.surfaces.ideas.words import reader_address, town_curated
from app.surfaces.product_projects import blueprint
from app.surfaces.product_projects.words import shown_product
from app.wiring import current_platform
from chain.clock import JST
from dao.models.product_projects import Situation
from dao.queries.product_projects.pages import ProductPage
from points.queries.merchants import find_merchant, merchant_id_of
from wallet import Role


@blueprint.get("/communities/<slug>/products")
def list_products(slug: str) -> str:
    platform = current_platform()
    is_officer = bool(town_curated(platform.dao.events.desks.community(slug)))
    listed = platform.dao.product_projects.pages.of_community(slug, reader_address(), is_officer=is_officer)
    return render_template("product_projects/products.html", listed=listed, community=listed.community)


@blueprint.get("/product-projects/<int:number>")
def show_product(number: int) -> str:
    return product_page(shown_product(number))


def product_page(page: ProductPage, **refused: Any) -> str:
    """`refused`: what was typed into one of its forms, and the sentence about it."""
    polls, project = current_platform().dao.polls.pages, page.project
    end = current_platform().clock.now().astimezone(JST).replace(minute=0) + timedelta(days=14)
    given = {"until": local_moment(end), "until_error": "", "reason": "", "reason_error": "", "choice_error": ""}
    return render_template(
        "product_projects/product.html",
        page=page,
        project=project,
        community=page.community,
        vote=polls.poll(project.vote_poll, None).standing if project.vote_poll else None,
        maker_vote=polls.poll(project.maker_poll, None).standing if project.maker_poll else None,
        listing=url_for("marketplace.show_item", number=project.listing) if project.listing else "",
        desk=desk_of_maker(page),
        **given | refused,
    )


def desk_of_maker(page: ProductPage) -> str:
    """Where somebody of the maker's shop, or an officer of its town, writes its offer or goes on with it; empty for
    everybody else."""
    project, platform, account = page.project, current_platform(), signed_in_account()
    waits = page.situation in (Situation.MAKER_CHOSEN, Situation.OFFERED) and project.stopped_at is None
    if not waits or project.maker is None or account is None:
        return ""
    with platform.db.read() as session:
        merchant_id = merchant_id_of(session, project.maker)
        shop = find_merchant(session, merchant_id) if merchant_id is not None else None
    if shop is None:
        return ""
    if page.makes_it:
        scope: dict[str, Any] = {"merchant_id": shop.id}
    elif platform.wallet.has_role(account.address, Role.OFFICER, shop.municipality):
        scope = {"code": shop.municipality}
    else:
        return ""
    if page.situation is Situation.OFFERED:
        return url_for("selling.show_offer", offer_id=project.offer, **scope)
    return url_for("selling.make_product_offer", number=project.id, **scope)
