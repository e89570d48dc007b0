"""The typeface on cards: Noto Sans JP as whole font files, laid out the same on every machine (no shaping library)."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

_FOLDER = Path(__file__).parents[2] / "node_modules" / "@expo-google-fonts" / "noto-sans-jp"


class Weight(StrEnum):
    REGULAR = "400Regular"
    BOLD = "700Bold"
    BLACK = "900Black"


@lru_cache(maxsize=64)
def typeface(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    """`size` in pixels of the em square."""
    path = _FOLDER / weight / f"NotoSansJP_{weight}.ttf"
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
