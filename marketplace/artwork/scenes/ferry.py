"""駿河湾: the ferry between Shimizu and Toi before Fuji at sunset, with gulls over the stern."""

from __future__ import annotations

import random

from marketplace.artwork.canvas import Canvas
from marketplace.artwork.nature import cloud_puff, flow, kasumi, ridge, wave_rows
from marketplace.artwork.paths import curve, ellipse, outline
from marketplace.artwork.scenes.fuji import fuji

_WHITE, _LINE, _DECK, _FUNNEL = "#fbf8f1", "#1c4f8c", "#d7dde2", "#d6432c"


def ferry(canvas: Canvas, rng: random.Random) -> None:
    canvas.downward([(0, "#3c5f94"), (0.2, "#8d8fb8"), (0.36, "#f0b39a"), (0.5, "#fbdfa8"), (1, "#f7d9a0")])
    canvas.glow(840, 560, 420, "#fff2c8", 0.95)
    canvas.circle(840, 560, 92, "#ef6a45")
    for x, y, size in ((180, 190, 90), (860, 150, 120), (560, 90, 70)):
        cloud_puff(canvas, x, y, size, "#fbe9dc", 0.7)
    fuji(canvas, (430, 300), 640, 400, "#3a4f86")
    kasumi(canvas, -90, 560, 520, "#fbe6c8", thickness=28)
    kasumi(canvas, 620, 500, 560, "#fbe6c8", thickness=24, rows=2)
    ridge(canvas, rng, 690, 70, "#3e5c86", foot="#8b9ab0", steps=6)
    _sea(canvas, rng)
    _ship(canvas)
    wave_rows(canvas, 985, 1230, "#123f6e", "#2f7fa8", "#e8f2ee", 92)
    _bow_wave(canvas)
    for x, y, size in ((250, 470, 44), (360, 400, 32), (170, 560, 30), (660, 440, 26), (940, 380, 36)):
        _gull(canvas, x, y, size)


def _sea(canvas: Canvas, rng: random.Random) -> None:
    canvas.downward([(0, "#f3cf9c"), (0.25, "#7fb0b4"), (0.6, "#2f7fa3"), (1, "#1a567f")], (0, 690, 1080, 1200))
    for _ in range(70):
        y = rng.uniform(705, 980)
        start = rng.uniform(-60, 1040)
        flow(canvas, start, start + rng.uniform(60, 260), y, rng.uniform(-5, 5), 1.5 + (y - 690) / 60,
             rng.choice(("#fdf0cf", "#cfe4e0", "#1d5f88")), 0.6)  # fmt: skip
    for step in range(16):
        y = 705 + step * 13
        canvas.shape(ellipse(840 + rng.uniform(-14, 14), y, 96 - step * 3.4, 3.4), "#ffd79a", 0.65)


def _ship(canvas: Canvas) -> None:
    """Bow to the right: hull, car deck, saloon deck, bridge, funnel, mast."""
    canvas.shape(ellipse(520, 1010, 420, 22), "#0f3a5e", 0.5)
    hull = outline("M 120 836 L 960 826 C 950 880 916 950 868 1010 L 190 1010 C 150 960 128 900 120 836 Z")
    canvas.downward([(0, _WHITE), (0.55, _WHITE), (0.56, _LINE), (0.7, _LINE), (0.71, "#e9ecec"), (1, "#b9c6cf")],
                    (110, 826, 970, 1010), hull)  # fmt: skip
    canvas.line([(122, 838), (958, 828)], 6, _LINE)
    _deck(canvas, 190, 838, 756, 838, 76, 13)
    _deck(canvas, 250, 762, 700, 762, 62, 10)
    bridge = outline("M 540 700 L 560 640 L 690 640 L 716 700 Z")
    canvas.shape(bridge, _WHITE)
    canvas.shape(outline("M 560 682 L 570 654 L 690 654 L 704 682 Z"), "#27415f")
    for x in (598, 630, 662):
        canvas.line([(x, 654), (x + 4, 682)], 4, _WHITE)
    funnel = outline("M 320 700 L 332 604 L 418 604 L 424 700 Z")
    canvas.shape(funnel, _WHITE)
    canvas.shape(outline("M 325 668 L 331 622 L 419 622 L 422 668 Z"), _FUNNEL)
    canvas.circle(373, 645, 15, _WHITE)
    canvas.line([(612, 640), (612, 556)], 7, "#54677c")
    canvas.line([(580, 590), (644, 590)], 5, "#54677c")
    canvas.shape([(615, 560), (668, 574), (615, 590)], _FUNNEL)
    canvas.line(curve([(758, 826), (860, 800), (956, 792)]), 4, "#ffffff")
    for x in range(770, 956, 26):
        canvas.line([(x, 828), (x, 806 - (x - 770) * 0.05)], 3, "#ffffff")


def _deck(canvas: Canvas, left: float, foot: float, right: float, _: float, height: float, windows: int) -> None:
    top = foot - height
    canvas.shape([(left, foot), (left + 8, top), (right - 26, top), (right, foot)], _WHITE)
    canvas.rectangle(left - 10, top - 6, right - 18, top + 4, _DECK)
    step = (right - left - 70) / windows
    for at in range(windows):
        x = left + 28 + at * step
        canvas.rectangle(x, top + height * 0.3, x + step * 0.62, top + height * 0.68, "#27415f")
        canvas.rectangle(x, top + height * 0.3, x + step * 0.62, top + height * 0.4, "#f7c777")
    canvas.line([(left, foot - 3), (right, foot - 3)], 5, _LINE)


def _bow_wave(canvas: Canvas) -> None:
    for reach, lift, alpha in ((210, 74, 0.95), (150, 46, 0.8)):
        foam = outline(f"M 800 1024 C 850 {1010 - lift} 900 {990 - lift} {800 + reach} 1016 "
                       f"C {780 + reach} 1046 850 1052 800 1024 Z")  # fmt: skip
        canvas.shape(foam, "#f4f8f2", alpha)
    canvas.stroke(curve([(30, 1030), (220, 1006), (480, 1024), (800, 1020)]), [3, 12, 9, 4], "#f4f8f2", 0.9)


def _gull(canvas: Canvas, x: float, y: float, size: float) -> None:
    for side in (-1, 1):
        wing = curve([(x, y), (x + side * size * 0.5, y - size * 0.7), (x + side * size * 1.5, y - size * 0.2)])
        canvas.stroke(wing, [size * 0.22, size * 0.16, 1], "#ffffff")
        canvas.stroke(wing[-6:], [size * 0.1, 1], "#4b5a70")
    canvas.shape(ellipse(x, y + size * 0.04, size * 0.3, size * 0.12, 14), "#ffffff")
    beak = [(0.27, 0.06), (0.42, 0.14), (0.25, 0.15)]
    canvas.shape([(x + size * across, y + size * down) for across, down in beak], "#f0a52e")
