"""From a collection's row to what is drawn on its cards."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, replace

from chain.ids import Address
from marketplace.artwork.cards import CardDesign
from marketplace.artwork.gallery import DRAWINGS
from marketplace.artwork.motifs import Motif, motif_of, motifs_of
from marketplace.models import ArtworkDesign, Collection, Kind, Rarity, Town
from marketplace.models.design_words import DesignWords
from marketplace.models.selling.series import SeriesCard

_FALLBACK_COLOURS = ("#1d2b4f", "#2f5f8f", "#dfe8f2", "#d8b35f")
_JOINT_SEALS = {"four_legends": "四町"}  # on the sample; each card bears its own town's


class CardDesigns:
    """`public_url`: the address that people use, as a card is printed, and shown on other sites."""

    def __init__(
        self,
        public_url: str,
        *,
        is_demonstration: bool,
        own_card: Callable[[Collection, int | None], SeriesCard | None] = lambda collection, serial: None,
    ) -> None:
        self._public_url = public_url.rstrip("/")
        self.own_card = own_card  # what the list of a series says of one card
        self._is_demonstration = is_demonstration

    def of(self, collection: Collection, serial: int | None, address: Address | None = None) -> CardDesign:
        """`serial` and `address`: of a token; without them a sample whose code leads to the town."""
        town = collection.town
        own = self.own_card(collection, serial)
        words = _own_words(collection) if collection.design is None else _words(collection.design)
        if own is not None:
            words = _of_list(words, own)
        card = self.sketch(town, words, 0 if collection.kind == Kind.DONATION else collection.max_supply)
        if not words.picture:
            card = _with_motif(card, words.upright_ja, serial)
        if serial is not None and address is not None:
            return replace(card, serial=serial, link=f"{self._public_url}/collection/{address}/{serial}")
        return replace(card, serial=serial)

    def motif(self, collection: Collection, serial: int | None) -> Motif:
        """What the card with this serial shows, in words."""
        words = _own_words(collection) if collection.design is None else _words(collection.design)
        return Motif("", words.upright_ja) if words.picture else motif_of(words.scene, words.upright_ja, serial)

    def sketch(self, town: Town, words: DesignWords, supply: int) -> CardDesign:
        """A sample of what is not saved yet."""
        return CardDesign(
            scene=words.scene,
            seed=town.seed,
            pattern=words.pattern,
            colours=_colours(town),
            name_ja=words.name_ja,
            name_en=words.name_en,
            upright_ja=words.upright_ja,
            place_ja=f"{town.prefecture_ja} {town.name_ja}",
            place_en=f"{town.name_en}, {town.prefecture_en}",
            seal_ja=town.name_ja,
            rarity=words.rarity,
            serial=None,
            supply=supply,
            link=f"{self._public_url}/towns/{town.code}",
            is_demonstration=self._is_demonstration,
            picture=words.picture,
        )

    def of_design(self, town: Town, design: ArtworkDesign) -> CardDesign:
        return self.sketch(town, _words(design), supply=1)

    def edition(self, collection: Collection, address: Address | None) -> str:
        """Names what all cards of the collection look like, apart from their serials; it changes when they do."""
        serials = range(1, max(len(motifs_of(_scene_of(collection))), 1) + 1)
        looks = [asdict(self.of(collection, serial, address)) for serial in serials]
        words = json.dumps([looks, DRAWINGS, *filter(None, [collection.series_digest])], sort_keys=True)
        return hashlib.sha256(words.encode()).hexdigest()[:32]


def _own_words(collection: Collection) -> DesignWords:
    """A collection without a design looks as its own row says, in the frame of its town."""
    return DesignWords(
        scene=collection.scene,
        pattern=collection.town.pattern,
        rarity=str(collection.rarity),
        name_ja=collection.name_ja,
        name_en=collection.name_en,
        upright_ja=collection.upright_ja,
    )


def _words(design: ArtworkDesign) -> DesignWords:
    return DesignWords(
        scene=design.scene,
        pattern=design.pattern,
        rarity=str(Rarity(design.rarity)),
        name_ja=design.name_ja,
        name_en=design.name_en,
        upright_ja=design.upright_ja,
        picture=design.picture,
    )


def _of_list(words: DesignWords, own: SeriesCard) -> DesignWords:
    """What the list leaves empty is as on all cards."""
    return replace(
        words,
        name_ja=own.name_ja or words.name_ja,
        name_en=own.name_en or words.name_en,
        rarity=own.rarity or words.rarity,
        picture=own.picture or words.picture,
    )


def _with_motif(card: CardDesign, upright_ja: str, serial: int | None) -> CardDesign:
    """In a joint series each card shows its own legend and town."""
    motif = motif_of(card.scene, upright_ja, serial)
    return replace(
        card,
        scene=motif.scene,
        upright_ja=motif.upright_ja,
        place_ja=motif.place_ja or card.place_ja,
        place_en=motif.place_en or card.place_en,
        seal_ja=motif.seal_ja or _JOINT_SEALS.get(card.scene, card.seal_ja),
    )


def _colours(town: Town) -> tuple[str, str, str, str]:
    given = tuple(town.colours)
    return (given[0], given[1], given[2], given[3]) if len(given) == 4 else _FALLBACK_COLOURS


def _scene_of(collection: Collection) -> str:
    return collection.scene if collection.design is None else collection.design.scene
