"""Scenes: the picture of each legend, drawn on a 1080 × 1200 canvas. Own drawings, no third-party pictures."""

from __future__ import annotations

import random
from collections.abc import Callable

from marketplace.artwork.canvas import Canvas
from marketplace.artwork.scenes.dinosaur import dinosaur
from marketplace.artwork.scenes.ferry import ferry
from marketplace.artwork.scenes.fields import wide_fields
from marketplace.artwork.scenes.fuji import diamond_fuji
from marketplace.artwork.scenes.gorge import gorge_bridge
from marketplace.artwork.scenes.house import vacant_house
from marketplace.artwork.scenes.legends import four_legends
from marketplace.artwork.scenes.mountains import mountains
from marketplace.artwork.scenes.stage import kabuki_stage
from marketplace.artwork.scenes.sunflowers import sunflowers
from marketplace.artwork.scenes.sword import sword
from marketplace.artwork.scenes.waterfall import waterfall

WIDTH, HEIGHT = 1080, 1200
Scene = Callable[[Canvas, random.Random], None]

SCENES: dict[str, Scene] = {
    "diamond_fuji": diamond_fuji,
    "dinosaur": dinosaur,
    "ferry": ferry,
    "four_legends": four_legends,
    "gorge_bridge": gorge_bridge,
    "kabuki_stage": kabuki_stage,
    "mountains": mountains,
    "sunflowers": sunflowers,
    "sword": sword,
    "vacant_house": vacant_house,
    "waterfall": waterfall,
    "wide_fields": wide_fields,
}
