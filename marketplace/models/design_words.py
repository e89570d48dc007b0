"""What an officer may say about how the cards of a series look: the rules of each word."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chain.errors import Invalid
from chain.ids import contains_my_number
from marketplace.artwork.cards import CLOTH
from marketplace.artwork.glyphs import drawable
from marketplace.artwork.patterns import PATTERNS
from marketplace.artwork.scenes import SCENES
from marketplace.models.artwork import Rarity

LONGEST = {"name_ja": 80, "name_en": 120, "upright_ja": 24}


@dataclass(frozen=True, slots=True)
class DesignWords:
    """As typed. `picture` is the name of an upload of the town; with one, the scene only stands in for it."""

    scene: str
    pattern: str
    rarity: str
    name_ja: str
    name_en: str
    upright_ja: str = ""
    picture: str = ""

    def checked(self) -> DesignWords:
        """Raises: Invalid naming the field."""
        for field, known in (("scene", {*SCENES, CLOTH}), ("pattern", set(PATTERNS)), ("rarity", set(Rarity))):
            if getattr(self, field) not in known:
                raise Invalid(field, "unknown")
        for field, longest in LONGEST.items():
            words = str(getattr(self, field))
            if field != "upright_ja" and not drawable(words):
                raise Invalid(field, "empty")
            if len(words.strip()) > longest:
                raise Invalid(field, "too_long")
            if contains_my_number(words):
                raise Invalid(field, "my_number")
        return replace(
            self, name_ja=self.name_ja.strip(), name_en=self.name_en.strip(), upright_ja=self.upright_ja.strip()
        )
