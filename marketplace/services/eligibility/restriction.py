"""From a listing's eligibility to what is signed for it on chain."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chain.contracts.restricted import NO_ROOT, Restriction, accounts_tree
from chain.ids import ZERO_ADDRESS
from marketplace.errors import NotOnChain
from marketplace.models import Listing
from marketplace.models.eligibility import Eligibility
from marketplace.queries.eligibility.rules import listed_accounts
from marketplace.queries.listings import address_of


def restriction_of(session: Session, listing: Listing) -> Restriction | None:
    """None: it is for everybody. Raises: NotOnChain."""
    eligibility = listing.typed_eligibility()
    if eligibility.is_for_everybody:
        return None
    root = accounts_tree(listed_accounts(session, listing.number)).root if eligibility.is_listed else NO_ROOT
    return restriction(session, eligibility, root)


def restriction(session: Session, eligibility: Eligibility, winners_root: bytes) -> Restriction:
    """Raises: NotOnChain (the series whose card is asked for)."""
    holding = address_of(session, eligibility.holding) if eligibility.holding else ZERO_ADDRESS
    if holding is None:
        raise NotOnChain(eligibility.holding)
    return Restriction(
        verified=eligibility.is_verified,
        residents=eligibility.is_resident,
        outside_area=eligibility.outside_area,
        holding=holding,
        per_person=eligibility.per_person,
        winners_root=winners_root,
    )
