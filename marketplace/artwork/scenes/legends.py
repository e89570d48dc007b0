"""四町: the legends of four towns side by side, divided by gold."""

from __future__ import annotations

import random
from collections.abc import Callable

from marketplace.artwork.canvas import Canvas
from marketplace.artwork.paths import turned
from marketplace.artwork.scenes.fuji import diamond_fuji
from marketplace.artwork.scenes.gorge import gorge_bridge
from marketplace.artwork.scenes.sword import sword
from marketplace.artwork.scenes.waterfall import waterfall

_SLANT = 90.0
# What of each scene stands in its strip: the scene, and how far it is moved to the right.
_STRIPS: tuple[tuple[Callable[[Canvas, random.Random], None], float], ...] = (
    (sword, -262),
    (gorge_bridge, -150),
    (diamond_fuji, 160),
    (waterfall, 275),
)


def four_legends(canvas: Canvas, rng: random.Random) -> None:
    wide = canvas.width / len(_STRIPS)
    for at, (scene, shift) in enumerate(_STRIPS):
        page = Canvas(canvas.width, canvas.height, scale=canvas.scale)
        scene(page, random.Random(rng.random()))  # noqa: S311  (a drawing, not a secret)  # nosec B311
        moved = Canvas(canvas.width, canvas.height, scale=canvas.scale)
        moved.image.paste(page.image, (round(shift * canvas.scale), 0))
        left, right = at * wide, (at + 1) * wide
        slant_left, slant_right = (_SLANT if at else 0), (_SLANT if at < len(_STRIPS) - 1 else 0)
        top = [(left + slant_left / 2, 0.0), (right + slant_right / 2, 0.0)]
        bottom = float(canvas.height)
        strip = [*top, (right - slant_right / 2, bottom), (left - slant_left / 2, bottom)]
        canvas.paste(moved, strip)
    for at in range(1, len(_STRIPS)):
        line = [(at * wide + _SLANT / 2, -10.0), (at * wide - _SLANT / 2, canvas.height + 10.0)]
        for width, fill in ((18, "#7a5a20"), (13, "#e6c368"), (4, "#fff0bd")):
            canvas.stroke(line, [width], fill)
    for at in range(1, len(_STRIPS)):
        x, y = at * wide, canvas.height / 2
        for half, fill in ((30, "#7a5a20"), (24, "#e6c368"), (11, "#b3282d")):
            square = [(-half, -half), (half, -half), (half, half), (-half, half)]
            canvas.shape(turned(square, 45, move=(x, y)), fill)
