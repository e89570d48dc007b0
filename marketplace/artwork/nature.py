"""Things several scenes share: ridges, drifting mist bands (霞), stylised waves, trees, stars, blossoms."""

from __future__ import annotations

import math
import random

from marketplace.artwork.canvas import Canvas, mix
from marketplace.artwork.paths import Point, curve, ellipse, outline, spline, turned


def ridge(canvas: Canvas, rng: random.Random, base: float, height: float, fill: str, *, steps: int = 7,
          foot: str | None = None) -> list[Point]:  # fmt: skip
    """A mountain ridge across the page, fading towards `foot` at its bottom. Returns its outline."""
    width = canvas.width / steps
    crest = [(at * width - width / 2, base - height * rng.uniform(0.25, 1.0)) for at in range(steps + 2)]
    line = spline(crest, 14)
    jagged = [(x, y + rng.uniform(-2.2, 2.2)) for x, y in line]
    shape = [*jagged, (canvas.width + width, canvas.height), (-width, canvas.height)]
    clipped = [(min(max(x, 0.0), float(canvas.width)), y) for x, y in shape]
    top = max(min(y for _, y in clipped) - 2, 0)
    bottom = min(base + height * 0.8, canvas.height)
    canvas.shape(clipped, foot or fill)
    visible = [(x, min(y, bottom)) for x, y in clipped]
    canvas.downward([(0, fill), (1, foot or fill)], (0, top, canvas.width, bottom), visible)
    return clipped


def kasumi(canvas: Canvas, left: float, top: float, length: float, fill: str, *, alpha: float = 1,
           thickness: float = 30, rows: int = 3) -> None:  # fmt: skip
    """霞: bands of mist with round ends, as on gold screens."""
    shapes = []
    for row in range(rows):
        shift = (row % 2) * length * 0.16 + row * length * 0.05
        reach = length * (1 - 0.18 * row if row < rows - 1 else 0.45)
        y = top + row * thickness * 0.96
        shapes.append(_capsule(left + shift, y, reach, thickness))
    for shape in shapes:
        canvas.shape(shape, fill, alpha)


def _capsule(left: float, top: float, length: float, thickness: float) -> list[Point]:
    half = thickness / 2
    right_end = [(left + length + half * math.cos(a), top + half + half * math.sin(a)) for a in _half_turn(-90)]
    left_end = [(left + half * math.cos(a), top + half + half * math.sin(a)) for a in _half_turn(90)]
    return right_end + left_end


def _half_turn(start: float) -> list[float]:
    return [math.radians(start + 180 * step / 16) for step in range(17)]


def stars(canvas: Canvas, rng: random.Random, count: int, bottom: float, fill: str) -> None:
    for _ in range(count):
        radius = rng.choice((1.1, 1.4, 1.4, 1.9, 2.6))
        canvas.circle(
            rng.uniform(10, canvas.width - 10), rng.uniform(10, bottom), radius, fill, rng.uniform(0.45, 0.95)
        )


def wave_rows(canvas: Canvas, top: float, bottom: float, deep: str, light: str, line: str, size: float = 74) -> None:
    """Rows of seigaiha that grow towards the viewer, drawn back to front."""
    y, grown, row = top, size * 0.5, 0
    while y < bottom + grown:
        share = min(max((y - top) / (bottom - top), 0), 1)
        fill = mix(light, deep, share)
        shift = grown if row % 2 else 0
        for column in range(-1, int(canvas.width / (grown * 2)) + 2):
            cx = column * grown * 2 + shift
            for ring, shade in ((1.0, line), (0.93, fill), (0.66, line), (0.60, fill), (0.33, line), (0.27, fill)):
                canvas.circle(cx, y + grown * 0.5, grown * ring, shade)
        y += grown * 0.5
        grown = size * (0.5 + 0.62 * share)
        row += 1


