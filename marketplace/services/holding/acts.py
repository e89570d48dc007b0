"""From rows of a resale to the contracts' structs."""

from __future__ import annotations

from chain.contracts import trade
from marketplace.models import ResaleAsk, ResaleOffer


def ask_act(ask: ResaleAsk) -> trade.Ask:
    return trade.Ask(
        collection=ask.collection,
        token_id=ask.token_id,
        seller=ask.seller,
        buyer=ask.buyer,
        price=int(ask.price),
        proceeds=int(ask.proceeds),
        moves=ask.moves,
        deadline=ask.deadline,
    )


def offer_act(offer: ResaleOffer) -> trade.Offer:
    return trade.Offer(
        collection=offer.collection,
        token_id=offer.token_id,
        buyer=offer.buyer,
        price=int(offer.price),
        least_uses=offer.least_uses,
        valid_before=offer.valid_before,
        salt=offer.salt,
    )
