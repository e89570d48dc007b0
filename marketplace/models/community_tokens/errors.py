"""What sales of community tokens refuse. Sentences for people are in app/surfaces/community_tokens/sentences.py."""

from __future__ import annotations

from chain.errors import Conflict, NotFound


class OfferingUnknown(NotFound):
    def __init__(self, offering: object) -> None:
        super().__init__("token offering", offering)


class TokenPurchaseUnknown(NotFound):
    """No such purchase, or somebody else's."""

    def __init__(self, purchase: object) -> None:
        super().__init__("token purchase", purchase)


class OfferingNotOpen(Conflict):
    """`reason` is the offering's state: draft, failed, upcoming, sold_out or over."""

    def __init__(self, offering: int, reason: str) -> None:
        super().__init__("token_offering", reason, offering=offering)


class OfferingSigned(Conflict):
    """What was signed, or is being signed, is not changed."""

    def __init__(self, offering: int) -> None:
        super().__init__("token_offering", "signed", offering=offering)


class TokenQuantityWrong(Conflict):
    """`reason`: none, over_left or over_account; `most` units may be bought."""

    def __init__(self, reason: str, most: int) -> None:
        super().__init__("token_quantity", reason, most=most)


class TokenPurchaseExpired(Conflict):
    def __init__(self, purchase: int) -> None:
        super().__init__("token_purchase", "expired", purchase=purchase)
