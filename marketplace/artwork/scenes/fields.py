"""更別村: the wide patchwork of Tokachi's fields between rows of larches, the Hidaka range, and a flock of cranes."""

from __future__ import annotations

import random
from itertools import pairwise

from marketplace.artwork.canvas import Canvas, mix
from marketplace.artwork.nature import cloud_puff, kasumi, ridge
from marketplace.artwork.paths import Point, curve, ellipse
from marketplace.artwork.scenes.alps import alps

_CROPS = ("#d9b64a", "#7da64a", "#b98a4f", "#4f8a4f", "#e3cf7d", "#96b95a", "#8c5f3d", "#5f9a63")


def wide_fields(canvas: Canvas, rng: random.Random) -> None:
    canvas.downward([(0, "#4d8fc4"), (0.3, "#a9d3e2"), (0.5, "#f6ead0"), (1, "#f2e3bd")])
    canvas.glow(300, 230, 340, "#fff8dd", 0.95)
    canvas.circle(300, 230, 104, "#e8593a")
    for x, y, size in ((760, 190, 150), (880, 240, 110), (620, 250, 90)):
        cloud_puff(canvas, x, y, size, "#ffffff", 0.85)
    alps(canvas, rng, 560, 250, "#5b7ea6", "#d5e0dc")
    kasumi(canvas, -60, 430, 500, "#fbf1d8", alpha=0.95, thickness=24, rows=2)
    ridge(canvas, rng, 590, 50, "#4c7f6d", foot="#8fae82", steps=7)
    _patchwork(canvas, rng)
    for at, (x, y) in enumerate(((640, 380), (730, 330), (820, 370), (905, 310), (760, 430))):
        _crane(canvas, x, y, 34 - at * 2)


def _patchwork(canvas: Canvas, rng: random.Random) -> None:
    rows = [590.0, 626.0, 676.0, 748.0, 850.0, 990.0, 1210.0]
    for row, (top, foot) in enumerate(pairwise(rows)):
        shift = rng.uniform(0, 1)
        for column in range(-4, 6):
            near, far = _across(column + shift, foot), _across(column + shift, top)
            next_near, next_far = _across(column + 1 + shift, foot), _across(column + 1 + shift, top)
            field = [(far, top), (next_far, top), (next_near, foot), (near, foot)]
            crop = mix(rng.choice(_CROPS), "#f6ead0", 0.42 - row * 0.08)
            canvas.shape(field, crop)
            _furrows(canvas, field, mix(crop, "#2f3d1f", 0.28), 9)
        _windbreak(canvas, rng, foot, row)


def _across(column: float, y: float) -> float:
    """Where the border between two fields stands at height `y`: all borders meet at one point on the horizon."""
    return 540 + (column - 0.5) * (y - 470) * 0.62


def _furrows(canvas: Canvas, field: list[Point], ink: str, count: int) -> None:
    (far, top), (next_far, _), (next_near, foot), (near, _) = field
    for step in range(1, count):
        share = step / count
        start, end = far + (next_far - far) * share, near + (next_near - near) * share
        canvas.stroke([(start, top), (end, foot)], [0.8, 2.6], ink, 0.55)


def _windbreak(canvas: Canvas, rng: random.Random, foot: float, row: int) -> None:
    if row in (1, 4, 5):
        return
    size = 16 + row * row * 5.5
    x = rng.uniform(-40, 200)
    while x < rng.uniform(700, 1100):
        tall = size * rng.uniform(1.5, 2.1)
        fill = mix("#1f4d3c", "#3f7f55", rng.uniform(0, 1))
        canvas.stroke([(x, foot), (x, foot - tall * 0.4)], [size * 0.12], "#4a3626")
        canvas.shape(ellipse(x, foot - tall * 0.62, size * 0.42, tall * 0.52), fill)
        canvas.shape(
            ellipse(x - size * 0.1, foot - tall * 0.74, size * 0.22, tall * 0.32), mix(fill, "#a9c77a", 0.35), 0.8
        )
        x += size * 0.86


def _crane(canvas: Canvas, x: float, y: float, size: float) -> None:
    for side in (-1, 1):
        wing = curve([(x, y), (x + side * size * 0.6, y - size * 0.8), (x + side * size * 1.6, y - size * 0.5)])
        canvas.stroke(wing, [size * 0.3, size * 0.24, 1], "#ffffff")
        canvas.stroke(wing[-9:], [size * 0.22, 1], "#23262e")
    canvas.stroke(
        curve([(x - size * 1.1, y + size * 0.34), (x, y), (x + size * 1.2, y - size * 0.1)]),
        [1.5, size * 0.3, 2],
        "#ffffff",
    )
    canvas.circle(x + size * 1.2, y - size * 0.1, size * 0.09, "#d6432c")
