"""Somebody writes an offer: begun, saved as often as one likes, and begun again from one that is on sale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Conflict, Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from marketplace.errors import TownUnknown
from marketplace.models import Kind, Town
from marketplace.models.eligibility import OfferBuyer
from marketplace.models.selling import Offer, OfferAct, OfferEntry, OfferState
from marketplace.models.selling.own_fields import OWN_FIELDS
from marketplace.models.selling.terms import fields_of
from marketplace.queries.eligibility.rules import listed_for_offer
from marketplace.queries.listings import listing_view

_LONGEST = 10_000  # of one field, so that a form cannot fill the disk
_MOST_LINES = 16


@dataclass(frozen=True, slots=True)
class Seller:
    """For whom somebody acts: a town, or one of its member shops."""

    municipality: MunicipalityCode
    merchant_id: int | None = None

    def owns(self, offer: Offer) -> bool:
        """A town sees every offer of its shops; a shop sees its own."""
        is_here = offer.municipality == self.municipality
        return is_here and self.merchant_id in (None, offer.merchant_id)


class WriteOffer:
    """Does not check roles; the surface does."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def begin(
        self, seller: Seller, by: Address, kind: Kind, typed: Mapping[str, str], shares: Sequence[Sequence[Any]]
    ) -> int:
        """Raises: TownUnknown, Invalid (kind, not_sold)."""
        if kind not in OWN_FIELDS:
            raise Invalid("kind", "not_sold")
        now = self.clock.now()
        with self.db.write() as session:
            if session.get(Town, seller.municipality) is None:
                raise TownUnknown(seller.municipality)
            offer = Offer(
                municipality=seller.municipality, merchant_id=seller.merchant_id, kind=kind, state=OfferState.DRAFT,
                typed=_kept(kind, typed), shares=_lines(shares), revision=1, created_by=by, created_at=now,
                changed_at=now,
            )  # fmt: skip
            session.add(offer)
            session.flush()
            self._note(session, offer, by, seller)
            return offer.id

    def save(
        self,
        seller: Seller,
        by: Address,
        offer_id: int,
        typed: Mapping[str, str],
        shares: Sequence[Sequence[Any]],
        revision: int,
    ) -> int:
        """Keep everything as typed, right or wrong; what is kept already is no change, as when the form is sent while
        it keeps itself. Returns: the revision that holds it.

        Raises: NotFound, Conflict (offer: not_now, changed_meanwhile).
        """
        with self.db.write() as session:
            offer = find_offer(session, seller, offer_id, for_update=True)
            if not offer.state.is_sellers_turn:
                raise Conflict("offer", "not_now", state=offer.state.value)
            wanted = {**offer.typed, **_kept(Kind(offer.kind), typed)}, _lines(shares)
            if offer.revision != revision:
                if wanted == (offer.typed, offer.shares):
                    return offer.revision
                raise Conflict("offer", "changed_meanwhile")
            offer.typed, offer.shares = wanted
            offer.revision, offer.changed_at = revision + 1, self.clock.now()
            return offer.revision

    def begin_again(self, seller: Seller, by: Address, offer_id: int) -> int:
        """A new offer of the same series with other terms; the listing there is ends before the new one begins.

        Raises: NotFound, Conflict (offer, not_on_sale).
        """
        now = self.clock.now()
        with self.db.write() as session:
            old = find_offer(session, seller, offer_id, for_update=True)
            if old.listing_number is None or old.collection_number is None:
                raise Conflict("offer", "not_on_sale")
            view = listing_view(session, old.listing_number, now)
            if view.address is None or not view.left:
                raise Conflict("offer", "not_on_sale")
            offer = Offer(
                municipality=old.municipality, merchant_id=old.merchant_id, kind=old.kind, state=OfferState.DRAFT,
                typed={**old.typed, "supply": str(view.left), "opens_at": ""}, shares=old.shares, revision=1,
                created_by=by, created_at=now, changed_at=now, collection_number=old.collection_number,
                replaces=old.listing_number,
            )  # fmt: skip
            session.add(offer)
            session.flush()
            accounts = listed_for_offer(session, old.id)
            session.add_all(OfferBuyer(offer_id=offer.id, account=account) for account in accounts)
            self._note(session, offer, by, seller)
            return offer.id

    def _note(self, session: Session, offer: Offer, by: Address, seller: Seller) -> None:
        is_curator = seller.merchant_id is None
        session.add(
            OfferEntry(offer_id=offer.id, act=OfferAct.BEGIN, by=by, is_curator=is_curator, at=offer.created_at)
        )


def find_offer(session: Session, seller: Seller, offer_id: int, *, for_update: bool = False) -> Offer:
    """Raises: NotFound, also for an offer of somebody else."""
    offer = session.get(Offer, offer_id, with_for_update=for_update or None)
    if offer is None or not seller.owns(offer):
        raise NotFound("offer", offer_id)
    offer.state, offer.kind = OfferState(offer.state), Kind(offer.kind)
    return offer


def _kept(kind: Kind, typed: Mapping[str, str]) -> dict[str, str]:
    return {name: typed[name][:_LONGEST] for name in fields_of(kind) if name in typed}


def _lines(shares: Sequence[Sequence[Any]]) -> list[list[Any]]:
    return [[str(payee)[:60], str(percent)[:20]] for payee, percent in shares[:_MOST_LINES]]
