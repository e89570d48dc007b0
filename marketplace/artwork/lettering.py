"""Words on a card: lines that break where Japanese and English may break, shrink until they fit, or run downwards."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PIL import Image, ImageDraw

from marketplace.artwork.fonts import Weight, typeface

# 行頭禁則: may not begin a line.
_NOT_FIRST = set("、。，．・：；？！）」』】〕〉》”’ーゃゅょっぁぃぅぇぉャュョッァィゥェォ々〜％")
# Lie on their side in horizontal type and must be turned when the line runs downwards.
_TURNED = set("ー〜～―…：（）「」『』【】〔〕〈〉《》-–—")
_HUNG = set("、。，．")  # stand in the upper right of their square when the line runs downwards
_SMALLER = 0.94


@dataclass(frozen=True, slots=True)
class Block:
    """Words set into a box. `height` is what they take of it, in pixels."""

    lines: tuple[str, ...]
    weight: Weight
    size: int
    leading: int

    @property
    def height(self) -> int:
        return self.leading * len(self.lines)

    def draw(self, draw: ImageDraw.ImageDraw, left: float, top: float, fill: str) -> None:
        face = typeface(self.weight, self.size)
        for at, line in enumerate(self.lines):
            draw.text((left, top + at * self.leading + self.leading / 2), line, fill, face, anchor="lm")


def width_of(words: str, weight: Weight, size: int) -> float:
    return typeface(weight, size).getlength(words)


def fitted(words: str, weight: Weight, size: int, width: float, *, most_lines: int = 1, smallest: int = 12) -> Block:
    """The words in the largest type up to `size` that fits; in the smallest, the rest is cut with an ellipsis."""
    words = " ".join(words.split())
    now = size
    while True:
        lines = broken(words, weight, now, width)
        if len(lines) <= most_lines or now <= smallest:
            break
        now = max(smallest, int(now * _SMALLER))
    if len(lines) > most_lines:
        lines = [*lines[: most_lines - 1], _cut(lines[most_lines - 1] + "…", weight, now, width)]
    return Block(tuple(lines), weight, now, round(now * 1.28))


def _cut(line: str, weight: Weight, size: int, width: float) -> str:
    while len(line) > 1 and width_of(line, weight, size) > width:
        line = line[:-2] + "…"
    return line


def broken(words: str, weight: Weight, size: int, width: float) -> list[str]:
    """Lines no wider than `width`, unless one unbreakable piece is."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(words):
        if line and width_of((line + piece).rstrip(), weight, size) > width:
            lines.append(line.rstrip())
            piece = piece.lstrip()
            line = ""
        for part in _pieces_within(piece, weight, size, width):
            if line and width_of(line + part, weight, size) > width:
                lines.append(line)
                line = ""
            line += part
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(words: str) -> list[str]:
    """Latin words whole, Japanese by the character, closing marks with what they close."""
    found: list[str] = []
    for piece in re.findall(r"[!-~À-ɏ]+\s*|\s+|[^!-~À-ɏ\s]", words):
        if found and piece in _NOT_FIRST:
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _pieces_within(piece: str, weight: Weight, size: int, width: float) -> list[str]:
    return list(piece) if width_of(piece.rstrip(), weight, size) > width else [piece]


def upright_length(words: str, size: int, gap: float = 1.06) -> int:
    return round(len(words) * size * gap)


def draw_upright(image: Image.Image, words: str, weight: Weight, size: int, centre: float, top: float, fill: str,
                 gap: float = 1.06) -> None:  # fmt: skip
    """Words running downwards (縦書き), each in the middle of its square."""
    face = typeface(weight, size)
    draw = ImageDraw.Draw(image)
    for at, letter in enumerate(words):
        middle = top + (at + 0.5) * size * gap
        if letter in _TURNED:
            _draw_turned(image, letter, weight, size, (centre, middle), fill)
        elif letter in _HUNG:
            draw.text((centre + size * 0.3, middle - size * 0.3), letter, fill, face, anchor="mm")
        else:
            draw.text((centre, middle), letter, fill, face, anchor="mm")


def _draw_turned(
    image: Image.Image, letter: str, weight: Weight, size: int, at: tuple[float, float], fill: str
) -> None:
    square = Image.new("L", (size, size))
    ImageDraw.Draw(square).text((size / 2, size / 2), letter, 255, typeface(weight, size), anchor="mm")
    turned = square.transpose(Image.Transpose.ROTATE_270)
    image.paste(fill, (round(at[0] - size / 2), round(at[1] - size / 2)), turned)
