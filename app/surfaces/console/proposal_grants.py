"""Grants that executed proposals opened: the town takes each up with one press, and signs it as any grant."""

from __future__ import annotations

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_officers, page
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode


@blueprint.get("/console/<code>/proposal-grants")
@for_officers
def show_proposal_grants(code: MunicipalityCode) -> str:
    views = current_platform().dao.grants.pages.of_town(code)
    return page("console/grants/by_proposals.html", code, views=views)


@blueprint.post("/console/<code>/proposal-grants/<int:proposal>/<int:place>")
@for_officers
def take_up_grant(code: MunicipalityCode, proposal: int, place: int) -> Response:
    """To the grant's own pages, where it is checked and signed. Raises: GrantUnknown."""
    try:
        campaign = current_platform().dao.grants.open.draft(code, current_account().address, proposal, place)
    except (Conflict, Invalid) as error:
        flash(sentence(error), "error")
        return redirect(url_for("console.show_proposal_grants", code=code), 303)
    return redirect(url_for("console.show_campaign", code=code, campaign_id=campaign), 303)
