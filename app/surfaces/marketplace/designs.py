"""From a collection's row to what is drawn on its cards. Works outside a request too."""

from __future__ import annotations

from app.wiring import Platform
from chain.ids import Address
from marketplace.artwork.cards import CardDesign
from marketplace.artwork.gallery import Gallery
from marketplace.artwork.motifs import motif_of
from marketplace.models import Collection, Town

_FALLBACK_COLOURS = ("#1d2b4f", "#2f5f8f", "#dfe8f2", "#d8b35f")
_JOINT_SEALS = {"four_legends": "四町"}  # on the sample; each card bears its own town's


def gallery_of(platform: Platform) -> Gallery:
    return Gallery(platform.settings.artwork_dir, platform.marketplace.content.get)


def card_design(
    platform: Platform, collection: Collection, serial: int | None, address: Address | None = None
) -> CardDesign:
    """`serial` and `address`: of a token; without them a sample whose code leads to the town."""
    town = collection.town
    motif = motif_of(collection.scene, collection.upright_ja, serial)
    return CardDesign(
        scene=motif.scene,
        seed=town.seed,
        pattern=town.pattern,
        colours=_colours(town),
        name_ja=collection.name_ja,
        name_en=collection.name_en,
        upright_ja=motif.upright_ja,
        place_ja=motif.place_ja or f"{town.prefecture_ja} {town.name_ja}",
        place_en=motif.place_en or f"{town.name_en}, {town.prefecture_en}",
        seal_ja=motif.seal_ja or _JOINT_SEALS.get(collection.scene, town.name_ja),
        rarity=str(collection.rarity),
        serial=serial,
        supply=collection.max_supply,
        link=_link(platform, town, serial, address),
        is_demonstration=platform.settings.demo,
    )


def _colours(town: Town) -> tuple[str, str, str, str]:
    given = tuple(town.colours)
    return (given[0], given[1], given[2], given[3]) if len(given) == 4 else _FALLBACK_COLOURS


def _link(platform: Platform, town: Town, serial: int | None, address: Address | None) -> str:
    """Absolute, by the address that people use: a card is printed, and shown on other sites."""
    is_token = serial is not None and address is not None
    path = f"/collection/{address}/{serial}" if is_token else f"/towns/{town.code}"
    return platform.settings.public_url.rstrip("/") + path
