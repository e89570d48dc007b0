"""What search engines and assistants read about an item: schema.org's Product with its offer."""

from __future__ import annotations

from flask import url_for

from app.i18n import localized, place
from app.surfaces.marketplace.pictures import preview_address
from app.wiring import current_platform
from marketplace.models import SaleState
from marketplace.queries.listings import ListingView

_AVAILABLE = {
    SaleState.ON_SALE: "InStock",
    SaleState.UPCOMING: "PreOrder",
    SaleState.SOLD_OUT: "SoldOut",
}


def product_facts(item: ListingView) -> dict[str, object]:
    """Source: https://schema.org/Product."""
    collection, listing = item.collection, item.listing
    site = current_platform().settings.public_url.rstrip("/")
    page = site + url_for("marketplace.show_item", number=listing.number)
    offer: dict[str, object] = {
        "@type": "Offer",
        "price": str(int(listing.price)),
        "priceCurrency": "JPY",
        "availability": f"https://schema.org/{_AVAILABLE.get(item.state, 'Discontinued')}",
        "url": page,
        "availabilityStarts": listing.opens_at.isoformat(),
        "seller": {"@type": "GovernmentOrganization", "name": place(collection.town)},
    }
    if listing.closes_at is not None:
        offer["availabilityEnds"] = listing.closes_at.isoformat()
    return {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": localized(collection, "name"),
        "description": localized(collection, "story").partition("\n\n")[0],
        "image": [preview_address(collection, None)],
        "url": page,
        "offers": offer,
    }
