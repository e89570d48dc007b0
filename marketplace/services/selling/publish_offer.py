"""An approved offer goes on chain: the officer signs its series, then its listing; and may end the sale."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Conflict, Invalid
from chain.ids import Address
from marketplace.models import (
    Collection,
    Detail,
    Kind,
    Listing,
    ProduceDetail,
    PublishState,
    RightDetail,
    SaleState,
    Share,
)
from marketplace.models.design_words import DesignWords
from marketplace.models.selling import Offer, OfferAct, OfferEntry, OfferState, OfferTerms, read_offer
from marketplace.models.selling.suspensions import suspended_of
from marketplace.ports import SalePayee, SalePayees
from marketplace.queries.eligibility.rules import listed_for_offer
from marketplace.queries.listings import listing_view
from marketplace.queries.selling.series import series_digest
from marketplace.services.artwork.save_design import SaveDesign
from marketplace.services.cancel_listing import CancelListing
from marketplace.services.create_collection import CollectionDraft, CreateCollection
from marketplace.services.open_listing import ListingTerms, OpenListing
from marketplace.services.selling.write_offer import Seller, find_offer
from marketplace.signing import ToSign

_FALLBACK_SCENE = "mountains"
_RUNNING = (SaleState.ON_SALE, SaleState.UPCOMING, SaleState.SUSPENDED)


@dataclass(frozen=True, slots=True)
class _Approved:
    """An approved offer as read, with whom its shares may go to."""

    offer: Offer
    terms: OfferTerms
    payees: dict[str, SalePayee]


class PublishOffer:
    """Does not check that the officer holds the Curator role; the surface does by role, the contract by signature."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        payees: SalePayees,
        save_design: SaveDesign,
        create_collection: CreateCollection,
        open_listing: OpenListing,
        cancel_listing: CancelListing,
    ) -> None:
        self.db = db
        self.clock = clock
        self.payees = payees
        self.save_design = save_design
        self.create_collection = create_collection
        self.open_listing = open_listing
        self.cancel_listing = cancel_listing

    def prepare_collection(self, town: Seller, officer: Address, offer_id: int) -> ToSign:
        """What the officer signs for the series. One that was left unsigned, or refused, is made anew.

        Raises: NotFound, Conflict (offer: not_now, already_signed), Invalid (offer, not_complete).
        """
        approved = self._approved(town, offer_id)
        with self.db.read() as session:
            known = session.get(Collection, approved.offer.collection_number or 0)
            if known is not None and known.state == PublishState.PENDING:
                raise Conflict("offer", "already_signed")
        scene, design_id = self._look(approved, officer)
        asked = self.create_collection.prepare(officer, _draft(approved, scene, design_id))
        with self.db.write() as session:
            find_offer(session, town, offer_id, for_update=True).collection_number = int(asked.subject)
            session.get_one(Collection, int(asked.subject)).series_digest = series_digest(session, offer_id)
        return ToSign(f"{offer_id}:{asked.subject}", asked.typed_data)

    def complete_collection(self, subject: str, signature: bytes, officer: Address) -> None:
        """Hand it to the chain. A repeated call changes nothing."""
        offer_id, number = subject.split(":")
        self._require_current(int(offer_id), "collection_number", int(number))
        self.create_collection.complete(number, signature)
        self._note(int(offer_id), officer, OfferAct.SIGN_COLLECTION, number)

    def prepare_listing(self, town: Seller, officer: Address, offer_id: int) -> ToSign:
        """What the officer signs for the sale.

        Raises: NotFound, NotOnChain, Conflict (offer: not_now, already_signed, old_on_sale), Invalid.
        """
        approved, now = self._approved(town, offer_id), self.clock.now()
        offer, terms = approved.offer, approved.terms
        with self.db.read() as session:
            self._require_unlisted(session, offer, now)
            buyers = listed_for_offer(session, offer.id)
        if offer.collection_number is None:
            raise Conflict("offer", "not_now")
        begin = max(terms.opens_at or now, now)
        if terms.closes_at is not None and terms.closes_at <= begin:
            raise Invalid("closes_at", "before_opens_at")
        asked = self.open_listing.prepare(
            officer,
            ListingTerms(
                offer.collection_number, terms.price, terms.supply, terms.per_buyer, begin, terms.closes_at,
                [_share(part.basis_points, approved.payees[part.payee]) for part in terms.parts],
                eligibility=terms.eligibility, buyers=buyers,
                tax_percent=terms.tax_percent,
            ),
        )  # fmt: skip
        with self.db.write() as session:
            find_offer(session, town, offer_id, for_update=True).listing_number = int(asked.subject)
        return ToSign(f"{offer_id}:{asked.subject}", asked.typed_data)

    def complete_listing(self, subject: str, signature: bytes, officer: Address) -> None:
        """Hand it to the chain. A repeated call changes nothing."""
        offer_id, number = subject.split(":")
        self._require_current(int(offer_id), "listing_number", int(number))
        self.open_listing.complete(number, signature)
        self._note(int(offer_id), officer, OfferAct.SIGN_LISTING, number)

    def prepare_cancellation(self, town: Seller, officer: Address, offer_id: int, number: int) -> ToSign:
        """End the offer's own sale, or that of the listing it replaces.

        Raises: NotFound, Conflict (offer, not_on_sale).
        """
        with self.db.read() as session:
            offer = find_offer(session, town, offer_id)
            if number not in (offer.listing_number, offer.replaces) or not _is_running(
                session, number, self.clock.now()
            ):
                raise Conflict("offer", "not_on_sale")
        asked = self.cancel_listing.prepare(number, officer)
        return ToSign(f"{offer_id}:{asked.subject}", asked.typed_data)

    def complete_cancellation(self, subject: str, signature: bytes, officer: Address) -> None:
        """Hand it to the chain. A repeated call changes nothing."""
        offer_id, _, inner = subject.partition(":")
        self.cancel_listing.complete(inner, signature)
        self._note(int(offer_id), officer, OfferAct.CANCEL, inner.split(":")[0])

    def _require_current(self, offer_id: int, what: str, number: int) -> None:
        """Signed is what was prepared last, of an offer that is still approved. Raises: Conflict (offer, not_now)."""
        with self.db.read() as session:
            offer = session.get_one(Offer, offer_id)
            if offer.state != OfferState.APPROVED or getattr(offer, what) != number:
                raise Conflict("offer", "not_now")

    def _approved(self, town: Seller, offer_id: int) -> _Approved:
        now = self.clock.now()
        with self.db.read() as session:
            offer = find_offer(session, town, offer_id)
            if offer.state is not OfferState.APPROVED or town.merchant_id is not None:
                raise Conflict("offer", "not_now")
            if offer.merchant_id is not None and suspended_of(session, {offer.merchant_id}):
                raise Conflict("offer", "seller_suspended")
        payees = {payee.key: payee for payee in self.payees.of(offer.municipality)}
        reading = read_offer(offer.kind, offer.typed, offer.shares, list(payees), now)
        if reading.terms is None:
            raise Invalid("offer", "not_complete")
        return _Approved(offer, reading.terms, payees)

    def _require_unlisted(self, session: Session, offer: Offer, now: datetime) -> None:
        known = session.get(Listing, offer.listing_number or 0)
        if known is not None and known.state == PublishState.PENDING:
            raise Conflict("offer", "already_signed")
        if offer.replaces is not None and _is_running(session, offer.replaces, now):
            raise Conflict("offer", "old_on_sale")

    def _look(self, approved: _Approved, officer: Address) -> tuple[str, int | None]:
        """The scene and the design of the series; an upload becomes a design of its own."""
        terms = approved.terms
        kind, _, name = terms.art.partition(":")
        if kind == "design":
            return _FALLBACK_SCENE, int(name)
        words = DesignWords(
            scene=name if kind == "scene" else _FALLBACK_SCENE,
            pattern=terms.pattern,
            rarity=str(terms.rarity),
            name_ja=terms.name_ja,
            name_en=terms.name_en,
            upright_ja=terms.upright_ja,
            picture=name if kind == "upload" else "",
        )
        return words.scene, self.save_design.save(approved.offer.municipality, officer, words)

    def _note(self, offer_id: int, officer: Address, act: OfferAct, number: str) -> None:
        with self.db.write() as session:
            known = session.query(OfferEntry).filter_by(offer_id=offer_id, act=act, words=number).first()
            if known is None:
                entry = OfferEntry(offer_id=offer_id, act=act, words=number, by=officer, is_curator=True)
                entry.at = self.clock.now()
                session.add(entry)


