"""那智勝浦町: the Nachi waterfall, a vermilion pagoda, and the three-legged crow (八咫烏) that shows the way."""

from __future__ import annotations

import math
import random

from marketplace.artwork.canvas import Canvas, mix
from marketplace.artwork.nature import cedar, kasumi, ridge
from marketplace.artwork.paths import Point, curve, ellipse, mirrored, outline, spline, turned

_VERMILION = "#d6432c"
_ROOF = "#33423f"


def waterfall(canvas: Canvas, rng: random.Random) -> None:
    canvas.downward([(0, "#e7c877"), (0.22, "#f1dfae"), (0.45, "#cfdcc3"), (1, "#6f9a86")])
    canvas.glow(250, 270, 380, "#fff7dc", 1)
    canvas.circle(250, 270, 158, "#f7ecc6")
    canvas.circle(250, 270, 146, "#e2553a")
    ridge(canvas, rng, 420, 200, "#7fa591", foot="#b9cfb4", steps=4)
    _cliff(canvas, rng)
    _fall(canvas, rng)
    _forest(canvas, rng)
    kasumi(canvas, 420, 770, 720, "#f6edd2", thickness=30)
    kasumi(canvas, -80, 700, 330, "#f6edd2", thickness=28, rows=2)
    pagoda(canvas, 285, 1108, 1.0)
    _front(canvas, rng)
    crow(canvas, 262, 262, 1.0)


def _cliff(canvas: Canvas, rng: random.Random) -> None:
    rock = spline([(380, 1200), (395, 880), (430, 560), (470, 330), (540, 250), (600, 268), (665, 262), (730, 240),
                   (850, 285), (950, 250), (1090, 300)])  # fmt: skip
    cliff = [*rock, (1090, 1200)]
    canvas.downward([(0, "#3c5a54"), (0.5, "#2b4743"), (1, "#1d3531")], (0, 230, 1080, 1200), cliff)
    for _ in range(150):
        x, y = rng.uniform(440, 1080), rng.uniform(300, 960)
        if abs(x - 632) < 74:
            continue
        length = rng.uniform(30, 130)
        shade = rng.choice(("#4f736b", "#223b38", "#5d8177"))
        canvas.stroke(
            [(x, y), (x + rng.uniform(-9, 9), y + length * 0.5), (x + rng.uniform(-12, 12), y + length)],
            [1, rng.uniform(4, 11), 1], shade, 0.5,
        )  # fmt: skip
    for _ in range(90):
        x = rng.uniform(470, 1090)
        if abs(x - 632) > 66:
            y = 268 + rng.uniform(-14, 22)
            canvas.shape(
                ellipse(x, y, rng.uniform(16, 34), rng.uniform(12, 24)), rng.choice(("#2f5a41", "#39684a", "#24492f"))
            )
    canvas.line([(560, 262), (704, 262)], 4, "#e9dcae")
    for x in (590, 632, 674):
        canvas.shape([(x - 7, 264), (x + 7, 264), (x + 3, 284), (x + 9, 284), (x - 2, 304), (x + 1, 286), (x - 7, 286)],
                     "#fffdf5")  # fmt: skip


def _fall(canvas: Canvas, rng: random.Random) -> None:
    left = spline([(604, 268), (596, 420), (586, 600), (570, 780), (540, 930)])
    right = spline([(724, 930), (700, 780), (682, 600), (670, 420), (660, 268)])
    canvas.downward([(0, "#ffffff"), (0.5, "#eef6f4"), (1, "#d6e8e6")], (500, 266, 760, 932), [*left, *right])
    for _ in range(64):
        share = rng.uniform(-0.46, 0.46)
        top = rng.uniform(270, 700)
        length = rng.uniform(90, 330)
        spread = 58 + (top - 268) * 0.15
        x = 632 + share * spread
        drift = share * length * 0.16
        canvas.stroke([(x, top), (x + drift * 0.5, top + length * 0.5), (x + drift, min(top + length, 930))],
                      [0.6, rng.uniform(2, 5), 0.6], rng.choice(("#9fc3c6", "#b9d6d6", "#ffffff")), 0.7)  # fmt: skip
    for _ in range(60):
        canvas.circle(632 + rng.gauss(0, 90), 930 - abs(rng.gauss(0, 46)), rng.uniform(10, 40), "#ffffff", 0.16)
    canvas.glow(632, 930, 260, "#ffffff", 0.9)


