"""Words on a card across: lines that break where Japanese and English may break, and shrink until they fit.

Words that run downwards are in `marketplace.artwork.upright`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from PIL import ImageDraw

from marketplace.artwork.fonts import Weight, typeface

# 行頭禁則 and 行末禁則 (JIS X 4051): what may not begin a line, and what may not end one.
NOT_FIRST = frozenset(
    "、。，．・：；？！‼⁇⁈⁉）］｝」』】〕〉》〗〙”’»ーゝゞヽヾ々〻ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ〜～％‰℃"
    ",.:;?!)]}%"
)
NOT_LAST = frozenset("（［｛「『【〔〈《〖〘“‘«￥＄£＃№" + "([{$#")
_TOGETHER = frozenset("…‥―—")  # never parted from their like
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
    """Lines no wider than `width`, unless one sign alone is."""
    return filled(pieces(words), lambda part: width_of(part, weight, size), width)


def filled(parts: list[str], measure: Callable[[str], float], room: float) -> list[str]:
    """Parts put into lines, as many as each has room for; a part too long for a line is parted where it must be."""
    lines: list[str] = []
    line = ""
    for part in parts:
        if line and measure((line + part).rstrip()) > room:
            lines.append(line.rstrip())
            part = part.lstrip()
            line = ""
        for sign in list(part) if measure(part.rstrip()) > room else [part]:
            if line and measure(line + sign) > room:
                lines.append(line)
                line = ""
            line += sign
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def pieces(words: str) -> list[str]:
    """What a line keeps whole: Latin words, and Japanese signs with the marks that may not leave them."""
    found: list[str] = []
    for piece in re.findall(r"[!-~À-ɏ]+\s*|\s+|[^!-~À-ɏ\s]", words):
        if found and (piece[0] in NOT_FIRST or found[-1][-1] in NOT_LAST or _belong(found[-1][-1], piece[0])):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _belong(sign: str, other: str) -> bool:
    return sign == other and sign in _TOGETHER
