"""The seller's desk (販売の窓口): what towns and businesses want to sell, from first words to the end of a sale."""

from marketplace.models.selling.offers import Offer, OfferEntry, SaleAccount
from marketplace.models.selling.states import OfferAct, OfferState, next_state
from marketplace.models.selling.terms import OfferReading, OfferTerms, read_offer

__all__ = [
    "Offer",
    "OfferAct",
    "OfferEntry",
    "OfferReading",
    "OfferState",
    "OfferTerms",
    "SaleAccount",
    "next_state",
    "read_offer",
]
