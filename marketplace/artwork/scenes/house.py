"""舟橋村: an old house with its lamp lit, a persimmon tree, rice fields, and the range of Tateyama behind."""

from __future__ import annotations

import math
import random

from marketplace.artwork.canvas import Canvas, mix
from marketplace.artwork.nature import kasumi, ridge
from marketplace.artwork.paths import curve, ellipse, outline
from marketplace.artwork.scenes.alps import alps

_ROOF, _WOOD, _WALL, _LIGHT = "#4a4b52", "#5b3d2e", "#efe3c8", "#ffcf74"


def vacant_house(canvas: Canvas, rng: random.Random) -> None:
    canvas.downward([(0, "#3d4f86"), (0.25, "#8c7fa8"), (0.45, "#f0a98d"), (0.6, "#fad9a6"), (1, "#f3c88f")])
    canvas.glow(250, 300, 360, "#fff0cd", 0.8)
    canvas.circle(250, 300, 96, "#fff4d6")
    alps(canvas, rng, 690, 300, "#5a6899", "#d9b6a6")
    kasumi(canvas, -70, 560, 480, "#fbe4c6", thickness=24)
    kasumi(canvas, 640, 500, 520, "#fbe4c6", thickness=22, rows=2)
    ridge(canvas, rng, 760, 80, "#4f6a70", foot="#93a08a", steps=6)
    _fields(canvas, rng)
    _house(canvas)
    _persimmon(canvas, rng)
    _grass(canvas, rng)


def _fields(canvas: Canvas, rng: random.Random) -> None:
    canvas.downward([(0, "#c9b36a"), (0.4, "#dfb94c"), (1, "#8a7a2e")], (0, 745, 1080, 1200))
    for row in range(22):
        y = 752 + row * row * 0.98
        canvas.line([(0, y), (1080, y + rng.uniform(-3, 3))], 1.4 + row * 0.14, "#a98a2f", 0.5)
    for x in (-900, -420, 40, 480, 960, 1500, 2100):
        canvas.stroke([(540 + (x - 540) * 0.3, 746), (x, 1200)], [3, 15], "#7f8a4e", 0.75)
    for _ in range(220):
        y = rng.uniform(790, 1190)
        size = (y - 740) * 0.05
        root = rng.uniform(0, 1080)
        ear = [(root, y), (root + size * 0.2, y - size), (root + size * 0.9, y - size * 1.1)]
        canvas.stroke(ear, [1, 2, 3], "#f5d873", 0.75)


def _house(canvas: Canvas) -> None:
    canvas.shape(ellipse(600, 1056, 400, 26), "#4f4220", 0.4)
    canvas.rectangle(290, 812, 920, 1046, _WALL)
    canvas.rectangle(290, 930, 920, 1046, "#d9c39a")
    canvas.rectangle(280, 1040, 930, 1056, "#8d8779")
    for x in (290, 400, 520, 640, 770, 908):
        canvas.rectangle(x, 812, x + 14, 1046, _WOOD)
    for y in (812, 862, 926):
        canvas.rectangle(290, y, 922, y + 11, _WOOD)
    _window(canvas, 418, 878, 98, 158)
    _window(canvas, 538, 878, 98, 158)
    _lattice_door(canvas)
    canvas.rectangle(790, 946, 900, 1010, "#6b4a36")
    for x in range(794, 900, 12):
        canvas.line([(x, 946), (x, 1010)], 4, _WOOD)
    canvas.glow(530, 960, 210, _LIGHT, 0.5)
    _roof(canvas)


def _window(canvas: Canvas, left: float, top: float, width: float, height: float) -> None:
    canvas.rectangle(left, top, left + width, top + height, _LIGHT)
    canvas.rectangle(left, top, left + width, top + height * 0.5, "#ffe3a4")
    for step in range(1, 4):
        x = left + width * step / 4
        canvas.line([(x, top), (x, top + height)], 3, "#9a6a3c")
    for step in range(1, 5):
        y = top + height * step / 5
        canvas.line([(left, y), (left + width, y)], 3, "#9a6a3c")


def _lattice_door(canvas: Canvas) -> None:
    canvas.rectangle(658, 880, 768, 1042, "#e9b964")
    for x in range(662, 768, 13):
        canvas.rectangle(x, 880, x + 6, 1042, _WOOD)
    canvas.rectangle(708, 880, 718, 1042, _WOOD)
    canvas.shape(ellipse(640, 856, 17, 24), "#fff1cf")
    canvas.rectangle(630, 828, 650, 836, _WOOD)


