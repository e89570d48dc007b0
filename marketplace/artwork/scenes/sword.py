"""宇陀市: the birthplace of the Japanese sword — Kogarasumaru (小烏丸) before the moon, sparks of the forge, and the
white umbels of the medicinal herbs Uda has grown since antiquity."""

from __future__ import annotations

import math
import random

from marketplace.artwork.canvas import Canvas, mix
from marketplace.artwork.nature import kasumi, leaf, ridge, stars
from marketplace.artwork.paths import Point, curve, ellipse, normal, outline, ribbon, turned

_SPINE: list[Point] = [(196, 1064), (330, 800), (610, 420), (806, 118)]


def sword(canvas: Canvas, rng: random.Random) -> None:
    canvas.downward([(0, "#0f1436"), (0.34, "#232a63"), (0.62, "#55508c"), (0.82, "#c58a8c"), (1, "#e9b98f")])
    stars(canvas, rng, 120, 560, "#fdf3d8")
    canvas.glow(470, 430, 560, "#f4e3b5", 0.65)
    canvas.circle(470, 430, 262, "#f6e6b8")
    canvas.circle(470, 430, 252, "#fbf1d2")
    for dx, dy, rx, ry in ((-90, -70, 60, 40), (60, -120, 46, 26), (96, 40, 40, 54), (-50, 80, 76, 40)):
        canvas.shape(ellipse(470 + dx, 430 + dy, rx, ry, -16), "#f0dca6", 0.5)
    kasumi(canvas, -60, 560, 520, "#d8b35f", alpha=0.95, thickness=26)
    kasumi(canvas, 620, 300, 560, "#d8b35f", alpha=0.95, thickness=24, rows=2)
    ridge(canvas, rng, 840, 170, "#3b3a70", foot="#8f7298", steps=5)
    ridge(canvas, rng, 930, 140, "#2a2b58", foot="#64527f", steps=6)
    ridge(canvas, rng, 1030, 120, "#1b1d42", foot="#3a3560", steps=5)
    kasumi(canvas, 520, 860, 640, "#d8b35f", alpha=0.9, thickness=22, rows=2)
    canvas.downward([(0, "#191b3d"), (1, "#0d1029")], (0, 1060, 1080, 1200))
    _blade(canvas)
    _sparks(canvas, rng)
    _herbs(canvas, rng)


def _blade(canvas: Canvas) -> None:
    whole = curve(_SPINE, 200)
    steel = whole[50:]
    canvas.stroke([(x + 10, y + 12) for x, y in steel], [44, 40, 34, 2], "#0b0f2b", 0.35)
    shape = ribbon(steel, [46, 44, 42, 40, 38, 33, 24, 2])
    canvas.shape(shape, "#dfe6ee")
    canvas.shape(_side(steel, [23, 22, 21, 20, 19, 16, 12, 1], -1), "#8d9ab0")
    canvas.stroke(_beside(steel, 0.5), [3, 3, 3, 2.4, 1.5, 0.5], "#ffffff")
    _hamon(canvas, steel)
    groove = _beside(steel[:112], -9)
    canvas.stroke(groove, [5, 5, 4, 0.5], "#5d6a84", 0.9)
    canvas.stroke(_beside(steel, 20), [1.5, 1.5, 1], "#ffffff", 0.9)
    _hilt(canvas, whole[:51])


def _hamon(canvas: Canvas, steel: list[Point]) -> None:
    """The temper line: small waves along the edge."""
    edge: list[Point] = []
    for at in range(len(steel) - 6):
        nx, ny = normal(steel, at)
        fade = 1 - at / len(steel)
        reach = 11 + 3.2 * math.sin(at * 0.72) * (0.4 + 0.6 * fade) + 1.4 * math.sin(at * 1.9)
        edge.append(
            (steel[at][0] - nx * reach * (0.55 + 0.45 * fade), steel[at][1] - ny * reach * (0.55 + 0.45 * fade))
        )
    canvas.stroke(edge, [2.2, 2.2, 1], "#f9fcff", 0.95)


def _beside(line: list[Point], distance: float) -> list[Point]:
    return [(x + normal(line, at)[0] * distance, y + normal(line, at)[1] * distance) for at, (x, y) in enumerate(line)]


def _side(line: list[Point], halves: list[float], sign: int) -> list[Point]:
    """The half of a ribbon on one side of its middle line."""
    ring = ribbon(line, [half * 2 for half in halves])
    count = len(line)
    outer = ring[:count] if sign > 0 else ring[count:][::-1]
    return [*outer, *reversed(line)]


