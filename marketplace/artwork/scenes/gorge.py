"""大月市: a moon that fills the sky (大月), the bridge Saruhashi (猿橋), the peach of Ōtsuki's Momotarō legend."""

from __future__ import annotations

import random

from marketplace.artwork.canvas import Canvas, mix
from marketplace.artwork.nature import flow, kasumi, leaf, maple_leaf, ridge, stars
from marketplace.artwork.paths import curve, ellipse, outline, spline

_MAPLES = ("#d9482b", "#ec7430", "#f2a33a", "#b52d2a", "#e65c35")


def gorge_bridge(canvas: Canvas, rng: random.Random) -> None:
    canvas.downward([(0, "#2b2452"), (0.28, "#6a4479"), (0.5, "#d98a8d"), (0.64, "#f4c6a5"), (1, "#f2b48f")])
    stars(canvas, rng, 70, 330, "#fff4dc")
    _moon(canvas, 455, 385, 285)
    ridge(canvas, rng, 640, 170, "#7a4f78", foot="#c98590", steps=5)
    ridge(canvas, rng, 720, 130, "#553a66", foot="#94617c", steps=6)
    kasumi(canvas, 560, 500, 640, "#fbe3c8", thickness=24, rows=2)
    kasumi(canvas, -120, 560, 420, "#fbe3c8", thickness=24, rows=2)
    _river(canvas, rng)
    _cliffs(canvas, rng)
    _bridge(canvas)
    _maples(canvas, rng)
    peach(canvas, 548, 1062, 92)


def _moon(canvas: Canvas, cx: float, cy: float, radius: float) -> None:
    canvas.glow(cx, cy, radius * 1.75, "#ffe7bd", 0.75)
    disc = ellipse(cx, cy, radius, radius, steps=160)
    canvas.downward(
        [(0, "#fff3cf"), (0.6, "#fbdcae"), (1, "#f3b08f")], (cx - radius, cy - radius, cx + radius, cy + radius), disc
    )
    for dx, dy, rx, ry in (
        (-0.36, -0.3, 0.26, 0.17),
        (0.16, -0.42, 0.2, 0.12),
        (0.38, 0.06, 0.17, 0.22),
        (-0.16, 0.14, 0.3, 0.19),
    ):
        canvas.shape(ellipse(cx + dx * radius, cy + dy * radius, rx * radius, ry * radius, -18), "#f2c795", 0.45)


def _cliffs(canvas: Canvas, rng: random.Random) -> None:
    left = spline(
        [(-20, 560), (90, 585), (190, 640), (262, 690), (300, 800), (270, 900), (330, 1010), (290, 1110), (340, 1210)]
    )
    right = spline(
        [
            (1100, 540),
            (1000, 580),
            (900, 640),
            (826, 690),
            (790, 800),
            (828, 900),
            (760, 1010),
            (806, 1110),
            (742, 1210),
        ]
    )
    for edge, corner in ((left, (-20, 1210)), (right, (1100, 1210))):
        canvas.downward([(0, "#4a3358"), (0.5, "#33264a"), (1, "#1d1a33")], (0, 530, 1080, 1200), [*edge, corner])
    for _ in range(120):
        side = rng.choice((-1, 1))
        x = 150 + rng.uniform(-170, 120) if side < 0 else 940 + rng.uniform(-120, 170)
        y = rng.uniform(720, 1180)
        canvas.stroke([(x, y), (x + rng.uniform(10, 40), y + rng.uniform(10, 26))], [1, rng.uniform(4, 9), 1],
                      rng.choice(("#6b4f78", "#241d3b", "#7f6387")), 0.45)  # fmt: skip


def _bridge(canvas: Canvas) -> None:
    """猿橋: timbers stacked out of both cliffs, each tier under its own little roof, and an arched deck."""
    for tier in range(4):
        reach = 96 + (3 - tier) * 0 + (tier + 1) * 62
        y = 868 - tier * 46
        for side in (-1, 1):
            root = 545 + side * 330
            tip = root - side * reach
            _timber(canvas, root, tip, y)
    deck = curve([(190, 690), (370, 648), (720, 648), (900, 690)])
    canvas.stroke([(x, y + 26) for x, y in deck], [26], "#3b2430")
    canvas.stroke(deck, [17], "#8a5a44")
    canvas.stroke([(x, y - 7) for x, y in deck], [3], "#d59a6a")
    rail = [(x, y - 60) for x, y in deck]
    canvas.stroke(rail, [9], "#6e4236")
    canvas.stroke([(x, y - 34) for x, y in deck], [5], "#6e4236")
    for at in range(0, len(deck), 2):
        left, top = deck[at]
        canvas.rectangle(left - 5, top - 66, left + 5, top + 4, "#57342f")
        canvas.shape([(left - 9, top - 66), (left, top - 78), (left + 9, top - 66)], "#caa25d")


