"""琴平町: the old theatre of Kotohira before the play begins: the striped curtain half drawn, a pine and the sun
behind it, rows of lanterns above, cherry blossoms of spring."""

from __future__ import annotations

import random

from marketplace.artwork.canvas import Canvas, mix
from marketplace.artwork.nature import blossom, kasumi, petal, wave_rows
from marketplace.artwork.paths import curve, ellipse, outline, ribbon

_STRIPES = ("#1b1b1f", "#c8642b", "#2d5a45")  # 定式幕: black, persimmon, green
_TIMBER = "#3a2419"


def kabuki_stage(canvas: Canvas, rng: random.Random) -> None:
    _backdrop(canvas, rng)
    _floor(canvas)
    _curtain(canvas, 60, 470, gathered=True)
    _curtain(canvas, 960, 1030, gathered=False)
    _frame(canvas)
    _lanterns(canvas)
    _footlights(canvas)
    _cherry(canvas, rng)


def _backdrop(canvas: Canvas, rng: random.Random) -> None:
    canvas.downward([(0, "#d8a648"), (0.5, "#f1d48a"), (1, "#e2b75c")])
    canvas.glow(700, 460, 420, "#fff4cf", 0.8)
    canvas.circle(700, 470, 176, "#d8402c")
    kasumi(canvas, 420, 330, 300, "#fbedc4", alpha=0.95, thickness=24, rows=2)
    wave_rows(canvas, 720, 900, "#1d4d7c", "#5fa0b8", "#f6efdc", 60)
    _pine(canvas, rng)
    kasumi(canvas, 760, 640, 420, "#fbedc4", alpha=0.95, thickness=24, rows=2)


def _pine(canvas: Canvas, rng: random.Random) -> None:
    trunk = curve([(560, 905), (690, 800), (560, 690), (760, 600), (720, 470)])
    canvas.stroke(trunk, [58, 46, 38, 24, 10], "#5a3a26")
    canvas.stroke(trunk, [20, 16, 12, 6, 2], "#7d5638", 0.8)
    for x, y, to_x, to_y in ((606, 700, 500, 610), (700, 640, 900, 590), (640, 760, 830, 730)):
        canvas.stroke(curve([(x, y), ((x + to_x) / 2, y - 30), (to_x, to_y)]), [22, 14, 6], "#5a3a26")
    for cx, cy, wide in (
        (500, 600, 110),
        (720, 460, 120),
        (900, 580, 112),
        (840, 716, 104),
        (640, 545, 100),
        (800, 520, 90),
    ):
        for row, shade in enumerate(("#173c2c", "#215240", "#2f6f53")):
            reach = wide * (1 - row * 0.16)
            for step in range(7):
                across = cx - reach + reach * 2 * step / 6
                canvas.circle(across, cy - row * 15 - (3 - abs(step - 3)) * 7, reach * 0.25, shade)
        for _ in range(30):
            root = (cx + rng.uniform(-wide, wide), cy - rng.uniform(0, 44))
            canvas.line([root, (root[0] + rng.uniform(-13, 13), root[1] - 15)], 1.8, "#8fc29a", 0.8)


def _floor(canvas: Canvas) -> None:
    boards = [(60, 900), (1030, 900), (1100, 1200), (-20, 1200)]
    canvas.downward([(0, "#a8714a"), (0.5, "#c58d5c"), (1, "#7a4a30")], (0, 900, 1080, 1200), boards)
    for step in range(-9, 10):
        canvas.line([(545 + step * 54, 900), (545 + step * 78, 1200)], 2.4, "#6d4129", 0.7)
    way = [(128, 900), (236, 900), (206, 1200), (16, 1200)]
    canvas.shape(way, "#d7a878")
    canvas.line([way[0], way[3]], 6, _TIMBER)
    canvas.line([way[1], way[2]], 6, _TIMBER)
    canvas.shape([(236, 900), (1030, 900), (1030, 922), (236, 922)], "#f1d9a8", 0.5)


