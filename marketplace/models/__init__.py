"""Rows of the marketplace: what people wrote (town, collection, listing, order) and what the chain says (ledger)."""

from marketplace.models.artwork import (
    ArtworkCard,
    ArtworkChange,
    ArtworkDesign,
    ArtworkPicture,
    ArtworkRun,
    Rarity,
    RunState,
)
from marketplace.models.catalogue import CatalogueCount, CatalogueEntry, CataloguePiece
from marketplace.models.catalogue import CatalogueChange, CatalogueCount, CatalogueEntry, CataloguePiece
from marketplace.models.catalogue import CatalogueCount, CatalogueEntry, CataloguePiece
from marketplace.models.checkout import (
    CardPayment,
    CardPaymentState,
    CardRefund,
    CartLine,
    Checkout,
    CheckoutState,
    Gift,
    GiftState,
    PayBy,
    PaymentNotice,
    Receipt,
    RefundState,
)
from marketplace.models.collections import Collection
from marketplace.models.kinds import (
    AmbassadorCardDetail,
    Detail,
    Kind,
    NamingDetail,
    RightDetail,
    TourismDetail,
    detail_from_json,
)
from marketplace.models.ledger import (
    ChainCollection,
    ChainListing,
    ListingCancelled,
    Sale,
    SharePaid,
    Token,
    TokenTransfer,
    YenBalance,
    YenTransfer,
)
from marketplace.models.listings import Listing, SaleState, sale_state
from marketplace.models.orders import FaucetRequest, Order, OrderState
from marketplace.models.publishing import PublishState
from marketplace.models.resale import OfferState, ResaleAsk, ResaleOffer, ResaleSums, resale_sums
from marketplace.models.rights import (
    AsksWithdrawn,
    CardIssued,
    CardRebound,
    Resale,
    ResaleFee,
    RightLoan,
    RightState,
    RightUse,
)
from marketplace.models.rules import rules_of
from marketplace.models.shares import Share, shares_of
from marketplace.models.token_acts import TokenAct, TokenActKind, TokenActState
from marketplace.models.towns import Town

__all__ = [
    "AmbassadorCardDetail",
    "ArtworkCard",
    "ArtworkChange",
    "ArtworkDesign",
    "ArtworkPicture",
    "ArtworkRun",
    "AsksWithdrawn",
    "CardIssued",
    "CardPayment",
    "CardPaymentState",
    "CardRebound",
    "CatalogueChange",
    "CardRefund",
    "CartLine",
    "CatalogueCount",
    "CatalogueEntry",
    "CataloguePiece",
    "ChainCollection",
    "ChainListing",
    "Checkout",
    "CheckoutState",
    "Collection",
    "Detail",
    "FaucetRequest",
    "Gift",
    "GiftState",
    "Kind",
    "Listing",
    "ListingCancelled",
    "NamingDetail",
    "OfferState",
    "Order",
    "OrderState",
    "PayBy",
    "PaymentNotice",
    "PublishState",
    "Rarity",
    "Receipt",
    "RefundState",
    "Resale",
    "ResaleAsk",
    "ResaleFee",
    "ResaleOffer",
    "ResaleSums",
    "RightDetail",
    "RightLoan",
    "RightState",
    "RightUse",
    "RunState",
    "Sale",
    "SaleState",
    "Share",
    "SharePaid",
    "Token",
    "TokenAct",
    "TokenActKind",
    "TokenActState",
    "TokenTransfer",
    "TourismDetail",
    "Town",
    "YenBalance",
    "YenTransfer",
    "detail_from_json",
    "resale_sums",
    "rules_of",
    "sale_state",
    "shares_of",
]