def _roof(canvas: Canvas) -> None:
    """A hipped roof under a smaller gable, with ridge tiles."""
    lower = outline("M 214 826 C 300 800 350 730 384 660 L 826 660 C 860 730 912 800 996 826 C 900 812 780 806 606 806 "
                    "C 430 806 310 812 214 826 Z")  # fmt: skip
    canvas.downward([(0, "#6d6f78"), (1, "#34353d")], (210, 655, 1000, 828), lower)
    upper = outline(
        "M 340 672 C 400 640 440 580 462 520 L 748 520 C 770 580 812 640 872 672 C 760 658 450 658 340 672 Z"
    )
    canvas.downward([(0, "#7a7c86"), (1, "#3c3d46")], (340, 515, 874, 674), upper)
    for step in range(-13, 14):
        share = step / 13
        canvas.stroke(curve([(606 + 220 * share, 664), (606 + 262 * share, 740), (606 + 380 * share, 814)]), [2, 4],
                      "#26272e", 0.5)  # fmt: skip
        canvas.stroke(curve([(606 + 142 * share, 524), (606 + 190 * share, 600), (606 + 260 * share, 666)]), [2, 3],
                      "#2b2c33", 0.5)  # fmt: skip
    canvas.stroke([(446, 518), (764, 518)], [22], "#2b2c33")
    for x in (446, 764):
        canvas.circle(x, 516, 16, "#2b2c33")
        canvas.circle(x, 516, 8, "#8b8d97")
    for start, end in (((214, 826), (384, 660)), ((996, 826), (826, 660))):
        canvas.stroke(curve([start, ((start[0] + end[0]) / 2, 780), end]), [13, 9], "#2b2c33")
    canvas.stroke(curve([(214, 828), (606, 800), (996, 828)]), [4, 9, 4], "#a3a4a8", 0.8)


def _persimmon(canvas: Canvas, rng: random.Random) -> None:
    canvas.stroke(curve([(118, 1210), (150, 980), (96, 800), (170, 560)]), [46, 34, 22, 6], "#4a3226")
    branches = (
        (150, 960, 330, 760),
        (120, 880, -10, 700),
        (118, 800, 300, 600),
        (126, 740, 10, 560),
        (150, 660, 270, 500),
    )
    for x, y, to_x, to_y in branches:
        canvas.stroke(curve([(x, y), ((x + to_x) / 2, y - 30), (to_x, to_y)]), [15, 9, 3], "#4a3226")
    for _ in range(120):
        x, y, to_x, to_y = rng.choice(branches)
        at = rng.uniform(0.35, 1.1)
        place = (x + (to_x - x) * at + rng.gauss(0, 30), y + (to_y - y) * at + rng.gauss(0, 28))
        canvas.shape(ellipse(*place, rng.uniform(12, 22), rng.uniform(6, 10), rng.uniform(0, 180)),
                     rng.choice(("#b5532b", "#d0772f", "#8c6a2f", "#c99a3a")), 0.95)  # fmt: skip
    for x, y, to_x, to_y in branches:
        for at in (0.5, 0.78, 1.0):
            cx, cy = x + (to_x - x) * at + rng.gauss(0, 14), y + (to_y - y) * at + 34
            _fruit(canvas, cx, cy, rng.uniform(21, 27))


def _fruit(canvas: Canvas, cx: float, cy: float, size: float) -> None:
    canvas.shape(ellipse(cx, cy, size * 1.06, size * 0.94), "#e2621f")
    canvas.shape(ellipse(cx - size * 0.3, cy - size * 0.28, size * 0.36, size * 0.22, -28), "#ffc48a", 0.85)
    for turn in range(4):
        angle = math.radians(45 + 90 * turn)
        canvas.shape(ellipse(cx + size * 0.24 * math.cos(angle), cy - size * 0.72 + size * 0.14 * math.sin(angle),
                             size * 0.28, size * 0.13, 45 + 90 * turn), "#5c6a2c")  # fmt: skip


def _grass(canvas: Canvas, rng: random.Random) -> None:
    for _ in range(150):
        x, height = rng.uniform(-10, 1090), rng.uniform(40, 120)
        bend = rng.uniform(-30, 30)
        canvas.stroke(curve([(x, 1210), (x + bend * 0.3, 1210 - height * 0.6), (x + bend, 1210 - height)]), [6, 4, 1],
                      mix("#2f4326", "#6d7a34", rng.uniform(0, 1)))  # fmt: skip
