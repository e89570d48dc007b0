"""What is drawn on cards, and where drawings are kept. Works outside a request too."""

from __future__ import annotations

from app.wiring import Platform
from chain.ids import Address
from marketplace.artwork.cards import CardDesign
from marketplace.artwork.gallery import Gallery
from marketplace.models import Collection


def gallery_of(platform: Platform) -> Gallery:
    return Gallery(platform.settings.artwork_dir, platform.marketplace.content.get)


def card_design(
    platform: Platform, collection: Collection, serial: int | None, address: Address | None = None
) -> CardDesign:
    """`serial` and `address`: of a token; without them a sample whose code leads to the town."""
    return platform.marketplace.artwork.designs.of(collection, serial, address)
