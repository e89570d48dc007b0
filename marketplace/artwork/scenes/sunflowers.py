"""舟橋村: sunflowers that new and old villagers plant together on resting fields, under Tateyama and a summer cloud."""

from __future__ import annotations

import math
import random

from marketplace.artwork.canvas import Canvas, mix
from marketplace.artwork.nature import cloud_puff, kasumi, leaf, ridge
from marketplace.artwork.paths import curve, ellipse, outline, turned
from marketplace.artwork.scenes.alps import alps


def sunflowers(canvas: Canvas, rng: random.Random) -> None:
    canvas.downward([(0, "#2f86bd"), (0.35, "#8cc7dc"), (0.58, "#e9f1dc"), (1, "#f6efc9")])
    canvas.glow(850, 190, 330, "#fffbe0", 1)
    canvas.circle(850, 190, 74, "#fff6c9")
    for x, y, size in ((250, 330, 150), (140, 390, 110), (380, 380, 120), (700, 120, 70)):
        cloud_puff(canvas, x, y, size, "#ffffff", 0.92)
    alps(canvas, rng, 640, 250, "#5f86a8", "#cfe0dc")
    kasumi(canvas, 560, 520, 640, "#fdf7e2", alpha=0.95, thickness=24, rows=2)
    ridge(canvas, rng, 690, 70, "#5f9a74", foot="#b7cf8f", steps=6)
    _field(canvas, rng)
    for cx, cy, size, lean in ((210, 760, 118, -8), (880, 790, 126, 9), (545, 850, 178, 2)):
        _flower(canvas, rng, cx, cy, size, lean)
    for x in range(-40, 1120, 90):
        leaf(
            canvas,
            x,
            1225,
            rng.uniform(120, 190),
            rng.uniform(-120, -60),
            rng.choice(("#2f7a45", "#256a3b", "#3c8a4e")),
            "#9fd08a",
        )


def _field(canvas: Canvas, rng: random.Random) -> None:
    canvas.downward([(0, "#a8c26a"), (0.3, "#5d9a4b"), (1, "#1f5a35")], (0, 680, 1080, 1200))
    for row in range(9):
        share = row / 8
        y = 700 + 330 * share**1.5
        size = 9 + 36 * share
        x = -size + (row % 2) * size
        while x < 1080 + size:
            _small(canvas, x + rng.uniform(-4, 4), y + rng.uniform(-5, 5), size, share)
            x += size * 2.05


def _small(canvas: Canvas, cx: float, cy: float, size: float, near: float) -> None:
    canvas.stroke([(cx, cy), (cx, cy + size * 2.6)], [size * 0.18], "#2d6b3c")
    canvas.circle(cx, cy, size, mix("#f2c840", "#f7b417", near))
    for turn in range(10):
        tip = turned([(size * 1.12, 0)], turn * 36, move=(cx, cy))[0]
        canvas.circle(*tip, size * 0.24, "#fbd349")
    canvas.circle(cx, cy, size * 0.5, "#6b3f1f")


def _flower(canvas: Canvas, rng: random.Random, cx: float, cy: float, size: float, lean: float) -> None:
    canvas.stroke(
        curve([(cx, cy), (cx + lean * 2, cy + size * 1.6), (cx + lean * 5, 1230)]), [size * 0.17, size * 0.2], "#3b7f3f"
    )
    for share, turn in ((0.5, 18), (0.62, 160), (0.85, -12), (0.9, 198)):
        y = cy + (1230 - cy) * share
        leaf(canvas, cx + lean * 4 * share, y, size * 1.15, turn, "#347a41", "#a8d48c")
    petal = outline("M 0 0 C 16 -30 12 -78 0 -104 C -12 -78 -16 -30 0 0", scale=size / 64)
    for ring, count, shade, grown in ((0, 22, "#e79a12", 1.0), (1, 22, "#f9bd20", 0.95), (2, 20, "#ffd84f", 0.82)):
        for step in range(count):
            angle = 360 * step / count + ring * 8 + rng.uniform(-3, 3)
            blade = [(x * grown, y * grown) for x, y in petal]
            canvas.shape(turned(blade, angle, move=(cx, cy)), shade)
            canvas.stroke(
                turned([(0, -size * 0.6 * grown), (0, -size * 1.4 * grown)], angle, move=(cx, cy)),
                [3, 1],
                "#c97d0c",
                0.5,
            )
    canvas.circle(cx, cy, size * 0.72, "#4d2a16")
    _seeds(canvas, cx, cy, size * 0.7)


def _seeds(canvas: Canvas, cx: float, cy: float, radius: float) -> None:
    """Seeds in the golden angle, as they grow."""
    for step in range(190):
        reach = radius * math.sqrt(step / 190)
        angle = step * 2.39996
        shade = mix("#b07a2a", "#3a1f12", abs(reach / radius - 0.62) * 1.3)
        canvas.shape(ellipse(cx + reach * math.cos(angle), cy + reach * math.sin(angle), radius * 0.055, radius * 0.04,
                             math.degrees(angle), 10), shade)  # fmt: skip
