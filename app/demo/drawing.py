"""Draws the pictures of the front and town pages ahead, so that the first visitor does not wait for them."""

from __future__ import annotations

from app.surfaces.marketplace.designs import card_design, gallery_of
from app.wiring import Platform
from marketplace.artwork.forms import Form
from marketplace.artwork.gallery import Size


def draw_ahead(platform: Platform) -> int:
    """How many pictures were looked at; those that exist are not drawn again."""
    gallery, page = gallery_of(platform), platform.marketplace.pages.front()
    for card in page.towns:
        gallery.scene(card.town.scene, card.town.seed, Size.LIST, Form.WEBP)
    listings = [*page.featured, *page.others]
    for view in listings:
        gallery.card(card_design(platform, view.collection, None), Size.LIST, Form.WEBP)
    return len(page.towns) + len(listings)
