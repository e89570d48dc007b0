"""富士川町: the sun on Fuji's summit at dawn (ダイヤモンド富士), and yuzu, said to be the best of Japan."""

from __future__ import annotations

import math
import random

from marketplace.artwork.canvas import Canvas, mix
from marketplace.artwork.nature import kasumi, leaf, ridge
from marketplace.artwork.paths import Point, curve, ellipse, outline, spline

_SUMMIT = (505.0, 452.0)


def diamond_fuji(canvas: Canvas, rng: random.Random) -> None:
    canvas.downward([(0, "#1d4f74"), (0.2, "#4f86a0"), (0.36, "#e9c9a0"), (0.52, "#f8dfa6"), (1, "#f6e3bd")])
    _rays(canvas)
    canvas.glow(*_SUMMIT, 480, "#fff3c4", 0.95)
    fuji(canvas, _SUMMIT, 700, 470)
    canvas.glow(_SUMMIT[0], _SUMMIT[1] + 4, 170, "#ffffff", 1)
    canvas.circle(_SUMMIT[0], _SUMMIT[1] + 8, 40, "#fffdf0")
    _spark(canvas)
    kasumi(canvas, -60, 700, 560, "#fbead0", thickness=34)
    kasumi(canvas, 640, 655, 520, "#fbead0", thickness=30, rows=2)
    ridge(canvas, rng, 930, 120, "#3f6f76", foot="#9bb8a6", steps=5)
    ridge(canvas, rng, 1010, 120, "#24535a", foot="#6f9a86", steps=6)
    _river(canvas)
    ridge(canvas, rng, 1180, 60, "#173f3c", foot="#12332f", steps=4)
    kasumi(canvas, 560, 880, 640, "#fbead0", alpha=0.9, thickness=26, rows=2)
    _yuzu_branch(canvas, rng)


def _rays(canvas: Canvas) -> None:
    x, y = _SUMMIT
    for step in range(24):
        angle = math.radians(step * 15 + 4)
        reach = 900 if step % 2 else 640
        for half, alpha in ((0.028, 0.1), (0.012, 0.14)):
            far = [(x + reach * math.cos(angle + side), y + reach * math.sin(angle + side)) for side in (-half, half)]
            canvas.shape([(x, y), *far], "#fff6d0", alpha)


def _spark(canvas: Canvas) -> None:
    x, y = _SUMMIT[0], _SUMMIT[1] + 8
    for angle, reach in ((0, 190), (90, 150), (180, 190), (270, 230), (45, 90), (135, 90), (225, 100), (315, 100)):
        tip = (x + reach * math.cos(math.radians(angle)), y + reach * math.sin(math.radians(angle)))
        side = math.radians(angle + 90)
        wide = (5 * math.cos(side), 5 * math.sin(side))
        canvas.shape([(x + wide[0], y + wide[1]), tip, (x - wide[0], y - wide[1])], "#fffdf0", 0.9)


def fuji(canvas: Canvas, summit: Point, spread: float, drop: float, deep: str = "#24466b") -> None:
    """Mt. Fuji with its snow, summit at `summit`, slopes reaching `spread` to each side `drop` below."""
    x, y = summit
    crater = 46.0
    left = curve([(x - spread, y + drop), (x - spread * 0.52, y + drop * 0.82), (x - spread * 0.2, y + drop * 0.3),
                  (x - crater, y)])  # fmt: skip
    right = [(2 * x - px, py) for px, py in reversed(left)]
    rim = [(x - 26, y + 7), (x - 10, y + 2), (x + 6, y + 9), (x + 24, y + 3)]
    body = [*left, *rim, *right]
    canvas.shape(body, deep)
    canvas.downward([(0, mix(deep, "#8fb3cf", 0.2)), (1, mix(deep, "#f6e3bd", 0.45))],
                    (max(x - spread, 0), y, min(x + spread, canvas.width), y + drop), body)  # fmt: skip
    shade = [*rim[2:], *right, (x + spread * 0.22, y + drop), (x + 60, y + drop * 0.45)]
    canvas.shape(shade, mix(deep, "#000000", 0.35), 0.28)
    snow_left = _slope_above(left, y + drop * 0.34)
    snow_right = list(reversed(_mirror(snow_left, x)))
    canvas.shape([*snow_left, *rim, *snow_right, *_snow_edge(x, y, drop)], "#fbf7ee")
    shaded = [(x + 24, y + 3), *snow_right, *_snow_edge(x, y, drop)[:9]]
    canvas.shape([*shaded, (x + 16, y + 60)], "#b9cbdc", 0.55)


