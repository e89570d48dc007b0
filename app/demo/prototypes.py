"""Pictures of the prototypes in the demonstration: three bottles of one drink, drawn."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

_SIDE, _FINE = 640, 3  # pixels, and how much larger it is drawn before it is made small
_GLASS, _CAP, _PAPER = "#5b3a1e", "#c9a04a", "#fdf8ec"


def draw_bottle(ground: str, fruit: str, leaf: str) -> bytes:
    """A PNG: a brown bottle whose label shows one fruit."""
    size = _SIDE * _FINE
    picture = Image.new("RGB", (size, size), ground)
    pen = ImageDraw.Draw(picture)

    def place(*parts: float) -> tuple[float, ...]:
        return tuple(part * size for part in parts)

    pen.ellipse(place(0.26, 0.86, 0.74, 0.94), fill=_shade(ground))
    pen.rounded_rectangle(place(0.34, 0.34, 0.66, 0.91), radius=0.06 * size, fill=_GLASS)
    pen.polygon([place(0.34, 0.42), place(0.43, 0.26), place(0.57, 0.26), place(0.66, 0.42)], fill=_GLASS)
    pen.rectangle(place(0.43, 0.13, 0.57, 0.3), fill=_GLASS)
    pen.rounded_rectangle(place(0.415, 0.08, 0.585, 0.15), radius=0.015 * size, fill=_CAP)
    pen.rectangle(place(0.34, 0.5, 0.66, 0.8), fill=_PAPER)
    pen.ellipse(place(0.415, 0.565, 0.585, 0.735), fill=fruit)
    pen.polygon([place(0.5, 0.57), place(0.56, 0.52), place(0.6, 0.54), place(0.55, 0.58)], fill=leaf)
    drawn = io.BytesIO()
    picture.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS).save(drawn, "PNG")
    return drawn.getvalue()


def _shade(ground: str) -> str:
    """A darker tone of it, for what the bottle throws on the table."""
    return "#" + "".join(f"{int(ground[at : at + 2], 16) * 17 // 20:02x}" for at in (1, 3, 5))
