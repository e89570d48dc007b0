"""The picture that other sites show beside a link to a card: 1200 × 630, its words to the left of the card."""

from __future__ import annotations

from PIL import Image, ImageDraw

from marketplace.artwork.canvas import Canvas, mix
from marketplace.artwork.cards import CardDesign
from marketplace.artwork.fonts import Weight
from marketplace.artwork.lettering import fitted
from marketplace.artwork.patterns import PATTERNS

WIDTH, HEIGHT = 1200, 630
_CARD_TALL = 570
_LEFT, _ROOM = 72, 600


def draw_preview(design: CardDesign, card: Image.Image) -> Image.Image:
    """`card` is the whole card as composed, of any size."""
    design = design.drawable()
    preview = _ground(design)
    wide = round(_CARD_TALL * card.width / card.height)
    left, top = WIDTH - wide - 60, (HEIGHT - _CARD_TALL) // 2
    draw = ImageDraw.Draw(preview)
    draw.rectangle((left - 3, top - 3, left + wide + 2, top + _CARD_TALL + 2), fill="#ffffff")
    preview.paste(card.resize((wide, _CARD_TALL), Image.Resampling.LANCZOS), (left, top))
    place = fitted(f"{design.place_ja}　{design.place_en}", Weight.BOLD, 30, _ROOM, smallest=20)
    name = fitted(design.name_ja, Weight.BLACK, 72, _ROOM, most_lines=3, smallest=44)
    english = fitted(design.name_en, Weight.BOLD, 36, _ROOM, most_lines=2, smallest=22)
    block = place.height + 20 + name.height + 16 + english.height
    at = (HEIGHT - block) / 2
    place.draw(draw, _LEFT, at, mix(design.colours[2], "#ffffff", 0.4))
    name.draw(draw, _LEFT, at + place.height + 20, "#ffffff")
    english.draw(draw, _LEFT, at + place.height + 36 + name.height, mix(design.colours[2], "#ffffff", 0.4))
    return preview


def _ground(design: CardDesign) -> Image.Image:
    """The town's deep colour under its pattern, darker towards the words."""
    deep = mix(design.colours[0], "#000000", 0.25)
    canvas = Canvas(WIDTH, HEIGHT, deep, scale=1)
    PATTERNS.get(design.pattern, PATTERNS["seigaiha"])(canvas, mix(deep, "#ffffff", 0.12), 56, 3)
    return canvas.image
