"""A snow-covered range on the horizon, shared by the villages under Tateyama and the fields of Tokachi."""

from __future__ import annotations

import random
from itertools import pairwise

from marketplace.artwork.canvas import Canvas, mix
from marketplace.artwork.paths import Point


def alps(canvas: Canvas, rng: random.Random, base: float, height: float, rock: str, haze: str) -> None:
    """Jagged peaks up to `height` above `base`: rock, lit snow on the left faces, blue shade on the right ones."""
    peaks = _peaks(canvas, rng, base, height)
    crest: list[Point] = []
    for (x, y), (next_x, next_y) in pairwise(peaks):
        low = max(y, next_y) + height * rng.uniform(0.12, 0.3)
        crest += [(x, y), ((x + next_x) / 2, low)]
    shape = [(-20, base), *crest, (canvas.width + 20, base)]
    canvas.shape(shape, rock)
    canvas.downward([(0, rock), (1, haze)], (0, base - height, canvas.width, base), shape)
    for x, y in peaks:
        _snow(canvas, rng, x, y, base)


def _peaks(canvas: Canvas, rng: random.Random, base: float, height: float) -> list[Point]:
    found: list[Point] = []
    x = -60.0
    while x < canvas.width + 120:
        found.append((x, base - height * rng.uniform(0.55, 1.0)))
        x += rng.uniform(95, 165)
    return found


def _snow(canvas: Canvas, rng: random.Random, x: float, y: float, base: float) -> None:
    drop = (base - y) * 0.62
    wide = drop * 0.5
    steps = [(-0.62, 0.62), (-0.36, 0.44), (-0.2, 0.7), (0.02, 0.42), (0.18, 0.78), (0.36, 0.46), (0.6, 0.66)]
    edge = [(x + wide * across, y + drop * (down + rng.uniform(-0.06, 0.06))) for across, down in steps]
    canvas.shape([(x, y), *edge], "#fbfaf4", 0.95)
    canvas.shape([(x, y), *edge[3:]], mix("#9fb6cf", "#ffffff", 0.25), 0.75)
