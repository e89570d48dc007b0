"""From our rows to the TokenSale's structs, so that what is signed and what is sent are the same words."""

from __future__ import annotations

from chain.clock import unix
from chain.contracts import token_sale as on_chain
from marketplace.models.community_tokens import TokenOffering, TokenPurchase


def offering_details(offering: TokenOffering) -> on_chain.OfferingDetails:
    return on_chain.OfferingDetails(
        name=offering.name_en,
        symbol=offering.symbol,
        splits=tuple((share.payee, share.basis_points) for share in offering.typed_shares()),
    )


def offering_act(offering: TokenOffering) -> on_chain.Offering:
    return on_chain.Offering(
        offering_id=offering.number,
        municipality=offering.municipality.number,
        price=int(offering.price),
        cap=offering.cap,
        per_account=offering.per_account,
        opens_at=unix(offering.opens_at),
        closes_at=unix(offering.closes_at),
        details_hash=offering_details(offering).details_hash(),
        deadline=offering.deadline,
    )


def purchase_act(purchase: TokenPurchase) -> on_chain.TokenPurchase:
    return on_chain.TokenPurchase(
        offering_id=purchase.offering_number,
        buyer=purchase.buyer,
        quantity=purchase.quantity,
        total=int(purchase.total),
        valid_before=purchase.valid_before,
        salt=purchase.salt,
    )
