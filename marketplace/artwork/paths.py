"""Outlines: SVG-like path text to points, curves, and ribbons along a curve. Pure geometry, no pixels."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

Point = tuple[float, float]
_TOKEN = re.compile(r"[MLHVCQZmlhvcqz]|-?\d+(?:\.\d+)?")
_STEPS = 24


def outline(text: str, *, dx: float = 0, dy: float = 0, scale: float = 1, flip: bool = False) -> list[Point]:
    """Points of one closed outline written with M L H V C Q Z (capitals absolute, small letters relative)."""
    tokens = iter(_TOKEN.findall(text))
    points: list[Point] = []
    command = ""
    for token in tokens:
        if token.isalpha():
            command = token
            continue
        points.extend(_segment(command, float(token), tokens, points))
    sign = -scale if flip else scale
    return [(x * sign + dx, y * scale + dy) for x, y in points]


def _segment(command: str, first: float, tokens: Iterator[str], points: list[Point]) -> list[Point]:
    here = points[-1] if points else (0.0, 0.0)
    base = here if command.islower() else (0.0, 0.0)
    kind = command.upper()
    if kind == "H":
        return [(base[0] + first, here[1])]
    if kind == "V":
        return [(here[0], base[1] + first)]
    numbers = [first] + [float(next(tokens)) for _ in range({"C": 5, "Q": 3}.get(kind, 1))]
    pairs = [(base[0] + x, base[1] + y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    return curve([here, *pairs])[1:] if kind in "CQ" else pairs


def curve(control: Sequence[Point], steps: int = _STEPS) -> list[Point]:
    """Points of the Bézier curve of any order over `control`."""
    return [_bezier(control, step / steps) for step in range(steps + 1)]


def _bezier(control: Sequence[Point], at: float) -> Point:
    points = list(control)
    while len(points) > 1:
        points = [(ax + (bx - ax) * at, ay + (by - ay) * at) for (ax, ay), (bx, by) in pairwise(points)]
    return points[0]


def spline(through: Sequence[Point], steps: int = 12) -> list[Point]:
    """A smooth line through all points (Catmull-Rom)."""
    padded = [through[0], *through, through[-1]]
    found: list[Point] = []
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(steps):
            at = step / steps
            found.append((_catmull(before[0], start[0], end[0], after[0], at),
                          _catmull(before[1], start[1], end[1], after[1], at)))  # fmt: skip
    return [*found, through[-1]]


def _catmull(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def ribbon(line: Sequence[Point], widths: Sequence[float]) -> list[Point]:
    """Outline of a band along `line`; `widths` are spread evenly over its length."""
    left: list[Point] = []
    right: list[Point] = []
    for at, (x, y) in enumerate(line):
        nx, ny = normal(line, at)
        half = _spread(widths, at / (len(line) - 1)) / 2
        left.append((x + nx * half, y + ny * half))
        right.append((x - nx * half, y - ny * half))
    return left + right[::-1]


def normal(line: Sequence[Point], at: int) -> Point:
    """Unit vector to the left of the line's direction at point `at`."""
    (ax, ay), (bx, by) = line[max(at - 1, 0)], line[min(at + 1, len(line) - 1)]
    length = math.hypot(bx - ax, by - ay) or 1.0
    return (by - ay) / length, -(bx - ax) / length


def _spread(widths: Sequence[float], at: float) -> float:
    place = at * (len(widths) - 1)
    low = min(int(place), len(widths) - 2) if len(widths) > 1 else 0
    if len(widths) == 1:
        return widths[0]
    return widths[low] + (widths[low + 1] - widths[low]) * (place - low)


def ellipse(cx: float, cy: float, rx: float, ry: float, turn: float = 0, steps: int = 64) -> list[Point]:
    """`turn` in degrees, clockwise on the page."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    found = []
    for step in range(steps):
        angle = 2 * math.pi * step / steps
        x, y = rx * math.cos(angle), ry * math.sin(angle)
        found.append((cx + x * cos - y * sin, cy + x * sin + y * cos))
    return found


def turned(points: Sequence[Point], degrees: float, about: Point = (0, 0), move: Point = (0, 0)) -> list[Point]:
    """Rotate clockwise about a point, then move."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    ax, ay = about
    return [
        (ax + (x - ax) * cos - (y - ay) * sin + move[0], ay + (x - ax) * sin + (y - ay) * cos + move[1])
        for x, y in points
    ]


def mirrored(points: Sequence[Point], axis: float) -> list[Point]:
    """Mirror left and right about the vertical line x = axis, keeping the outline's order usable for closing."""
    return [(2 * axis - x, y) for x, y in reversed(points)]
