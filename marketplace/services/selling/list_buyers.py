"""The seller's list of accounts that may buy an offer: read from a file or typed, kept as accounts and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete

from chain.db import Database
from chain.errors import Conflict, Invalid
from marketplace.models.eligibility import OfferBuyer
from marketplace.models.selling.buyer_list import read_buyers
from marketplace.ports import People
from marketplace.services.selling.write_offer import Seller, find_offer


@dataclass(frozen=True, slots=True)
class ListedBuyers:
    """`unknown`: (row, as written) of those that no account was found for."""

    kept: int
    unknown: list[tuple[int, str]]


class ListBuyers:
    """Does not check roles; the surface does."""

    def __init__(self, db: Database, people: People) -> None:
        self.db = db
        self.people = people

    def put(self, seller: Seller, offer_id: int, raw: bytes) -> ListedBuyers:
        """In place of the list there was. Whoever is not found is left out and told.

        Raises: NotFound, Conflict (offer, not_now), Invalid (list: list_empty, list_encoding, list_too_long,
        nobody_found).
        """
        rows = read_buyers(raw)
        found = self.people.find_many([name for _, name in rows])
        accounts = sorted({found[name] for _, name in rows if name in found})
        if not accounts:
            raise Invalid("list", "nobody_found")
        with self.db.write() as session:
            offer = find_offer(session, seller, offer_id, for_update=True)
            if not offer.state.is_sellers_turn:
                raise Conflict("offer", "not_now", state=offer.state.value)
            session.execute(delete(OfferBuyer).filter_by(offer_id=offer_id))
            session.add_all(OfferBuyer(offer_id=offer_id, account=account) for account in accounts)
        return ListedBuyers(len(accounts), [(row, name) for row, name in rows if name not in found])