def _timber(canvas: Canvas, root: float, tip: float, y: float) -> None:
    left, right = min(root, tip), max(root, tip)
    canvas.rectangle(left, y, right, y + 20, "#754a3c")
    canvas.rectangle(left, y, right, y + 6, "#a8704f")
    canvas.rectangle(left, y + 16, right, y + 20, "#452a2c")
    canvas.shape([(left - 14, y), (right + 14, y), (right + 2, y - 15), (left - 2, y - 15)], "#2f2838")
    canvas.rectangle(left - 14, y - 1, right + 14, y + 3, "#5b5266")
    end = tip - 8
    canvas.rectangle(end, y - 2, end + 16, y + 24, "#e9d9bd")


def _river(canvas: Canvas, rng: random.Random) -> None:
    canvas.downward([(0, "#8fc0bf"), (0.35, "#4f93a0"), (1, "#1d4f6b")], (0, 820, 1080, 1200))
    for _ in range(46):
        y = rng.uniform(850, 1195)
        depth = (y - 820) / 380
        start = rng.uniform(250, 700)
        flow(canvas, start, start + rng.uniform(90, 260), y, rng.uniform(-14, 14), 2 + 5 * depth,
             rng.choice(("#e9f5ef", "#bfe0dc", "#2f7289")), 0.75)  # fmt: skip
    canvas.shape(ellipse(548, 1120, 190, 26), "#dff1ec", 0.55)
    canvas.shape(ellipse(548, 1122, 140, 17), "#2a6b82", 0.5)


def _maples(canvas: Canvas, rng: random.Random) -> None:
    for side, centre in ((-1, 70), (1, 1010)):
        for _ in range(115):
            x = centre + rng.gauss(0, 92)
            y = 610 + abs(x - (0 if side < 0 else 1080)) * 0.3 + rng.gauss(0, 46)
            fill = rng.choice(_MAPLES)
            canvas.circle(x, y, rng.uniform(12, 30), mix(fill, "#3a1f3d", rng.uniform(0.05, 0.5)), 0.92)
    for _ in range(54):
        side = rng.choice((-1, 1))
        x = (90 if side < 0 else 990) + rng.gauss(0, 90)
        maple_leaf(canvas, x, rng.uniform(560, 720), rng.uniform(14, 26), rng.uniform(-60, 60), rng.choice(_MAPLES))
    for _ in range(20):
        maple_leaf(
            canvas,
            rng.uniform(260, 820),
            rng.uniform(720, 1170),
            rng.uniform(9, 17),
            rng.uniform(0, 360),
            rng.choice(_MAPLES),
        )


def peach(canvas: Canvas, cx: float, cy: float, size: float) -> None:
    """The peach that came floating down the river."""
    leaf(canvas, cx - 4, cy + size * 0.62, size * 1.25, 196, "#4f9a55", "#cfe6a8")
    leaf(canvas, cx + 4, cy + size * 0.62, size * 1.25, -16, "#428a4b", "#cfe6a8")
    body = outline("M 0 -104 C 14 -88 40 -84 66 -62 C 104 -28 100 40 58 72 C 36 88 14 92 0 92 C -14 92 -36 88 -58 72 "
                   "C -100 40 -104 -28 -66 -62 C -40 -84 -14 -88 0 -104", dx=cx, dy=cy, scale=size / 100)  # fmt: skip
    canvas.downward(
        [(0, "#f58f9b"), (0.45, "#f9b9ae"), (1, "#fde7c9")], (cx - size, cy - size * 1.06, cx + size, cy + size), body
    )
    cleft = curve(
        [
            (cx, cy - size * 1.0),
            (cx - size * 0.34, cy - size * 0.5),
            (cx - size * 0.3, cy + size * 0.4),
            (cx - size * 0.02, cy + size * 0.9),
        ]
    )
    canvas.stroke(cleft, [2, 5, 1.5], "#e06a7d", 0.8)
    canvas.shape(ellipse(cx + size * 0.42, cy - size * 0.26, size * 0.2, size * 0.3, 24), "#fff3ea", 0.55)
