"""Words that run downwards (縦書き), in columns from the right: marks turned, small kana and stops in their corner,
short numbers upright in one square (縦中横), Latin words lying on their side."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PIL import Image, ImageDraw

from marketplace.artwork.fonts import Weight, typeface
from marketplace.artwork.lettering import filled, pieces, width_of

# Lie on their side in horizontal type and must be turned when the line runs downwards.
_TURNED = frozenset("ー〜～―—–-…‥：；（）［］｛｝「」『』【】〔〕〈〉《》〖〗()[]{}=＝")
_HUNG = frozenset("、。，．")  # stand in the upper right of their square
_SMALL = frozenset("ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ")
_UNIT = re.compile(r"[0-9]{1,2}(?![0-9])|[!-~À-ɏ]+(?: +[!-~À-ɏ]+)*|.", re.DOTALL)
_LATIN = re.compile(r"[!-~À-ɏ][!-~À-ɏ ]*")
_GAP = 1.06
_COLUMN = 1.34  # from the middle of a column to that of the next, in squares


@dataclass(frozen=True, slots=True)
class Columns:
    """Words set downwards. `width` and `height` are what they take, in pixels."""

    columns: tuple[str, ...]
    weight: Weight
    size: int

    @property
    def width(self) -> int:
        return round(self.size * (1 + _COLUMN * (len(self.columns) - 1)))

    @property
    def height(self) -> int:
        return max(upright_length(column, self.size) for column in self.columns)

    def draw(self, image: Image.Image, right: float, top: float, fill: str) -> None:
        for at, column in enumerate(self.columns):
            centre = right - self.size / 2 - at * self.size * _COLUMN
            draw_upright(image, column, self.weight, self.size, centre, top, fill)


def set_upright(words: str, weight: Weight, size: int, height: float, *, most: int = 2, smallest: int = 28) -> Columns:
    """The words in the largest type up to `size` with which `most` columns of `height` hold them, else cut."""
    words = " ".join(words.split())
    now = size
    while True:
        columns = _balanced(words, now, height)
        if len(columns) <= most or now <= smallest:
            break
        now = max(smallest, int(now * 0.94))
    if len(columns) > most:
        columns = [*columns[: most - 1], columns[most - 1][:-1] + "…"]
    return Columns(tuple(columns), weight, now)


def _balanced(words: str, size: int, height: float) -> list[str]:
    """As few columns as hold the words, about as long as each other."""
    parts, measure = pieces(words), lambda part: upright_length(part, size)
    columns = filled(parts, measure, height)
    if len(columns) < 2:
        return columns
    room = max(upright_length(words, size) / len(columns), size)
    while room < height:
        tried = filled(parts, measure, room)
        if len(tried) == len(columns):
            return tried
        room += size / 2
    return columns


def upright_length(words: str, size: int, gap: float = _GAP) -> int:
    return round(sum(_length(unit, size, gap) for unit in _UNIT.findall(words)))


def draw_upright(image: Image.Image, words: str, weight: Weight, size: int, centre: float, top: float, fill: str,
                 gap: float = _GAP) -> None:  # fmt: skip
    """One column of words, each sign in the middle of its square."""
    for unit in _UNIT.findall(words):
        length = _length(unit, size, gap)
        _draw_unit(image, unit, weight, size, (centre, top + length / 2), fill)
        top += length


def _is_lying(unit: str) -> bool:
    return unit in _TURNED or (len(unit) > 1 and not unit.isdigit() and _LATIN.fullmatch(unit) is not None)


def _length(unit: str, size: int, gap: float) -> float:
    if len(unit) > 1 and not (unit.isdigit() and len(unit) == 2):
        return width_of(unit, Weight.BOLD, size) + size * (gap - 1) * 2
    return size * gap * (0.5 if unit == " " else 1)


def _draw_unit(image: Image.Image, unit: str, weight: Weight, size: int, at: tuple[float, float], fill: str) -> None:
    x, y = at
    draw = ImageDraw.Draw(image)
    if len(unit) == 2 and unit.isdigit():
        face = typeface(weight, round(size * 0.82))
        draw.text((x, y), unit, fill, face, anchor="mm")
    elif _is_lying(unit) or len(unit) > 1:
        _draw_lying(image, unit, weight, size, at, fill)
    else:
        right, up = (0.58, 0.6) if unit in _HUNG else (0.08, 0.1) if unit in _SMALL else (0.0, 0.0)
        draw.text((x + size * right, y - size * up), unit, fill, typeface(weight, size), anchor="mm")


def _draw_lying(image: Image.Image, unit: str, weight: Weight, size: int, at: tuple[float, float], fill: str) -> None:
    long = max(size, round(width_of(unit, weight, size)))
    strip = Image.new("L", (long, round(size * 1.2)))
    ImageDraw.Draw(strip).text((long / 2, size * 0.6), unit, 255, typeface(weight, size), anchor="mm")
    turned = strip.transpose(Image.Transpose.ROTATE_270)
    image.paste(fill, (round(at[0] - turned.width / 2), round(at[1] - turned.height / 2)), turned)
