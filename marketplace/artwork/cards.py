"""A card: the picture in its town's frame, the words, the serial, and a code that leads to the token's own page.

The plate is what all cards of a series share; a card is a plate with its serial and its code.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import lru_cache

import segno
from PIL import Image, ImageDraw, ImageOps

from marketplace.artwork.canvas import Canvas, colour, mix
from marketplace.artwork.fonts import Weight, typeface
from marketplace.artwork.glyphs import drawable
from marketplace.artwork.lettering import fitted, width_of
from marketplace.artwork.patterns import PATTERNS
from marketplace.artwork.scenes import HEIGHT, SCENES, WIDTH
from marketplace.artwork.upright import draw_upright, set_upright, upright_length

CARD_WIDTH, CARD_HEIGHT = 1200, 1680
_SCENE_CORNER = (60, 60)
_PANEL = (60, 1284, 1140, 1620)
_WORDS_LEFT, _WORDS_WIDTH = 96, 690
_CODE_BOX = (812, 1302, 300)  # left, top, side
CLOTH = "cloth"  # the scene of a card that shows its pattern alone
_PAPER, _INK, _QUIET, _SEAL = "#fcf8ee", "#221d1a", "#5d554d", "#b3282d"
_LARGEST_DETAILED = 600  # wider pictures are drawn with finer edges

_FOILS = {
    "common": ("#cfd3d6", "#f6f7f7", "#a9aeb2"),
    "rare": ("#9fb4d6", "#f2f7ff", "#6f86b4"),
    "legend": ("#c99a35", "#fff0bd", "#96691c"),
}
_RARITIES = {"common": ("★", "通常", "COMMON"), "rare": ("★★", "希少", "RARE"), "legend": ("★★★", "伝説", "LEGEND")}


@dataclass(frozen=True, slots=True)
class CardDesign:
    """All that decides how a card looks. `serial` None: a sample, before anybody owns it."""

    scene: str
    seed: int
    pattern: str
    colours: tuple[str, str, str, str]  # deep, main, light, accent
    name_ja: str
    name_en: str
    upright_ja: str
    place_ja: str  # 奈良県 宇陀市
    place_en: str
    seal_ja: str
    rarity: str
    serial: int | None
    supply: int  # 0: as many as are wanted
    link: str
    is_demonstration: bool
    picture: str = ""  # the name by content of an uploaded picture; empty: the scene

    @property
    def is_cloth(self) -> bool:
        return self.scene == CLOTH

    def drawable(self) -> CardDesign:
        """With words that the typeface has."""
        return replace(
            self,
            name_ja=drawable(self.name_ja),
            name_en=drawable(self.name_en),
            upright_ja=drawable(self.upright_ja),
            place_ja=drawable(self.place_ja),
            place_en=drawable(self.place_en),
            seal_ja=drawable(self.seal_ja),
        )


def draw_scene(scene: str, seed: int, width: int) -> Image.Image:
    """The scene alone, `width` pixels wide. An unknown name draws mountains, so that a page is never without."""
    return _scene(scene, seed, width).copy()


@lru_cache(maxsize=4)
def _scene(scene: str, seed: int, width: int) -> Image.Image:
    """Kept for a while, as `_cloth`."""
    scale = 2 if width > _LARGEST_DETAILED else 1
    canvas = Canvas(WIDTH, HEIGHT, scale=scale)
    SCENES.get(scene, SCENES["mountains"])(canvas, random.Random(seed))  # noqa: S311  (a drawing, not a secret)  # nosec B311
    return canvas.finished(width, round(width * HEIGHT / WIDTH))


def draw_cloth(design: CardDesign, width: int) -> Image.Image:
    """The design's pattern over the whole picture, in the town's colours: a picture for a card that has no other."""
    return _cloth(design.pattern, design.colours, width).copy()


@lru_cache(maxsize=4)
def _cloth(pattern: str, colours: tuple[str, str, str, str], width: int) -> Image.Image:
    """Kept for a while: it takes most of the time of a preview, which comes anew with each word that is typed."""
    deep, main, light, _ = colours
    canvas = Canvas(WIDTH, HEIGHT, scale=1)
    canvas.downward([(0, mix(main, light, 0.25)), (0.6, main), (1, mix(main, deep, 0.7))])
    PATTERNS.get(pattern, PATTERNS["seigaiha"])(canvas, mix(light, "#ffffff", 0.3), 90, 4)
    canvas.veil(deep, [(0, 0.05), (HEIGHT * 0.55, 0.1), (HEIGHT, 0.45)])
    return canvas.finished(width, round(width * HEIGHT / WIDTH))


def cropped(picture: Image.Image) -> Image.Image:
    """Any picture as the picture of a card: its middle, a little above where it is tall."""
    return ImageOps.fit(picture.convert("RGB"), (WIDTH, HEIGHT), Image.Resampling.LANCZOS, centering=(0.5, 0.4))


def compose(design: CardDesign, scene: Image.Image) -> Image.Image:
    """The card at its full 1200 × 1680 pixels, with `scene` as its picture."""
    return finish(draw_plate(design, scene), design)


def draw_plate(design: CardDesign, scene: Image.Image) -> Image.Image:
    """What does not depend on the serial: frame, picture and words."""
    design = design.drawable()
    card = _framed(design)
    card.paste(scene if scene.size == (WIDTH, HEIGHT) else cropped(scene), _SCENE_CORNER)
    _rule(card, design, (56, 56, 1144, 1264), 6)
    _slip(card, design)
    _seal(card, design)
    if design.is_demonstration:
        _demonstration_label(card)
    _panel(card, design)
    return card


def finish(plate: Image.Image, design: CardDesign) -> Image.Image:
    """The plate with the serial of `design` and the code of its link; the plate itself stays as it is."""
    card = plate.copy()
    _last_row(ImageDraw.Draw(card), design)
    _code(card, design.link)
    return card


def _framed(design: CardDesign) -> Image.Image:
    deep, main, _, _ = design.colours
    card = Image.new("RGB", (CARD_WIDTH, CARD_HEIGHT), deep)
    card.paste(colour(mix(main, "#ffffff", 0.3)), (0, 0), _pattern(design.pattern))
    _rule(card, design, (22, 22, CARD_WIDTH - 22, CARD_HEIGHT - 22), 5)
    return card


@lru_cache(maxsize=len(PATTERNS))
def _pattern(name: str) -> Image.Image:
    """The strength of a pattern where the frame shows it: along the four edges and above the words."""
    mask = Image.new("L", (CARD_WIDTH, CARD_HEIGHT))
    side, top = _strip(name, 64, CARD_HEIGHT), _strip(name, CARD_WIDTH, 64)
    mask.paste(side, (0, 0))
    mask.paste(side.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (CARD_WIDTH - 64, 0))
    mask.paste(top, (0, _PANEL[1] - 26))
    mask.paste(top, (0, 0))
    mask.paste(top.transpose(Image.Transpose.FLIP_TOP_BOTTOM), (0, CARD_HEIGHT - 64))
    return mask.point([round(v * 0.5) for v in range(256)])


def _strip(name: str, width: int, height: int) -> Image.Image:
    canvas = Canvas(width, height, "#000000")
    PATTERNS.get(name, PATTERNS["seigaiha"])(canvas, "#ffffff", 30, 2)
    return canvas.finished(width, height).convert("L")


def _rule(card: Image.Image, design: CardDesign, box: tuple[int, int, int, int], width: int) -> None:
    """A thin frame of foil, brighter in the middle of its diagonal."""
    mask = Image.new("L", card.size)
    ImageDraw.Draw(mask).rectangle((box[0], box[1], box[2] - 1, box[3] - 1), outline=255, width=width)
    card.paste(_foil(design.rarity), (0, 0), mask)


@lru_cache(maxsize=len(_FOILS))
def _foil(rarity: str) -> Image.Image:
    edge, shine, shade = (colour(part) for part in _FOILS.get(rarity, _FOILS["common"]))
    band = Image.new("RGB", (64, 64))
    stops = (edge, shine, shade, edge, shine, shade, edge)
    for y in range(64):
        for x in range(64):
            place = (x + y) / 126 * (len(stops) - 1)
            low = min(int(place), len(stops) - 2)
            part = place - low
            blend = [round(a + (b - a) * part) for a, b in zip(stops[low], stops[low + 1], strict=True)]
            band.putpixel((x, y), (blend[0], blend[1], blend[2]))
    return band.resize((CARD_WIDTH, CARD_HEIGHT), Image.Resampling.BICUBIC)


def _slip(card: Image.Image, design: CardDesign) -> None:
    """短冊: a slip of paper with the upright name, in one column or two."""
    if not design.upright_ja:
        return
    words = set_upright(design.upright_ja, Weight.BLACK, 84, 700)
    left, top, right, bottom = 1104 - words.width - 34, 96, 1104, 96 + words.height + 68
    _smooth_rounded(card, (left + 5, top + 7, right + 5, bottom + 7), 6, "#000000", 70)
    _smooth_rounded(card, (left, top, right, bottom), 6, _PAPER, 246)
    ImageDraw.Draw(card).rectangle((left + 9, top + 9, right - 10, bottom - 10), outline=design.colours[1], width=3)
    words.draw(card, right - 18, top + 34, _INK)


def _seal(card: Image.Image, design: CardDesign) -> None:
    """印: the town's name in white on vermilion, in columns from the right."""
    name = design.seal_ja[:8] or "印"
    columns = [name] if len(name) <= 3 else [name[: (len(name) + 1) // 2], name[(len(name) + 1) // 2 :]]
    size = 46
    wide = len(columns) * size + (len(columns) - 1) * 6 + 36
    tall = max(upright_length(column, size) for column in columns) + 32
    _smooth_rounded(card, (96, 96, 96 + wide, 96 + tall), 12, _SEAL, 240)
    ImageDraw.Draw(card).rounded_rectangle((103, 103, 96 + wide - 8, 96 + tall - 8), 8, outline="#f7dcd0", width=2)
    for at, column in enumerate(columns):
        centre = 96 + wide - 18 - size / 2 - at * (size + 6)
        draw_upright(card, column, Weight.BOLD, size, centre, 96 + 16, "#fff8f0")


def _demonstration_label(card: Image.Image) -> None:
    words = "デモ  DEMONSTRATION"
    wide = width_of(words, Weight.BOLD, 30) + 44
    _smooth_rounded(card, (84, 1184, 84 + round(wide), 1238), 27, "#14110f", 190)
    ImageDraw.Draw(card).text((84 + wide / 2, 1210), words, "#ffffff", typeface(Weight.BOLD, 30), anchor="mm")


def _panel(card: Image.Image, design: CardDesign) -> None:
    draw = ImageDraw.Draw(card)
    draw.rectangle((_PANEL[0], _PANEL[1], _PANEL[2] - 1, _PANEL[3] - 1), fill=_PAPER)
    draw.rectangle((_PANEL[0], _PANEL[1], _PANEL[0] + 11, _PANEL[3] - 1), fill=design.colours[1])
    place = fitted(f"{design.place_ja}　{design.place_en}", Weight.REGULAR, 29, _WORDS_WIDTH)
    name = fitted(design.name_ja, Weight.BLACK, 62, _WORDS_WIDTH, smallest=48)
    if name.lines[0].endswith("…"):
        name = fitted(design.name_ja, Weight.BLACK, 48, _WORDS_WIDTH, most_lines=2, smallest=34)
    english = fitted(design.name_en, Weight.BOLD, 30, _WORDS_WIDTH, smallest=18)
    place.draw(draw, _WORDS_LEFT, 1302, _QUIET)
    block = name.height + english.height + 2
    top = 1342 + max(0, (1520 - 1342 - block) // 2)
    name.draw(draw, _WORDS_LEFT, top, _INK)
    english.draw(draw, _WORDS_LEFT, top + name.height + 2, _QUIET)


def _last_row(draw: ImageDraw.ImageDraw, design: CardDesign) -> None:
    """Rarity to the left, the serial to the right, over a thin line."""
    draw.line((_WORDS_LEFT, 1528, _WORDS_LEFT + _WORDS_WIDTH, 1528), fill="#d9cfbd", width=2)
    stars, ja, en = _RARITIES.get(design.rarity, _RARITIES["common"])
    words = f"{stars} {ja} {en}"
    draw.text((_WORDS_LEFT, 1574), words, _FOILS.get(design.rarity, _FOILS["common"])[2] if design.rarity == "legend"
              else _QUIET, typeface(Weight.BOLD, 28), anchor="lm")  # fmt: skip
    of_all = f" / {design.supply:,}" if design.supply else ""
    serial = f"No. {design.serial:04d}{of_all}" if design.serial else "見本 SAMPLE"
    block = fitted(serial, Weight.BOLD, 42, _WORDS_WIDTH - width_of(words, Weight.BOLD, 28) - 30)
    draw.text((_WORDS_LEFT + _WORDS_WIDTH, 1574), block.lines[0], _INK, typeface(Weight.BOLD, block.size), anchor="rm")


def _code(card: Image.Image, link: str) -> None:
    """A QR code of whole pixels a module, with the four modules of white that readers need around it."""
    left, top, side = _CODE_BOX
    matrix = segno.make(link, error="m", micro=False).matrix
    modules = len(matrix) + 8
    pixels = max(side // modules, 1)
    code = Image.new("L", (modules, modules), 255)
    for y, row in enumerate(matrix):
        for x, is_dark in enumerate(row):
            if is_dark:
                code.putpixel((x + 4, y + 4), 0)
    drawn = code.resize((modules * pixels, modules * pixels), Image.Resampling.NEAREST)
    inset = (side - drawn.width) // 2
    ImageDraw.Draw(card).rectangle((left, top, left + side - 1, top + side - 1), fill="#ffffff")
    card.paste(drawn.convert("RGB"), (left + inset, top + inset))


def _smooth_rounded(card: Image.Image, box: tuple[int, int, int, int], radius: int, fill: str, strength: int) -> None:
    """A rounded rectangle with smooth corners; `strength` 0 to 255."""
    wide, tall = box[2] - box[0], box[3] - box[1]
    mask = Image.new("L", (wide * 3, tall * 3))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, wide * 3 - 1, tall * 3 - 1), radius * 3, fill=strength)
    card.paste(colour(fill), box, mask.resize((wide, tall), Image.Resampling.BOX))
