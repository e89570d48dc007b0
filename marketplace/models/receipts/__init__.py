"""Papers of a purchase: receipts (領収書・適格請求書), what tells of them, and who sells (特定商取引法に基づく表示)."""

from marketplace.models.receipts.purchases import PaperMark, Purchase, PurchaseStep
from marketplace.models.receipts.receipts import Receipt, ReceiptSeries
from marketplace.models.receipts.sellers import SellerWords, shop_seller, town_seller
from marketplace.models.receipts.tax import TaxSum, default_percent, tax_sums

__all__ = [
    "PaperMark",
    "Purchase",
    "PurchaseStep",
    "Receipt",
    "ReceiptSeries",
    "SellerWords",
    "TaxSum",
    "default_percent",
    "shop_seller",
    "tax_sums",
    "town_seller",
]