def _slope_above(left: list[Point], lowest: float) -> list[Point]:
    return [point for point in left if point[1] <= lowest]


def _mirror(points: list[Point], axis: float) -> list[Point]:
    return [(2 * axis - px, py) for px, py in points]


def _snow_edge(x: float, y: float, drop: float) -> list[Point]:
    """The lower edge of the snow, from right to left, in tongues down the gullies."""
    tongues = ((136, 0.33), (118, 0.26), (104, 0.44), (84, 0.27), (66, 0.52), (48, 0.25), (28, 0.46), (8, 0.24),
               (-10, 0.58), (-30, 0.27), (-52, 0.5), (-70, 0.26), (-88, 0.45), (-108, 0.27), (-122, 0.38),
               (-136, 0.33))  # fmt: skip
    return [(x + across, y + drop * down) for across, down in tongues]


def _river(canvas: Canvas) -> None:
    bank = spline([(620, 1000), (560, 1030), (640, 1065), (520, 1105), (660, 1160), (560, 1210)])
    other = spline([(790, 1210), (860, 1160), (690, 1100), (760, 1062), (640, 1030), (650, 1000)])
    canvas.shape([*bank, *other], "#dfeadf")
    canvas.shape([(x + 8, y) for x, y in bank] + [(x - 26, y) for x, y in other], "#b7d6d2", 0.9)


def _yuzu_branch(canvas: Canvas, rng: random.Random) -> None:
    canvas.stroke(curve([(-20, 1130), (150, 1010), (330, 1040), (520, 960)]), [22, 14, 9, 3], "#4b3a28")
    canvas.stroke(curve([(150, 1052), (220, 1120), (320, 1150), (420, 1130)]), [11, 8, 3], "#4b3a28")
    for x, y, length, turn in ((60, 1075, 150, -70), (140, 1040, 150, -115), (250, 1015, 150, -58),
                               (350, 1030, 140, -100), (440, 1000, 140, -40), (520, 962, 120, 8), (330, 1150, 130, 60),
                               (400, 1132, 120, 18), (200, 1100, 120, 110), (60, 1090, 120, 50),
                               (280, 1030, 120, 40)):  # fmt: skip
        leaf(canvas, x, y, length, turn, rng.choice(("#2c6b3c", "#2f7a45", "#24603a")), "#86b977")
    for x, y, radius in ((112, 1100, 88), (292, 1086, 76), (432, 1068, 64)):
        yuzu(canvas, x, y, radius, rng)


def yuzu(canvas: Canvas, cx: float, cy: float, radius: float, rng: random.Random) -> None:
    bumps = [radius * (1 + 0.022 * math.sin(step * 1.9) + rng.uniform(-0.008, 0.008)) for step in range(48)]
    rind = spline([(cx + bump * math.cos(step * math.pi / 24), cy + bump * 0.93 * math.sin(step * math.pi / 24))
                   for step, bump in enumerate([*bumps, bumps[0]])], 4)  # fmt: skip
    canvas.shape(rind, "#eda81a")
    canvas.downward([(0, "#ffe067"), (0.55, "#f9bf2c"), (1, "#d98a12")],
                    (cx - radius * 1.1, cy - radius, cx + radius * 1.1, cy + radius), rind)  # fmt: skip
    for _ in range(26):
        angle, reach = rng.uniform(0, 2 * math.pi), radius * rng.uniform(0.1, 0.86)
        canvas.circle(cx + reach * math.cos(angle), cy + reach * 0.9 * math.sin(angle), 2.1, "#c9820f", 0.5)
    canvas.shape(ellipse(cx - radius * 0.34, cy - radius * 0.38, radius * 0.3, radius * 0.17, -32), "#fff6c8", 0.75)
    star = outline("M 0 -16 L 5 -5 L 16 -4 L 8 4 L 11 15 L 0 9 L -11 15 L -8 4 L -16 -4 L -5 -5 Z",
                   dx=cx + radius * 0.1, dy=cy - radius * 0.74, scale=radius / 80)  # fmt: skip
    canvas.shape(star, "#4f7a2b")