def _forest(canvas: Canvas, rng: random.Random) -> None:
    for row, (foot, fill) in enumerate(((905, "#3f7357"), (985, "#2f6047"), (1080, "#234d39"))):
        for _ in range(17):
            x = rng.uniform(-20, 1100)
            if row < 2 and 520 < x < 745:
                continue
            cedar(
                canvas,
                x,
                foot + rng.uniform(-20, 25),
                rng.uniform(190, 270) + row * 24,
                mix(fill, "#000000", rng.uniform(0, 0.18)),
            )
    canvas.rectangle(0, 1075, 1080, 1200, "#1f4633")


def _front(canvas: Canvas, rng: random.Random) -> None:
    for x in (585, 660, 742, 815, 890, 965, 1040, 20, 90, 470, 530):
        cedar(
            canvas, x, 1225 + rng.uniform(-10, 25), rng.uniform(150, 250), mix("#173626", "#234d39", rng.uniform(0, 1))
        )
    ridge(canvas, rng, 1215, 50, "#122c1f", steps=6)


def pagoda(canvas: Canvas, cx: float, foot: float, scale: float) -> None:
    """A three-storeyed pagoda, three roofs narrowing upwards under a finial."""
    levels = ((0, 150, 208, 0), (168, 122, 186, 1), (320, 100, 166, 2))
    canvas.rectangle(cx - 176 * scale, foot - 22 * scale, cx + 176 * scale, foot, "#8d8876")
    canvas.rectangle(cx - 186 * scale, foot - 8 * scale, cx + 186 * scale, foot + 8 * scale, "#6f6b5c")
    for rise, half, _eave, _ in levels:
        base = foot - (22 + rise) * scale
        _storey(canvas, cx, base, half * scale, 92 * scale)
    for rise, half, eave, _ in levels:
        _roof(canvas, cx, foot - (22 + rise + 96) * scale, eave * scale, half * scale * 0.72, 58 * scale)
    _finial(canvas, cx, foot - (22 + 320 + 150) * scale, scale)


def _storey(canvas: Canvas, cx: float, base: float, half: float, height: float) -> None:
    canvas.rectangle(cx - half, base - height, cx + half, base, "#f6ecd8")
    posts = [cx - half, cx - half * 0.36, cx + half * 0.36, cx + half]
    for at, post in enumerate(posts):
        canvas.rectangle(post - 6, base - height, post + 6, base, _VERMILION)
        if at == 1:
            canvas.rectangle(post + 6, base - height * 0.74, posts[2] - 6, base, "#7d2a1d")
            canvas.line([(cx, base - height * 0.74), (cx, base)], 3, "#e0b64c")
    canvas.rectangle(cx - half - 4, base - height * 0.82, cx + half + 4, base - height * 0.72, _VERMILION)
    canvas.rectangle(cx - half - 26, base - 26, cx + half + 26, base - 20, _VERMILION)
    canvas.rectangle(cx - half - 26, base - 8, cx + half + 26, base, "#a93221")
    for step in range(13):
        x = cx - half - 24 + step * (half * 2 + 48) / 12
        canvas.rectangle(x - 2, base - 26, x + 2, base - 4, _VERMILION)


def _roof(canvas: Canvas, cx: float, eave: float, half: float, top: float, rise: float) -> None:
    under = [
        (cx - half * 0.86, eave + 2),
        (cx + half * 0.86, eave + 2),
        (cx + top + 16, eave + 32),
        (cx - top - 16, eave + 32),
    ]
    canvas.shape(under, "#a93221")
    for step in range(23):
        x = -0.84 + step * 1.68 / 22
        canvas.line([(cx + half * x, eave + 4), (cx + (top + 12) * x, eave + 30)], 2.6, "#e9a53f")
    upper = curve(
        [
            (cx - half, eave - 16),
            (cx - half * 0.62, eave - 6),
            (cx - top * 0.9, eave - rise * 0.7),
            (cx - top * 0.56, eave - rise),
        ]
    )
    lower = curve(
        [(cx + half, eave - 16), (cx + half * 0.5, eave + 16), (cx - half * 0.5, eave + 16), (cx - half, eave - 16)]
    )
    shape = [*upper, *mirrored(upper, cx), *lower]
    canvas.shape(shape, _ROOF)
    canvas.downward([(0, "#5b7069"), (1, "#27342f")], (cx - half - 2, eave - rise, cx + half + 2, eave + 18), shape)
    for step in range(-9, 10):
        share = step / 9.6
        rib = curve(
            [
                (cx + top * 0.56 * share, eave - rise),
                (cx + top * 0.95 * share, eave - rise * 0.5),
                (cx + half * 0.9 * share, eave + 6 - abs(share) * 13),
            ]
        )
        canvas.stroke(rib, [1.4, 2.4], "#1e2926", 0.65)
    canvas.stroke(lower, [3, 6, 3], "#e9c874")


