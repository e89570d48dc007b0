"""Who is told of a vote: everybody who had votes when it opened, and where persons count the verified ones."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from chain.clock import from_unix
from chain.ids import Address
from dao.ports import PersonsRoll
from dao.queries.voting_power import votes_at


def electors(
    session: Session, roll: PersonsRoll, collection: Address, towns: Collection[str], opened_at: int, now: datetime
) -> set[Address]:
    """`towns`: whose verified persons vote as well; none where cards alone count."""
    found = set(votes_at(session, collection, opened_at))
    return found | set(roll.persons(session, towns, from_unix(opened_at), now)) if towns else found
