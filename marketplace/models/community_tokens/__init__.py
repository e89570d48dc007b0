"""Community tokens (コミュニティトークン): what towns offer, what people buy, what the chain says, tiers of holders."""

from marketplace.models.community_tokens.ledger import (
    ChainOffering,
    OfferingClosed,
    OfferingSharePaid,
    TokensBought,
)
from marketplace.models.community_tokens.rules import OfferingState, offering_state
from marketplace.models.community_tokens.tiers import Tier, next_tier, tier_of
from marketplace.models.community_tokens.written import TokenOffering, TokenPurchase

__all__ = [
    "ChainOffering",
    "OfferingClosed",
    "OfferingSharePaid",
    "OfferingState",
    "Tier",
    "TokenOffering",
    "TokenPurchase",
    "TokensBought",
    "next_tier",
    "offering_state",
    "tier_of",
]
