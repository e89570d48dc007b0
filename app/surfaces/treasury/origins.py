"""What brought money in, by its name and address: the item, auction, project or ticket that was sold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Collection as SomeOf
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.i18n import localized
from marketplace.models import ChainCollection, Collection, Listing
from marketplace.models.auctions import Auction
from marketplace.models.projects import Project
from marketplace.models.tickets.services import TicketFare, TicketService

_Found = list[tuple[Any, "Sold"]]


@dataclass(frozen=True, slots=True)
class Sold:
    """`address`: of its page; "" when it has none."""

    name: str
    address: str = ""


def sold_by_key(session: Session, keys: SomeOf[str]) -> Mapping[str, Sold]:
    """Those that are known here; a sale made elsewhere has no name."""
    numbers: dict[str, list[str]] = {}
    for key in keys:
        kind, _colon, number = key.partition(":")
        numbers.setdefault(kind, []).append(number)
    found: dict[str, Sold] = {}
    for kind, named in _READERS.items():
        if kind in numbers:
            found |= {f"{kind}:{number}": sold for number, sold in named(session, numbers[kind])}
    return found


def _listings(session: Session, numbers: list[str]) -> _Found:
    found = select(Listing.number, Collection).join(Collection, Collection.number == Listing.collection_number)
    rows = session.execute(found.where(Listing.number.in_([int(number) for number in numbers])))
    return [(at, Sold(localized(of, "name"), url_for("marketplace.show_item", number=at))) for at, of in rows]


def _auctions(session: Session, numbers: list[str]) -> _Found:
    found = select(Auction.number, Collection).join(Collection, Collection.number == Auction.collection_number)
    rows = session.execute(found.where(Auction.number.in_([int(number) for number in numbers])))
    return [(at, Sold(localized(of, "name"), url_for("auctions.show_auction", number=at))) for at, of in rows]


def _collections(session: Session, addresses: list[str]) -> _Found:
    found = select(ChainCollection.address, Collection).join(Collection, Collection.number == ChainCollection.number)
    rows = session.execute(found.where(ChainCollection.address.in_(addresses)))
    return [(at, Sold(localized(of, "name"))) for at, of in rows]


def _projects(session: Session, numbers: list[str]) -> _Found:
    rows = session.scalars(select(Project).where(Project.number.in_([int(number) for number in numbers])))
    return [
        (of.number, Sold(localized(of, "title"), url_for("projects.show_project", number=of.number))) for of in rows
    ]


def _fares(session: Session, numbers: list[str]) -> _Found:
    found = select(TicketFare.number, TicketService).join(
        TicketService, TicketService.number == TicketFare.service_number
    )
    rows = session.execute(found.where(TicketFare.number.in_([int(number) for number in numbers])))
    return [(at, Sold(localized(of, "name"), url_for("tickets.show_service", number=of.number))) for at, of in rows]


_READERS: Mapping[str, Callable[[Session, list[str]], _Found]] = {
    "listing": _listings,
    "auction": _auctions,
    "collection": _collections,
    "project": _projects,
    "fare": _fares,
}
