"""The series whose card a sale asks for: its name, and where a visitor can get one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.models import CardDesk, ChainListing, Collection, Listing


@dataclass(frozen=True, slots=True)
class Gate:
    """`page`: a path of this site, or empty where the card cannot be had any more."""

    collection: Collection
    page: str


def gate_of(session: Session, collection_number: int) -> Gate | None:
    collection = session.get(Collection, collection_number)
    if collection is None:
        return None
    return Gate(collection, _page(session, collection_number))


def _page(session: Session, number: int) -> str:
    desk = session.get(CardDesk, number)
    if desk is not None:
        return f"/member-cards/{number}"
    newest = (
        select(Listing.number)
        .join(ChainListing, ChainListing.number == Listing.number)
        .where(Listing.collection_number == number)
        .order_by(Listing.created_at.desc(), Listing.number.desc())
        .limit(1)
    )
    listing = session.scalar(newest)
    return f"/items/{listing}" if listing is not None else ""
