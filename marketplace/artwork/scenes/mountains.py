"""Any town: a rising sun over ridges, mist and fields."""

from __future__ import annotations

import random

from marketplace.artwork.canvas import Canvas
from marketplace.artwork.nature import cedar, kasumi, ridge


def mountains(canvas: Canvas, rng: random.Random) -> None:
    canvas.downward([(0, "#8fb8c9"), (0.4, "#f0dcc0"), (1, "#f4e7cf")])
    canvas.glow(540, 420, 380, "#fff1cf", 1)
    canvas.circle(540, 420, 150, "#e0553d")
    for base, height, fill, foot in ((620, 240, "#7f9fb0", "#d5dccf"), (760, 220, "#557f8c", "#b9cdbd"),
                                     (900, 190, "#3a6668", "#93b39a"), (1040, 150, "#264e47", "#6b9273")):  # fmt: skip
        ridge(canvas, rng, base, height, fill, foot=foot, steps=rng.choice((4, 5)))
        kasumi(
            canvas,
            rng.uniform(-100, 600),
            base + 40,
            rng.uniform(420, 640),
            "#f8eeda",
            alpha=0.85,
            thickness=24,
            rows=2,
        )
    for _ in range(26):
        cedar(canvas, rng.uniform(0, 1080), 1215, rng.uniform(110, 220), rng.choice(("#17382c", "#1f4637", "#11291f")))
