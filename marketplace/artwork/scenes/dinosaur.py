"""むかわ町: a dinosaur of Hobetsu, found in sea clay, on the shore of its own time under a young moon."""

from __future__ import annotations

import random

from marketplace.artwork.canvas import Canvas, mix
from marketplace.artwork.nature import flow, kasumi, ridge, stars
from marketplace.artwork.paths import Point, curve, ellipse, outline, spline, turned

_BODY = (
    "M 52 208 C 58 186 96 176 140 166 C 160 132 214 118 250 140 C 282 158 290 196 312 222 C 340 250 372 246 410 228 "
    "C 490 186 620 178 706 226 C 800 268 910 276 1036 232 C 950 318 850 352 748 372 C 784 428 776 478 742 524 "
    "C 736 566 742 620 768 664 L 772 690 L 664 690 L 664 670 C 684 640 690 606 676 570 C 650 536 624 512 604 488 "
    "C 552 508 486 504 440 474 C 448 530 438 590 446 648 L 462 690 L 380 690 L 382 664 C 396 620 380 560 356 520 "
    "C 336 470 318 440 304 404 C 286 366 274 330 252 292 C 232 268 206 258 176 256 C 128 262 70 250 52 208 Z"
)
_FAR_LEGS = (
    "M 470 430 C 500 500 498 560 520 640 L 536 676 L 470 676 C 476 610 448 560 428 500 Z",
    (
        "M 640 420 C 700 480 690 540 640 590 C 626 620 620 640 622 676 L 548 676 L 552 660 C 584 630 590 600 584 560 "
        "C 580 500 600 450 640 420 Z"
    ),
)
_SKIN, _SHADE, _PALE = "#d9793f", "#8f3f32", "#f3c98b"


def dinosaur(canvas: Canvas, rng: random.Random) -> None:
    canvas.downward([(0, "#0c2b45"), (0.3, "#17637a"), (0.52, "#6fb7a4"), (0.66, "#f5d69a"), (1, "#f2b877")])
    stars(canvas, rng, 110, 420, "#fdf6dc")
    canvas.glow(735, 330, 430, "#fff0c2", 0.8)
    canvas.circle(735, 330, 196, "#fff6da")
    canvas.circle(660, 300, 172, "#2c7b8a", 0.16)
    kasumi(canvas, -80, 300, 430, "#e9d49a", alpha=0.9, thickness=24, rows=2)
    ridge(canvas, rng, 720, 190, "#2f7d80", foot="#93c2a4", steps=4)
    ridge(canvas, rng, 790, 130, "#1f5f68", foot="#6fa991", steps=6)
    _sea(canvas, rng)
    kasumi(canvas, 560, 640, 640, "#f8e7bf", alpha=0.9, thickness=24, rows=2)
    _shore(canvas, rng)
    _animal(canvas)
    for x, foot, size, count in ((70, 1215, 260, 9), (1010, 1215, 310, 10), (240, 1230, 170, 8), (820, 1230, 180, 8)):
        _fern(canvas, rng, x, foot, size, count)
    for x, y, size in ((596, 1142, 46), (330, 1120, 30), (690, 1166, 26)):
        _ammonite(canvas, x, y, size)


def _sea(canvas: Canvas, rng: random.Random) -> None:
    canvas.downward([(0, "#8fd0bd"), (0.5, "#3f9b9b"), (1, "#1f6c7c")], (0, 780, 1080, 1000))
    for _ in range(60):
        y = rng.uniform(790, 990)
        start = rng.uniform(-60, 1000)
        shade = rng.choice(("#dff5e4", "#b6e2d0", "#2b7c88"))
        flow(canvas, start, start + rng.uniform(80, 240), y, rng.uniform(-9, 9), 2 + (y - 780) / 45, shade, 0.7)


def _shore(canvas: Canvas, rng: random.Random) -> None:
    edge = spline([(-20, 985), (180, 950), (420, 972), (700, 948), (900, 968), (1100, 940)])
    canvas.stroke(edge, [16], "#f3fbef", 0.85)
    beach = [*edge, (1100, 1210), (-20, 1210)]
    canvas.shape(beach, "#d8b27a")
    canvas.downward([(0, "#ecd09a"), (0.45, "#c99a64"), (1, "#6d4a3f")], (0, 935, 1080, 1200), beach)
    for _ in range(90):
        x, y = rng.uniform(0, 1080), rng.uniform(1000, 1195)
        shade = rng.choice(("#b98a58", "#8f6548", "#f2ddb0"))
        canvas.shape(ellipse(x, y, rng.uniform(3, 11), rng.uniform(2, 4)), shade, 0.6)