def cedar(canvas: Canvas, cx: float, foot: float, height: float, fill: str) -> None:
    """A cedar as a narrow spire of drooping tiers."""
    canvas.rectangle(cx - height * 0.018, foot - height * 0.2, cx + height * 0.018, foot, fill)
    tiers = 7
    for tier in range(tiers):
        share = tier / tiers
        top = foot - height + height * 0.86 * share
        half = height * (0.05 + 0.12 * share)
        drop = height * 0.23
        canvas.shape(
            outline(
                f"M 0 0 C {half * 0.2} {drop * 0.4} {half * 0.5} {drop * 0.75} {half} {drop} "
                f"C {half * 0.5} {drop * 0.94} {-half * 0.5} {drop * 0.94} {-half} {drop} "
                f"C {-half * 0.5} {drop * 0.75} {-half * 0.2} {drop * 0.4} 0 0",
                dx=cx, dy=top,
            ),
            fill,
        )  # fmt: skip


def leaf(canvas: Canvas, x: float, y: float, length: float, turn: float, fill: str, vein: str) -> None:
    """A pointed leaf that grows from (x, y) in direction `turn` (0 = to the right)."""
    half = length * 0.24
    blade = outline(f"M 0 0 C {length * 0.25} {-half * 1.4} {length * 0.7} {-half * 1.2} {length} 0 "
                    f"C {length * 0.7} {half * 1.2} {length * 0.25} {half * 1.4} 0 0")  # fmt: skip
    lower = outline(f"M 0 0 L {length} 0 C {length * 0.7} {half * 1.2} {length * 0.25} {half * 1.4} 0 0")
    canvas.shape(turned(blade, turn, move=(x, y)), fill)
    canvas.shape(turned(lower, turn, move=(x, y)), mix(fill, "#000000", 0.16))
    canvas.stroke(turned([(0, 0), (length * 0.93, 0)], turn, move=(x, y)), [3, 1], vein)


def blossom(canvas: Canvas, cx: float, cy: float, radius: float, turn: float, fill: str, heart: str) -> None:
    """A cherry blossom of five notched petals."""
    petal = outline("M 0 0 C -46 -26 -42 -82 -10 -98 L 0 -84 L 10 -98 C 42 -82 46 -26 0 0", scale=radius / 98)
    for step in range(5):
        canvas.shape(turned(petal, turn + step * 72, move=(cx, cy)), fill if step % 2 else mix(fill, "#ffffff", 0.22))
    for step in range(5):
        reach = turned([(0, 0), (0, -radius * 0.42)], turn + step * 72 + 36, move=(cx, cy))
        canvas.line(reach, max(radius * 0.035, 1.2), heart)
        canvas.circle(*reach[1], max(radius * 0.06, 1.6), heart)
    canvas.circle(cx, cy, radius * 0.11, heart)


def petal(canvas: Canvas, cx: float, cy: float, size: float, turn: float, fill: str, alpha: float = 1) -> None:
    shape = outline("M 0 50 C -46 24 -38 -36 -9 -50 L 0 -38 L 9 -50 C 38 -36 46 24 0 50", scale=size / 100)
    canvas.shape(turned(shape, turn, move=(cx, cy)), fill, alpha)


def maple_leaf(canvas: Canvas, cx: float, cy: float, size: float, turn: float, fill: str) -> None:
    for angle, reach in ((-90, 1.0), (-42, 0.86), (-138, 0.86), (4, 0.62), (176, 0.62)):
        blade = outline("M 0 0 C 24 -17 62 -15 100 0 C 62 15 24 17 0 0", scale=size * reach / 100)
        canvas.shape(turned(blade, angle + turn, move=(cx, cy)), fill)
    canvas.line(turned([(0, 0), (0, size * 0.6)], turn, move=(cx, cy)), max(size * 0.045, 1.1), fill)


def flow(canvas: Canvas, left: float, right: float, y: float, sway: float, width: float, fill: str,
         alpha: float = 1) -> None:  # fmt: skip
    """One stream line on water."""
    third = (right - left) / 3
    line = curve([(left, y), (left + third, y - sway), (right - third, y + sway), (right, y)])
    canvas.stroke(line, [0.4, width, 0.4], fill, alpha)


def cloud_puff(canvas: Canvas, cx: float, cy: float, size: float, fill: str, alpha: float = 1) -> None:
    for dx, dy, rx, ry in ((-0.7, 0.1, 0.62, 0.3), (0, -0.12, 0.66, 0.42), (0.72, 0.1, 0.6, 0.28)):
        canvas.shape(ellipse(cx + dx * size, cy + dy * size, rx * size, ry * size), fill, alpha)