def _hilt(canvas: Canvas, grip: list[Point]) -> None:
    handle = grip[:44]
    canvas.shape(ribbon(handle, [50, 46, 44, 46, 50]), "#1d1a2b")
    canvas.shape(ribbon(handle, [44, 40, 38, 40, 44]), "#e7dfcc")
    for at in range(2, 42, 6):
        nx, ny = normal(handle, at)
        x, y = handle[at]
        for shift in (-1, 1):
            ahead, behind = handle[min(at + 3, 43)], handle[max(at - 3, 0)]
            a = (behind[0] + nx * 23 * shift, behind[1] + ny * 23 * shift)
            b = (ahead[0] - nx * 23 * shift, ahead[1] - ny * 23 * shift)
            canvas.stroke([a, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), b], [15, 11, 15], "#7a1f33")
            canvas.stroke([a, b], [1.6], "#a8455a")
        canvas.circle(x, y, 3.4, "#d8b35f")
    _fitting(canvas, grip, 0, 26, 20)
    angle = math.degrees(math.atan2(grip[-1][1] - grip[-8][1], grip[-1][0] - grip[-8][0]))
    x, y = grip[-4]
    canvas.shape(ellipse(x, y, 17, 64, angle), "#6b5220")
    canvas.shape(ellipse(x + 3, y - 4, 13, 60, angle), "#e0b955")
    canvas.shape(ellipse(x + 5, y - 7, 9, 46, angle), "#b98d31")
    _fitting(canvas, grip, 48, 25, 16)


def _fitting(canvas: Canvas, grip: list[Point], at: int, half: float, length: float) -> None:
    angle = math.degrees(
        math.atan2(
            grip[min(at + 2, 50)][1] - grip[max(at - 2, 0)][1], grip[min(at + 2, 50)][0] - grip[max(at - 2, 0)][0]
        )
    )
    box = [(-length / 2, -half), (length / 2, -half), (length / 2, half), (-length / 2, half)]
    canvas.shape(turned(box, angle, move=grip[at]), "#d8b35f")
    canvas.shape(
        turned(
            [(-length / 2, half * 0.2), (length / 2, half * 0.2), (length / 2, half), (-length / 2, half)],
            angle,
            move=grip[at],
        ),
        "#a67d2b",
    )


def _sparks(canvas: Canvas, rng: random.Random) -> None:
    whole = curve(_SPINE, 200)
    for _ in range(95):
        x, y = whole[rng.randrange(60, 190)]
        dx, dy = rng.gauss(0, 90), rng.gauss(-10, 70)
        size = rng.uniform(1.4, 4.2)
        canvas.glow(x + dx, y + dy, size * 5, "#ffd27a", 0.6)
        canvas.circle(x + dx, y + dy, size, rng.choice(("#fff2c4", "#ffd27a", "#ffb35c")))


def _herbs(canvas: Canvas, rng: random.Random) -> None:
    for x, foot, height, size in ((880, 1215, 330, 74), (1000, 1215, 250, 62), (760, 1215, 230, 58),
                                  (620, 1220, 150, 44), (70, 1220, 170, 46), (430, 1220, 120, 38)):  # fmt: skip
        _umbel(canvas, rng, x, foot, height, size)
    for _ in range(30):
        root = rng.uniform(-10, 1090)
        leaf(
            canvas,
            root,
            1205,
            rng.uniform(50, 110),
            rng.uniform(-130, -50),
            rng.choice(("#2f6650", "#275844", "#3b7a5c")),
            "#8fc1a0",
        )


def _umbel(canvas: Canvas, rng: random.Random, x: float, foot: float, height: float, size: float) -> None:
    """大和当帰: many small white flowers on rays."""
    top = (x + rng.uniform(-20, 20), foot - height)
    stem = curve([(x, foot), (x + rng.uniform(-24, 24), foot - height * 0.5), top])
    canvas.stroke(stem, [8, 5], "#3f8062")
    for share, turn in ((0.35, -28), (0.5, 205), (0.22, 208)):
        at = stem[int(share * (len(stem) - 1))]
        for fan in (-34, 0, 34):
            leaf(canvas, *at, size * 1.05, turn + fan, "#357257", "#9fd0ac")
    for ray in range(11):
        angle = math.radians(-168 + ray * 15.6)
        tip = (top[0] + size * math.cos(angle), top[1] + size * 0.78 * math.sin(angle))
        canvas.stroke(
            curve([top, (top[0] + size * 0.3 * math.cos(angle), top[1] - size * 0.3), tip]), [2.6, 1.6], "#6aa583"
        )
        for _ in range(13):
            dot = (tip[0] + rng.gauss(0, size * 0.1), tip[1] + rng.gauss(0, size * 0.07))
            canvas.circle(*dot, size * rng.uniform(0.035, 0.062), mix("#ffffff", "#f2dce8", rng.uniform(0, 1)))
    canvas.shape(outline("M -4 0 L 4 0 L 0 8 Z", dx=top[0], dy=top[1]), "#3f8062")
