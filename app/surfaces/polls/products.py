"""What became of a contest's winner: on sale, and the way there for the town's officers."""

from __future__ import annotations

from flask import url_for

from app.access import signed_in_account
from app.i18n import localized
from app.wiring import current_platform
from chain.ids import MunicipalityCode
from dao.queries.polls.pages import PollStanding
from wallet import Role


def winners_with_pictures(standing: PollStanding) -> list[int]:
    """Options that won a poll that decided something, as far as there is a picture to sell."""
    result = standing.result.result if standing.result else None
    if result is None or not result["is_valid"]:
        return []
    return [winner for winner in result["winners"] if standing.rules.options[winner].picture]


def products_of(standing: PollStanding) -> list[tuple[str, str]]:
    """What shows a winner's picture and is on chain, as (address, name)."""
    pictures, town = current_platform().marketplace.artwork.pages, town_of(standing)
    found = [
        listing
        for winner in winners_with_pictures(standing)
        for listing in pictures.sales_of_picture(town, standing.rules.options[winner].picture)[:1]
    ]
    return [
        (url_for("marketplace.show_item", number=listing.number), localized(listing.collection, "name"))
        for listing in found
    ]


def product_desk(standing: PollStanding) -> str:
    """Where an officer of the poll's town makes a product of a winner; empty for everybody else."""
    account, town = signed_in_account(), town_of(standing)
    if account is None or not winners_with_pictures(standing):
        return ""
    is_officer = current_platform().wallet.has_role(account.address, Role.OFFICER, town)
    return url_for("selling.make_product", code=town, number=standing.poll.id) if is_officer else ""


def town_of(standing: PollStanding) -> MunicipalityCode:
    return MunicipalityCode.from_number(standing.rules.municipality)
