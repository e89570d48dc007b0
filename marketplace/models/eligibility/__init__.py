"""Whom a sale or a lottery is for: everybody, or who meets every condition that is set."""

from marketplace.models.eligibility.rules import EVERYBODY, Condition, Eligibility, eligibility_from_json
from marketplace.models.eligibility.tables import ChainRestriction, ListingBuyer, OfferBuyer

__all__ = [
    "EVERYBODY",
    "ChainRestriction",
    "Condition",
    "Eligibility",
    "ListingBuyer",
    "OfferBuyer",
    "eligibility_from_json",
]
