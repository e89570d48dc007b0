"""An officer gives a collection a design; where tokens exist already, wallets and markets are told (ERC-4906)."""

from __future__ import annotations

import secrets

from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts.collection import MetadataChange
from chain.db import Database
from chain.errors import Conflict, NotFound
from chain.ids import Address, MunicipalityCode
from chain.outbox import enqueue
from marketplace.models import ArtworkChange, Collection
from marketplace.queries.listings import address_of
from marketplace.services.artwork.save_design import find_design
from marketplace.signing import OFFICER_SIGNATURE_LIFE, ToSign

_NONCE_BITS = 62


class UseDesign:
    """Does not check that the officer holds the Curator role; the surface does by role, the contract by signature."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def prepare(
        self, municipality: MunicipalityCode, officer: Address, design_id: int, collection_number: int
    ) -> ToSign | None:
        """None: the collection is not on chain yet, and has the design now.

        Raises: NotFound (design, collection: also those of another town), Conflict (design, already).
        """
        now = self.clock.now()
        with self.db.write() as session:
            design = find_design(session, municipality, design_id)
            collection = find_collection(session, municipality, collection_number)
            if collection.design_id == design.id:
                raise Conflict("design", "already_used")
            address = address_of(session, collection.number)
            if address is None:
                collection.design_id = design.id
                return None
            change = ArtworkChange(
                collection_number=collection.number, design_id=design.id, officer=officer,
                nonce=secrets.randbits(_NONCE_BITS), deadline=unix(now + OFFICER_SIGNATURE_LIFE),
            )  # fmt: skip
            session.add(change)
            session.flush()
            act, subject = _act(change, collection), str(change.id)
        return ToSign(subject, self.contracts.collection(address).signed_message(act))

    def complete(self, subject: str, signature: bytes) -> None:
        """Change the design and hand the announcement to the chain. A repeated call changes nothing."""
        now = self.clock.now()
        with self.db.write() as session:
            change = session.get(ArtworkChange, int(subject), with_for_update=True)
            if change is None:
                raise NotFound("artwork_change", subject)
            if change.signed_at is not None:
                return
            collection = session.get_one(Collection, change.collection_number)
            address = address_of(session, collection.number)
            assert address is not None, "a change is signed of what is on chain"
            act = _act(change, collection)
            call = self.contracts.collection(address).change_metadata(act, change.officer, signature)
            name = f"marketplace.artwork:{change.id}"
            enqueue(session, call, key=name, subject=name, now=now, principal=change.officer)
            change.signed_at = now
            collection.design_id = change.design_id


def find_collection(session: Session, municipality: MunicipalityCode, number: int) -> Collection:
    """Raises: NotFound, also for a collection of another town."""
    found = session.get(Collection, number)
    if found is None or found.municipality != municipality:
        raise NotFound("collection", number)
    return found


def _act(change: ArtworkChange, collection: Collection) -> MetadataChange:
    """The addresses stay; what is behind them is new."""
    return MetadataChange(collection.base_uri, collection.contract_uri, change.nonce, change.deadline)
