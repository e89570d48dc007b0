"""A drawing surface in card units, drawn larger and reduced at the end, so that every edge is smooth."""

from __future__ import annotations

import random
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

from marketplace.artwork.paths import Point, ellipse, ribbon

OVERSAMPLING = 2
Colour = tuple[int, int, int]


def colour(text: str) -> Colour:
    red, green, blue = ImageColor.getrgb(text)[:3]
    return red, green, blue


def mix(one: str, other: str, share: float) -> str:
    """`share` of the other colour in the one, as "#rrggbb"."""
    pairs = zip(colour(one), colour(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


class Canvas:
    """`scale`: pixels per card unit while drawing; 1 suits pictures that are shown at half size or less."""

    def __init__(self, width: int, height: int, ground: str = "#ffffff", scale: int = OVERSAMPLING) -> None:
        self.width, self.height, self.scale = width, height, scale
        self.image = Image.new("RGB", (width * scale, height * scale), ground)
        self._draw = ImageDraw.Draw(self.image, "RGBA")

    def shape(self, points: Sequence[Point], fill: str, alpha: float = 1) -> None:
        self._draw.polygon(self._scaled(points), fill=(*colour(fill), round(alpha * 255)))

    def circle(self, cx: float, cy: float, radius: float, fill: str, alpha: float = 1) -> None:
        self.shape(ellipse(cx, cy, radius, radius, steps=max(24, int(radius))), fill, alpha)

    def rectangle(self, left: float, top: float, right: float, bottom: float, fill: str, alpha: float = 1) -> None:
        self.shape([(left, top), (right, top), (right, bottom), (left, bottom)], fill, alpha)

    def line(self, points: Sequence[Point], width: float, fill: str, alpha: float = 1) -> None:
        """A line with round ends; translucent lines lose the ends so that they do not show twice."""
        self.shape(ribbon(points, [width]), fill, alpha)
        if alpha == 1 and width > 2:
            for x, y in (points[0], points[-1]):
                self.circle(x, y, width / 2, fill)

    def stroke(self, points: Sequence[Point], widths: Sequence[float], fill: str, alpha: float = 1) -> None:
        """A brush stroke whose width changes along the way."""
        self.shape(ribbon(points, widths), fill, alpha)

    def downward(self, stops: Sequence[tuple[float, str]], box: tuple[float, float, float, float] | None = None,
                 within: Sequence[Point] | None = None) -> None:  # fmt: skip
        """A gradient from top to bottom (ぼかし) over `box`, or only inside an outline. Stops: (0..1, colour)."""
        left, top, right, bottom = box or (0, 0, self.width, self.height)
        size = (round((right - left) * self.scale), round((bottom - top) * self.scale))
        shade = Image.new("RGB", (1, size[1]))
        shade.putdata(_shades(stops, size[1]))
        corner = (round(left * self.scale), round(top * self.scale))
        mask = None
        if within is not None:
            mask = self.mask(within).crop((*corner, corner[0] + size[0], corner[1] + size[1]))
        self.image.paste(shade.resize(size, Image.Resampling.NEAREST), corner, mask)  # each row has one colour

    def glow(self, cx: float, cy: float, radius: float, fill: str, alpha: float = 1) -> None:
        """Light that fades outwards."""
        size = round(radius * 2 * self.scale)
        light = ImageChops.invert(Image.radial_gradient("L")).resize((size, size), Image.Resampling.BICUBIC)
        mask = light.point([round(max(0, (v - 75) / 180) ** 1.6 * 255 * alpha) for v in range(256)])
        corner = (round((cx - radius) * self.scale), round((cy - radius) * self.scale))
        self.image.paste(colour(fill), (*corner, corner[0] + size, corner[1] + size), mask)

    def veil(self, fill: str, rows: Sequence[tuple[float, float]]) -> None:
        """A veil over the whole width whose strength follows `rows`: (y, alpha 0..1)."""
        height = self.image.height
        stops = [(y / self.height, alpha) for y, alpha in rows]
        strength = Image.new("L", (1, height))
        strength.putdata([round(_number_at(stops, row / height) * 255) for row in range(height)])
        self.image.paste(colour(fill), (0, 0), strength.resize(self.image.size, Image.Resampling.NEAREST))

    def mask(self, points: Sequence[Point]) -> Image.Image:
        mask = Image.new("L", self.image.size)
        ImageDraw.Draw(mask).polygon(self._scaled(points), fill=255)
        return mask

    def paste(self, other: Canvas, within: Sequence[Point], alpha: float = 1) -> None:
        """Lay another canvas of the same size over this one, inside an outline."""
        mask = self.mask(within)
        self.image.paste(other.image, (0, 0), mask.point([round(v * alpha) for v in range(256)]))

    def soften(self, radius: float, within: Sequence[Point]) -> None:
        blurred = self.image.filter(ImageFilter.GaussianBlur(radius * self.scale))
        self.image.paste(blurred, (0, 0), self.mask(within))

    def paper_grain(self, rng: random.Random, strength: int = 9) -> None:
        """The tooth of Japanese paper: fine noise and a coarser mottling, both from the seed."""
        fine = Image.frombytes("L", (self.width, self.height), rng.randbytes(self.width * self.height))
        coarse_size = (self.width // 5, self.height // 9)
        coarse = Image.frombytes("L", coarse_size, rng.randbytes(coarse_size[0] * coarse_size[1]))
        noise = Image.blend(
            fine.resize(self.image.size, Image.Resampling.BILINEAR),
            coarse.resize(self.image.size, Image.Resampling.BICUBIC),
            0.45,
        )
        tooth = noise.point([128 + round((v - 128) * strength / 128) for v in range(256)])
        self.image = ImageChops.overlay(self.image, Image.merge("RGB", (tooth, tooth, tooth)))
        self._draw = ImageDraw.Draw(self.image, "RGBA")

    def finished(self, width: int, height: int) -> Image.Image:
        """The drawing at `width` × `height` pixels."""
        return self.image.resize((width, height), Image.Resampling.LANCZOS)

    def _scaled(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.scale, y * self.scale) for x, y in points]


def _shades(stops: Sequence[tuple[float, str]], rows: int) -> list[Colour]:
    """The colour of each row between the first stop and the last."""
    red, green, blue = ([(at, colour(shade)[channel]) for at, shade in stops] for channel in range(3))
    places = [row / max(rows - 1, 1) for row in range(rows)]
    return [
        (round(_number_at(red, place)), round(_number_at(green, place)), round(_number_at(blue, place)))
        for place in places
    ]


def _number_at(stops: Sequence[tuple[float, float]], place: float) -> float:
    before = stops[0]
    for stop in stops:
        if place <= stop[0]:
            span = stop[0] - before[0]
            return stop[1] if span <= 0 else before[1] + (stop[1] - before[1]) * (place - before[0]) / span
        before = stop
    return before[1]
