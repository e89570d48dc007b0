"""The list of communities and a community's own page."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template
from flask_babel import gettext as _

from app.access import signed_in_account
from app.surfaces.dao import blueprint
from app.wiring import current_platform
from chain.ids import ZERO_ADDRESS, Address, MunicipalityCode
from chain.municipalities import Municipalities, MunicipalityView
from dao.models import TreasuryMovement


@blueprint.get("/communities")
def list_communities() -> str:
    cards = current_platform().dao.pages.communities()
    towns = {card.community.slug: towns_of(card.community.towns) for card in cards}
    return render_template("dao/communities.html", cards=cards, towns=towns)


@blueprint.get("/communities/<slug>")
def show_community(slug: str) -> str:
    dao, reader = current_platform().dao, reader_address()
    page = dao.pages.community(slug, reader)
    return render_template(
        "dao/community.html",
        page=page,
        community=page.community,
        towns=towns_of(page.community.towns),
        treasury=page.treasury,
        names=counterpart_names(page.treasury.movements),
        events=dao.events.pages.coming_of(slug),
        polls=dao.polls.pages.of_community(slug),
        surveys=dao.surveys.pages.of_community(slug),
        invitations=dao.membership.pages.invitations_to(slug, reader) if reader else [],
        drafts=dao.pages.drafts_of(slug, reader) if reader else [],
    )


def reader_address() -> Address | None:
    account = signed_in_account()
    return account.address if account else None


def towns_of(codes: Sequence[str]) -> list[MunicipalityView]:
    """In the order the community names them; unknown ones are left out."""
    wanted = [MunicipalityCode(code) for code in codes]
    with current_platform().db.read() as session:
        known = Municipalities().by_code(session, wanted)
    return [known[code] for code in wanted if code in known]


def counterpart_names(movements: Sequence[TreasuryMovement]) -> dict[Address, str]:
    platform = current_platform()
    addresses = {movement.counterpart for movement in movements}
    ours = {platform.contracts.market.address: _("カードの売上"), ZERO_ADDRESS: _("試験用の発行")}
    return {**platform.dao.directory.names(addresses), **ours}