def _finial(canvas: Canvas, cx: float, base: float, scale: float) -> None:
    gold, shade = "#dcae4a", "#a67a25"
    canvas.rectangle(cx - 20 * scale, base - 12 * scale, cx + 20 * scale, base + 4 * scale, shade)
    canvas.rectangle(cx - 3, base - 118 * scale, cx + 3, base, gold)
    for ring in range(7):
        half = (17 - ring * 1.3) * scale
        y = base - (22 + ring * 10) * scale
        canvas.shape(ellipse(cx, y, half, 3.6 * scale), gold)
    canvas.shape(
        outline("M 0 0 C 12 -10 10 -22 0 -36 C -10 -22 -12 -10 0 0", dx=cx, dy=base - 94 * scale, scale=scale), gold
    )


def crow(canvas: Canvas, cx: float, cy: float, scale: float) -> None:
    """八咫烏 in flight, wings spread, three legs below."""
    ink = "#14181d"
    wing = ("M 0 0 C -34 -44 -84 -82 -142 -92 C -128 -80 -122 -74 -118 -66 C -140 -70 -160 -68 -176 -60 "
            "C -158 -54 -148 -48 -142 -40 C -162 -38 -178 -32 -188 -20 C -168 -20 -156 -16 -146 -8 "
            "C -160 0 -168 8 -172 18 C -140 6 -108 20 -84 26 "
            "C -54 34 -24 30 0 40 Z")  # fmt: skip
    left = outline(wing, dx=cx - 8, dy=cy - 6, scale=scale)
    canvas.shape(left, ink)
    canvas.shape(mirrored(left, cx), ink)
    body = outline(
        "M 0 -56 C 20 -52 30 -26 28 6 C 26 40 14 66 0 82 C -14 66 -26 40 -28 6 C -30 -26 -20 -52 0 -56",
        dx=cx,
        dy=cy,
        scale=scale,
    )
    canvas.shape(body, ink)
    tail = outline(
        "M -14 60 L -36 128 L -16 118 L -8 136 L 0 122 L 8 136 L 16 118 L 36 128 L 14 60 Z", dx=cx, dy=cy, scale=scale
    )
    canvas.shape(tail, ink)
    head = outline(
        "M -20 -50 C -24 -84 4 -98 22 -84 C 30 -80 42 -74 58 -66 C 44 -62 30 -60 22 -52 C 14 -40 -14 -36 -20 -50",
        dx=cx,
        dy=cy,
        scale=scale,
    )
    canvas.shape(head, ink)
    canvas.circle(cx + 12 * scale, cy - 74 * scale, 4.4 * scale, "#f5d98a")
    for angle in (-24, 0, 24):
        _leg(canvas, turned([(0, 0), (0, 62 * scale)], angle, move=(cx + angle * 0.5, cy + 52 * scale)), angle, scale)
    for side in (-1, 1):
        for feather in range(4):
            start = (cx + side * (44 + feather * 22) * scale, cy + (-30 + feather * 2) * scale)
            end = (start[0] + side * 52 * scale, start[1] + (-18 + feather * 13) * scale)
            canvas.stroke([start, end], [1, 2.2, 0.6], "#4a5664", 0.9)


def _leg(canvas: Canvas, bone: list[Point], angle: float, scale: float) -> None:
    gold = "#d99a2b"
    canvas.stroke(bone, [7 * scale, 4.5 * scale], gold)
    foot = bone[1]
    for spread in (-42, 0, 42):
        reach = math.radians(90 + spread - angle * 0.4)
        tip = (foot[0] + 20 * scale * math.cos(reach), foot[1] + 20 * scale * math.sin(reach))
        canvas.stroke([foot, tip], [5 * scale, 1.4 * scale], gold)