def _curtain(canvas: Canvas, left: float, right: float, *, gathered: bool) -> None:
    """Stripes of the curtain; a gathered one is drawn aside and hangs in folds."""
    stripes = 9 if gathered else 2
    width = (right - left) / stripes
    for at in range(stripes):
        x = left + at * width
        foot = x - (60 if gathered else 0) * at / stripes
        pull = width * (0.72 if gathered else 1)
        fold = outline(
            f"M {x} 190 L {x + width} 190 C {x + width} 480 {foot + pull + 14} 700 {foot + pull} 930 "
            f"C {foot + pull * 0.7} 944 {foot + pull * 0.3} 918 {foot} 930 C {foot + 14} 700 {x} 480 {x} 190 Z"
        )
        canvas.shape(fold, _STRIPES[at % 3])
        shade = curve([(x + width * 0.82, 190), (x + width * 0.8, 560), (foot + pull * 0.84, 928)])
        canvas.stroke(shade, [width * 0.1, width * 0.2, width * 0.24], "#000000", 0.28)
        light = curve([(x + width * 0.3, 190), (x + width * 0.3, 560), (foot + pull * 0.34, 926)])
        canvas.stroke(light, [width * 0.06, width * 0.16, width * 0.1], "#ffffff", 0.13)


def _frame(canvas: Canvas) -> None:
    canvas.rectangle(0, 0, 1080, 196, "#2a1912")
    canvas.rectangle(0, 168, 1080, 200, "#6a422c")
    canvas.rectangle(0, 196, 1080, 203, "#d8a648")
    for left, right in ((0, 62), (1022, 1080)):
        canvas.rectangle(left, 196, right, 1200, _TIMBER)
        canvas.rectangle(right - 12 if left == 0 else left, 196, right if left == 0 else left + 12, 1200, "#6a422c")
    for x in range(0, 1081, 108):
        canvas.rectangle(x - 5, 0, x + 5, 168, "#4a2d20")
    canvas.rectangle(0, 78, 1080, 90, "#4a2d20")


def _lanterns(canvas: Canvas) -> None:
    for row, y in ((0, 66), (1, 196)):
        count = 9 if row == 0 else 8
        for at in range(count):
            cx = 60 + at * 120 + (60 if row else 0)
            canvas.glow(cx, y, 104, "#ffcf7a", 0.5)
            _lantern(canvas, cx, y, 46 if row == 0 else 52)


def _lantern(canvas: Canvas, cx: float, cy: float, size: float) -> None:
    canvas.rectangle(cx - size * 0.42, cy - size * 1.12, cx + size * 0.42, cy - size * 0.94, "#1d1512")
    canvas.rectangle(cx - size * 0.42, cy + size * 0.94, cx + size * 0.42, cy + size * 1.12, "#1d1512")
    body = ellipse(cx, cy, size * 0.82, size)
    canvas.downward(
        [(0, "#fff6de"), (0.5, "#ffe9b4"), (1, "#f5c069")], (cx - size, cy - size, cx + size, cy + size), body
    )
    for step in range(-3, 4):
        y = cy + step * size * 0.26
        half = size * 0.82 * (1 - (step * 0.26) ** 2) ** 0.5
        canvas.line([(cx - half, y), (cx + half, y)], 1.6, "#c98a3a", 0.75)
    canvas.circle(cx, cy, size * 0.34, "#c8321f")
    for turn in range(3):
        ring = ellipse(cx, cy, size * 0.2, size * 0.06, turn * 60, 24)
        canvas.shape(ring, "#fff1cf")


def _footlights(canvas: Canvas) -> None:
    for at in range(8):
        x = 300 + at * 100
        canvas.glow(x, 932, 86, "#ffe9b0", 0.75)
        canvas.rectangle(x - 4, 928, x + 4, 962, "#fff7e2")
        canvas.shape(outline("M 0 0 C 9 -12 6 -22 0 -32 C -6 -22 -9 -12 0 0", dx=x, dy=930), "#ff9d3c")
        canvas.rectangle(x - 15, 960, x + 15, 968, _TIMBER)


def _cherry(canvas: Canvas, rng: random.Random) -> None:
    branch = curve([(1100, 1010), (960, 1080), (820, 1060), (640, 1140)])
    canvas.shape(ribbon(branch, [34, 22, 14, 3]), "#3f2a26")
    canvas.stroke(curve([(900, 1072), (860, 1000), (780, 985)]), [13, 8, 3], "#3f2a26")
    for _ in range(34):
        at = rng.randrange(2, len(branch))
        x, y = branch[at][0] + rng.gauss(0, 46), branch[at][1] + rng.gauss(0, 42)
        blossom(
            canvas,
            x,
            y,
            rng.uniform(24, 44),
            rng.uniform(0, 72),
            mix("#f7b8c4", "#fde6ea", rng.uniform(0, 1)),
            "#c2385b",
        )
    for _ in range(26):
        petal(
            canvas,
            rng.uniform(120, 1000),
            rng.uniform(560, 1180),
            rng.uniform(16, 28),
            rng.uniform(0, 360),
            "#fbd3da",
            0.95,
        )
