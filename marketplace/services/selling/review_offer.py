"""The way of an offer through review: sent by the seller, talked about, and decided by the town's curator."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Conflict, Forbidden, Invalid
from chain.ids import Address
from marketplace.models import Collection, Listing, PublishState
from marketplace.models.selling import Offer, OfferAct, OfferEntry, OfferTerms, next_state, read_offer
from marketplace.models.selling.states import CURATORS_ACTS, NEEDS_WORDS
from marketplace.models.selling.wording import plain_words
from marketplace.queries.eligibility.rules import listed_for_offer, require_answerable
from marketplace.queries.selling.series import series_standing
from marketplace.services.selling.write_offer import Seller, find_offer

_LONGEST_COMMENT = 2_000


class ReviewOffer:
    """Does not check roles; the surface does. What only a curator may do is refused to a shop here all the same."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def act(
        self,
        seller: Seller,
        by: Address,
        offer_id: int,
        act: OfferAct,
        words: str = "",
        *,
        payees: Sequence[str] = (),
        revision: int | None = None,
    ) -> None:
        """`payees`: whom the seller may choose from. `revision`: what the curator looked at, when it decides.

        Raises: NotFound, Forbidden, Invalid (words, offer), Conflict (offer: not_now, changed_meanwhile).
        """
        if act in CURATORS_ACTS and seller.merchant_id is not None:
            raise Forbidden(f"{act} an offer", by)
        is_said = act in NEEDS_WORDS
        said = plain_words(words, "words", _LONGEST_COMMENT, may_be_empty=not is_said, lines=True)
        now = self.clock.now()
        with self.db.write() as session:
            offer = find_offer(session, seller, offer_id, for_update=True)
            offer.state = next_state(offer.state, act, is_signed=is_signed(session, offer))
            if revision is not None and revision != offer.revision:
                raise Conflict("offer", "changed_meanwhile")
            if act is OfferAct.SUBMIT:
                terms = read_offer(offer.kind, offer.typed, offer.shares, payees, now).terms
                if terms is None:
                    raise Invalid("offer", "not_complete")
                if not series_standing(session, offer.id).is_complete(terms.supply):
                    raise Invalid("offer", "series_not_complete")
                _require_sellable(session, offer, terms)
            is_curator = seller.merchant_id is None
            session.add(OfferEntry(offer_id=offer.id, act=act, words=said, by=by, is_curator=is_curator, at=now))


def _require_sellable(session: Session, offer: Offer, terms: OfferTerms) -> None:
    """Raises: Invalid: what the chain would refuse of whom it is for, and a list with nobody on it."""
    require_answerable(session, terms.eligibility, offer.municipality, terms.per_buyer)
    if terms.eligibility.is_listed and not listed_for_offer(session, offer.id):
        raise Invalid("listed", "nobody_listed")


def is_signed(session: Session, offer: Offer) -> bool:
    """Whether its own collection or listing was signed and not refused: then it cannot be taken back any more."""
    listing = session.get(Listing, offer.listing_number) if offer.listing_number is not None else None
    if listing is not None and listing.state == PublishState.PENDING:
        return True
    if offer.collection_number is None or offer.replaces is not None:
        return False
    return session.get_one(Collection, offer.collection_number).state == PublishState.PENDING
