"""An officer opens a series of locked cards for requests, or closes it."""

from __future__ import annotations

from chain.clock import Clock
from chain.db import Database
from chain.errors import NotFound
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from marketplace.errors import DeskRefused, NotOnChain
from marketplace.models import CardDesk, Collection
from marketplace.ports import Signer
from marketplace.queries.listings import address_of
from marketplace.services.catalogue.put_entry import Entry, put_entry, set_open


class KeepCardDesk:
    def __init__(self, db: Database, clock: Clock, signer: Signer) -> None:
        self.db = db
        self.clock = clock
        self.signer = signer

    def open(
        self, town: MunicipalityCode, officer: Address, number: int, *, at_once: bool, for_residents: bool = False
    ) -> None:
        """`at_once`: each request is signed with this officer's key, without asking again; `for_residents`: those of
        verified residents.

        Raises: NotFound, DeskRefused (not_locked, own_wallet), NotOnChain.
        """
        if (at_once or for_residents) and not self.signer.is_managed(officer):
            raise DeskRefused("own_wallet")
        now = self.clock.now()
        with self.db.write() as session:
            collection = session.get(Collection, number)
            if collection is None or collection.municipality != town:
                raise NotFound("collection", number)
            if not collection.locked:
                raise DeskRefused("not_locked")
            if address_of(session, number) is None:
                raise NotOnChain(number)
            desk = session.get(CardDesk, number) or CardDesk(collection_number=number)
            desk.officer, desk.is_open, desk.opened_at = officer, True, now
            desk.at_once, desk.for_residents = at_once, for_residents
            session.add(desk)
            put_entry(session, _entry(collection, desk), now)

    def close(self, town: MunicipalityCode, number: int) -> None:
        """Cards stay; requests that wait stay with the officer. Raises: NotFound."""
        with self.db.write() as session:
            desk = session.get(CardDesk, number)
            if desk is None or desk.collection.municipality != town:
                raise NotFound("desk", number)
            desk.is_open = False
            set_open(session, _subject(number), is_open=False)


def _subject(number: int) -> str:
    return f"member_card:{number}"


def _entry(collection: Collection, desk: CardDesk) -> Entry:
    return Entry(
        subject=_subject(collection.number),
        kind=collection.kind,
        municipality=collection.municipality,
        name_ja=collection.name_ja,
        name_en=collection.name_en,
        page=f"/member-cards/{collection.number}",
        picture=f"/artwork/collections/{collection.number}/sample-list.webp",
        price_from=Yen(0),
        opens_at=desk.opened_at,
        supply=collection.max_supply,
        votes=collection.votes,
    )
