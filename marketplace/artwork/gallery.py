"""Pictures kept on disk, named by what they show: drawn when first asked for, the same bytes for the same design."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path

from PIL import Image

from marketplace.artwork.cards import CARD_HEIGHT, CARD_WIDTH, CardDesign, compose, draw_scene
from marketplace.artwork.scenes import WIDTH

# Part of every name: a change of the drawings must change it, so that nothing old is shown.
DRAWINGS = 1
_SCENE_SHARE = WIDTH / CARD_WIDTH


class Size(Enum):
    """Widths in pixels."""

    LIST = 480
    PAGE = 1200


class Form(Enum):
    PNG = "png"
    WEBP = "webp"

    @property
    def content_type(self) -> str:
        return f"image/{self.value}"


@dataclass(frozen=True, slots=True)
class Picture:
    path: Path
    digest: str  # of the design, not of the bytes
    form: Form


class Gallery:
    """`folder` may be shared by several processes, and deleted at any time: it holds nothing that cannot be redrawn."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def card(self, design: CardDesign, size: Size, form: Form) -> Picture:
        def draw() -> Image.Image:
            scene = self._scene_drawing(design.scene, design.seed, round(size.value * _SCENE_SHARE))
            full = compose(design, scene)
            height = round(size.value * CARD_HEIGHT / CARD_WIDTH)
            return full if size is Size.PAGE else full.resize((size.value, height), Image.Resampling.LANCZOS)

        return self._kept({"card": asdict(design), "size": size.value}, form, draw)

    def scene(self, scene: str, seed: int, size: Size, form: Form) -> Picture:
        """The scene without a frame, for the head of a page."""
        named = {"scene": scene, "seed": seed, "size": size.value}
        return self._kept(named, form, lambda: self._scene_drawing(scene, seed, min(size.value, WIDTH)))

    def _scene_drawing(self, scene: str, seed: int, width: int) -> Image.Image:
        named: dict[str, object] = {"drawing": scene, "seed": seed, "width": width}
        kept = self._kept(named, Form.PNG, lambda: draw_scene(scene, seed, width))
        with Image.open(kept.path) as found:
            return found.convert("RGB")

    def _kept(self, named: dict[str, object], form: Form, draw: Callable[[], Image.Image]) -> Picture:
        words = json.dumps({**named, "form": form.value, "drawings": DRAWINGS}, sort_keys=True)
        digest = hashlib.sha256(words.encode()).hexdigest()[:32]
        path = self._folder / digest[:2] / f"{digest}.{form.value}"
        if not path.is_file():
            _write(path, _encoded(draw(), form))
        return Picture(path, digest, form)


def _encoded(image: Image.Image, form: Form) -> bytes:
    buffer = io.BytesIO()
    if form is Form.WEBP:
        image.save(buffer, "WEBP", quality=86, method=2)
    else:
        image.save(buffer, "PNG", compress_level=6)
    return buffer.getvalue()


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: two processes may draw the same picture at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "wb") as part:
        part.write(content)
    written = Path(name)
    written.chmod(0o644)
    written.replace(path)