def _is_running(session: Session, number: int, now: datetime) -> bool:
    return listing_view(session, number, now).state in _RUNNING


def _share(basis_points: int, payee: SalePayee) -> Share:
    return Share(payee.address, basis_points, payee.name_ja, payee.name_en)


def _draft(approved: _Approved, scene: str, design_id: int | None) -> CollectionDraft:
    offer, terms = approved.offer, approved.terms
    slug = re.sub(r"[^a-z0-9]+", "-", terms.name_en.lower()).strip("-")[:60].strip("-") or "offer"
    letters = re.sub(r"[^A-Z]", "", terms.name_en.upper())[:8]
    until_ja, until_en = _until(terms)
    return CollectionDraft(
        series=f"{slug}-{secrets.token_hex(3)}", symbol=letters or "MUSUBI", municipality=offer.municipality,
        detail=_placed(terms.detail, offer.merchant_id), name_ja=terms.name_ja, name_en=terms.name_en,
        story_ja=terms.story_ja, story_en=terms.story_en, gives_ja=terms.gives_ja, gives_en=terms.gives_en, scene=scene,
        max_supply=terms.supply, royalty_receiver=terms.artist or approved.payees["town"].address,
        artist=terms.artist_name if terms.artist else "", royalty_basis_points=terms.royalty,
        upright_ja=terms.upright_ja, until_ja=until_ja, until_en=until_en,
        rarity=terms.rarity, design_id=design_id, votes=terms.detail.kind is Kind.AMBASSADOR_CARD,
    )  # fmt: skip


def _placed(detail: Detail, merchant_id: int | None) -> Detail:
    """A shop's right is used at this shop."""
    if isinstance(detail, RightDetail) and merchant_id is not None:
        return replace(detail, merchant_id=merchant_id)
    return detail


def _until(terms: OfferTerms) -> tuple[str, str]:
    """Until when it is good, in Japanese and English."""
    until, detail = terms.valid_until, terms.detail
    if isinstance(detail, ProduceDetail):
        return (
            f"年{detail.per_year}回、{detail.years}年のあいだお届けします（全{detail.uses}回）。",
            f"{detail.uses} deliveries: {detail.per_year} a year for {detail.years} years.",
        )
    if until is None:
        return "期限はありません。ずっとお持ちいただけます。", "No end: it is yours to keep."
    return (
        f"{until.year}年{until.month}月{until.day}日までご利用いただけます。",
        f"Valid until {until.day} {until:%B} {until.year}.",
    )
