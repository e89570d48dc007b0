"""Traditional patterns (和柄) drawn by code: one function a pattern, as lines over the whole canvas."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from marketplace.artwork.canvas import Canvas
from marketplace.artwork.paths import Point, ellipse

Pattern = Callable[[Canvas, str, float, float], None]


def seigaiha(canvas: Canvas, ink: str, size: float, weight: float) -> None:
    """青海波: overlapping rings of calm sea."""
    for row in range(-1, int(canvas.height / (size / 2)) + 3):
        for column in range(-1, int(canvas.width / (size * 2)) + 2):
            cx = column * size * 2 + (size if row % 2 else 0)
            cy = row * size / 2 + size
            for ring in (1.0, 0.72, 0.44):
                canvas.line(_arc(cx, cy, size * ring, 180, 360), weight, ink)


def asanoha(canvas: Canvas, ink: str, size: float, weight: float) -> None:
    """麻の葉: hemp leaves, a wish for growing up straight."""
    height = size * math.sqrt(3) / 2
    for row in range(-1, int(canvas.height / height) + 2):
        for column in range(-1, int(canvas.width / size) + 2):
            x = column * size + (size / 2 if row % 2 else 0)
            y = row * height
            up = ((x, y), (x + size / 2, y + height), (x - size / 2, y + height))
            down = ((x, y), (x + size, y), (x + size / 2, y + height))
            for corners in (up, down):
                _leaf(canvas, corners, weight, ink)


def _leaf(canvas: Canvas, corners: tuple[Point, Point, Point], weight: float, ink: str) -> None:
    middle = (sum(x for x, _ in corners) / 3, sum(y for _, y in corners) / 3)
    for at, corner in enumerate(corners):
        canvas.line([corner, middle], weight, ink)
        canvas.line([corner, corners[(at + 1) % 3]], weight, ink)


def shippo(canvas: Canvas, ink: str, size: float, weight: float) -> None:
    """七宝: circles that share their quarters, a wish for good ties."""
    for row in range(-1, int(canvas.height / size) + 2):
        for column in range(-1, int(canvas.width / size) + 2):
            if (row + column) % 2 == 0:
                canvas.line([*ellipse(column * size, row * size, size, size), (column * size + size, row * size)],
                            weight, ink)  # fmt: skip


def kikko(canvas: Canvas, ink: str, size: float, weight: float) -> None:
    """亀甲: tortoise shell, a wish for long life."""
    step_x, step_y = size * math.sqrt(3), size * 1.5
    for row in range(-1, int(canvas.height / step_y) + 2):
        for column in range(-1, int(canvas.width / step_x) + 2):
            cx = column * step_x + (step_x / 2 if row % 2 else 0)
            for radius in (size, size * 0.62):
                corners = [_polar(cx, row * step_y, radius, 30 + 60 * turn) for turn in range(7)]
                canvas.line(corners, weight, ink)


def uroko(canvas: Canvas, ink: str, size: float, weight: float) -> None:
    """鱗: triangles of scales, worn on stage and in battle."""
    height = size * 0.9
    for row in range(-1, int(canvas.height / height) + 2):
        for column in range(-1, int(canvas.width / size) + 2):
            x, y = column * size + (size / 2 if row % 2 else 0), row * height
            canvas.shape([(x, y), (x + size / 2, y + height), (x - size / 2, y + height)], ink)


def tatewaku(canvas: Canvas, ink: str, size: float, weight: float) -> None:
    """立涌: rising vapour."""
    for column in range(-1, int(canvas.width / size) + 2):
        swell = 1 if column % 2 else -1
        waves = [
            (column * size + swell * math.sin(y / size * 1.1) * size * 0.36, float(y))
            for y in range(-10, canvas.height + 20, 8)
        ]
        canvas.line(waves, weight, ink)


def yuzu_blossom(canvas: Canvas, ink: str, size: float, weight: float) -> None:
    """五弁の花: rows of small five-petalled blossoms."""
    for cx, cy in _staggered(canvas, size):
        for turn in range(5):
            px, py = _polar(cx, cy, size * 0.2, turn * 72 - 90)
            canvas.shape(ellipse(px, py, size * 0.17, size * 0.1, turn * 72 - 90, 24), ink)


def leaves(canvas: Canvas, ink: str, size: float, weight: float) -> None:
    """笹: pairs of slender leaves."""
    for at, (cx, cy) in enumerate(_staggered(canvas, size)):
        for turn in (-35, 35):
            canvas.shape(ellipse(cx, cy, size * 0.34, size * 0.08, turn + (90 if at % 2 else 0), 24), ink)


PATTERNS: dict[str, Pattern] = {
    "seigaiha": seigaiha,
    "asanoha": asanoha,
    "shippo": shippo,
    "kikko": kikko,
    "uroko": uroko,
    "tatewaku": tatewaku,
    "blossom": yuzu_blossom,
    "leaves": leaves,
}


def _staggered(canvas: Canvas, size: float) -> Iterator[Point]:
    for row in range(-1, int(canvas.height / size) + 2):
        for column in range(-1, int(canvas.width / size) + 2):
            yield column * size + (size / 2 if row % 2 else 0), row * size


def _arc(cx: float, cy: float, radius: float, start: float, end: float) -> list[Point]:
    return [_polar(cx, cy, radius, start + (end - start) * step / 20) for step in range(21)]


def _polar(cx: float, cy: float, radius: float, degrees: float) -> Point:
    return cx + radius * math.cos(math.radians(degrees)), cy + radius * math.sin(math.radians(degrees))
