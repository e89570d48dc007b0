"""Says on a series in which community its cards vote."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import Address
from marketplace.models import ChainCollection, Collection


def name_community(session: Session, address: Address, slug: str) -> None:
    """A series that votes in a community already keeps naming that one."""
    found = select(Collection).join(ChainCollection, ChainCollection.number == Collection.number)
    series = session.scalar(found.where(ChainCollection.address == address, Collection.community == ""))
    if series is not None:
        series.community = slug