def _animal(canvas: Canvas) -> None:
    canvas.shape(ellipse(540, 1085, 420, 26), "#6b4236", 0.35)
    for leg in _FAR_LEGS:
        canvas.shape(outline(leg, dx=12, dy=398), _SHADE)
    body = outline(_BODY, dx=12, dy=398)
    canvas.shape(body, _SKIN)
    canvas.downward([(0, "#e9a052"), (0.4, _SKIN), (0.75, "#b6533a"), (1, "#7d3430")], (0, 510, 1080, 1095), body)
    _markings(canvas)
    _head(canvas)


def _markings(canvas: Canvas) -> None:
    """A pale belly, dark bands down the back, and the crease of each thigh."""
    belly = outline("M 318 430 C 360 470 420 480 470 484 C 530 494 570 486 600 470 C 560 470 500 460 450 440 "
                    "C 400 424 350 410 310 396 Z", dx=12, dy=398)  # fmt: skip
    canvas.shape(belly, _PALE, 0.75)
    back = curve([(330, 630), (470, 560), (650, 560), (760, 650), (1000, 640)], 40)
    for at in range(4, 37, 3):
        x, y = back[at]
        drop = 58 - abs(at - 18) * 1.5
        canvas.stroke([(x, y - 4), (x + 8, y + drop * 0.6), (x + 4, y + drop)], [15, 11, 1], _SHADE, 0.55)
    canvas.stroke(curve([(610, 690), (690, 720), (730, 800), (700, 900)]), [2, 9, 2], _SHADE, 0.55)
    canvas.stroke(curve([(330, 690), (380, 740), (440, 780), (448, 860)]), [2, 7, 2], _SHADE, 0.5)
    canvas.stroke(curve([(330, 632), (470, 572), (650, 572), (770, 652), (1020, 636)]), [2, 6, 5, 1], "#ffe0a6", 0.7)


def _head(canvas: Canvas) -> None:
    canvas.stroke(curve([(78, 628), (140, 632), (190, 626), (228, 600)]), [3, 5, 2], _SHADE)
    bill = outline("M 52 208 C 58 186 92 177 128 170 C 140 200 132 224 122 242 C 90 240 64 232 52 208", dx=12, dy=398)
    canvas.shape(bill, _PALE, 0.85)
    canvas.circle(108, 584, 5, _SHADE)
    canvas.shape(ellipse(216, 558, 21, 17, -12), _PALE)
    canvas.circle(218, 559, 11, "#26181c")
    canvas.circle(222, 555, 4, "#ffffff")
    for step in range(5):
        x, y = 258 + step * 13, 548 + step * 19
        canvas.shape([(x - 7, y), (x + 6, y - 16), (x + 11, y + 8)], _SHADE)


def _fern(canvas: Canvas, rng: random.Random, x: float, foot: float, size: float, count: int) -> None:
    for step in range(count):
        turn = -70 + 140 * step / (count - 1) + rng.uniform(-5, 5)
        fill = mix("#164a3c", "#3f8a55", rng.uniform(0, 1))
        frond = curve([(0, 0), (size * 0.1, -size * 0.6), (size * 0.42 * (1 if turn > 0 else -1), -size)])
        stem = turned(frond, turn * 0.62, move=(x, foot))
        canvas.stroke(stem, [7, 2], fill)
        for at in range(4, len(stem) - 1, 2):
            _leaflets(canvas, stem[at], stem[at + 1], size * 0.2 * (1 - at / len(stem) * 0.8), fill)


def _leaflets(canvas: Canvas, at: Point, ahead: Point, reach: float, fill: str) -> None:
    dx, dy = ahead[0] - at[0], ahead[1] - at[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1
    ux, uy = dx / length, dy / length
    for side in (-1, 1):
        tip = (at[0] + (ux * 0.6 - uy * side) * reach, at[1] + (uy * 0.6 + ux * side) * reach)
        canvas.stroke([at, ((at[0] + tip[0]) / 2, (at[1] + tip[1]) / 2), tip], [3, reach * 0.26, 1], fill)


def _ammonite(canvas: Canvas, cx: float, cy: float, size: float) -> None:
    canvas.shape(ellipse(cx, cy + size * 0.75, size * 1.1, size * 0.2), "#5d3d34", 0.4)
    for step in range(56):
        grown = size * (0.16 + 0.62 * step / 55)
        x, y = turned([(grown, 0)], step * 14.5, move=(cx, cy))[0]
        canvas.circle(x, y, grown * 0.42, "#8c6a5c" if step % 4 == 0 else mix("#e8d3b4", "#b99a80", step / 55))
    canvas.circle(cx, cy, size * 0.16, "#f0dec0")
