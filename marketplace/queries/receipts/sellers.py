"""A seller as its page shows it: what it wrote down, and what is known elsewhere where it wrote nothing."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import MunicipalityCode
from marketplace.models.listings import Listing
from marketplace.models.receipts import SellerWords, shop_seller, town_seller
from marketplace.models.selling import Offer
from marketplace.ports import SellerDirectory


@dataclass(frozen=True, slots=True)
class SellerView:
    """`words` is empty for a seller that wrote nothing. `name_ja`: the legal name where there is one."""

    key: str
    name_ja: str
    name_en: str
    invoice_number: str
    town: MunicipalityCode | None
    words: SellerWords

    @property
    def is_town(self) -> bool:
        return self.key.startswith("town:")

    @property
    def number(self) -> str:
        """Of the town or shop."""
        return self.key.partition(":")[2]


def seller_view(session: Session, sellers: SellerDirectory, key: str) -> SellerView:
    """A member who sells on is shown by the account alone: a private person's name is nobody's business.

    Raises: SellerUnknown.
    """
    kind, _, number = key.partition(":")
    if kind == "holder":
        short = f"{number[:6]}…{number[-4:]}"
        return SellerView(key, f"会員 {short}", f"Member {short}", "", None, SellerWords(key=key))
    facts = sellers.of(session, key)
    words = session.get(SellerWords, key) or SellerWords(
        key=key, legal_name="", responsible="", place="", phone="", email="", delivery_ja="", delivery_en="",
        returns_ja="", returns_en="", invoice_number="",
    )  # fmt: skip
    number = words.invoice_number or facts.invoice_number
    return SellerView(key, words.legal_name or facts.name_ja, facts.name_en, number, facts.town, words)


def seller_of_listing(session: Session, listing: Listing) -> str:
    """The member shop that offered it, else the town."""
    merchant_id = session.scalar(select(Offer.merchant_id).filter_by(listing_number=listing.number))
    return shop_seller(merchant_id) if merchant_id else town_seller(listing.collection.municipality)
