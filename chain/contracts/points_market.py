"""PointsMarket: what the market's listings cost in points, and purchases paid in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chain.contracts.contract import Contract
from chain.contracts.market import Purchase
from chain.contracts.regional_points import Payment
from chain.contracts.structs import SignedStruct
from chain.contracts.typed_data import TypedData
from chain.ids import Address
from chain.outbox import Call


@dataclass(frozen=True, slots=True)
class PointsPrice(SignedStruct):
    """What a token of a listing costs in points. `program_id` 0: in yen alone from now on."""

    primary = "PointsPrice"
    signature_fields = "uint64 listingId,uint32 programId,uint64 merchantId,uint64 price,uint256 nonce,uint64 deadline"

    listing_id: int
    program_id: int
    merchant_id: int
    price: int
    nonce: int
    deadline: int


class PointsMarket(Contract):
    def price_message(self, price: PointsPrice) -> TypedData:
        return self.message(price.primary, price.signature_fields, price.as_message())

    def set_points_price(self, price: PointsPrice, officer: Address, signature: bytes) -> Call:
        return self.to_call("setPointsPrice", price.as_tuple(), officer, signature)

    def buy(self, purchase: Purchase, payment: Payment, signature: bytes, proof: Sequence[bytes] = ()) -> Call:
        """`payment` is a points payment of the total to the listing's merchant, whose nonce is the purchase's id as a
        number; `proof` as for the market's `buy_restricted`."""
        return self.to_call("buy", purchase.as_tuple(), payment.as_tuple(), signature, list(proof))

    def points_price_of(self, listing_id: int) -> tuple[int, int, int]:
        """(program id, or 0 where no points buy; merchant id; points)."""
        program_id, merchant_id, price = self.view("pointsPriceOf", listing_id)
        return int(program_id), int(merchant_id), int(price)
