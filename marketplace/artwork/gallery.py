"""Pictures kept on disk, named by what they show: drawn when first asked for, the same bytes for the same design."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from enum import Enum
from pathlib import Path

from PIL import Image

from chain.errors import DomainError
from marketplace.artwork.cards import CARD_HEIGHT, CARD_WIDTH, CardDesign, compose, draw_scene
from marketplace.artwork.forms import Form, encoded
from marketplace.artwork.painting import Read, paint
from marketplace.artwork.printing import print_page
from marketplace.artwork.scenes import WIDTH
from marketplace.artwork.social import draw_preview

# Part of every name: a change of the drawings must change it, so that nothing old is shown.
DRAWINGS = 2
_SCENE_SHARE = WIDTH / CARD_WIDTH


class Size(Enum):
    """Widths in pixels."""

    THUMBNAIL = 240
    LIST = 480
    PAGE = 1200


@dataclass(frozen=True, slots=True)
class Picture:
    """`is_placeholder`: the design's own picture is not to be had now; what is shown stands in for it."""

    path: Path
    digest: str  # of the design, not of the bytes
    form: Form
    is_placeholder: bool = False


class Gallery:
    """`folder` may be shared by several processes, and deleted at any time: it holds nothing that cannot be redrawn.
    `read` gives uploaded pictures by their names."""

    def __init__(self, folder: Path, read: Read) -> None:
        self._folder = folder
        self._read = read

    def card(self, design: CardDesign, size: Size, form: Form) -> Picture:
        def draw(shown: CardDesign) -> Image.Image:
            full = compose(shown, self._painting(shown, round(size.value * _SCENE_SHARE)))
            height = round(size.value * CARD_HEIGHT / CARD_WIDTH)
            return full if size is Size.PAGE else full.resize((size.value, height), Image.Resampling.LANCZOS)

        return self._whole_or_placeholder(design, {"size": size.value}, form, draw)

    def preview(self, design: CardDesign, form: Form = Form.JPEG) -> Picture:
        """What other sites show beside a link to the card."""

        def draw(shown: CardDesign) -> Image.Image:
            return draw_preview(shown, compose(shown, self._painting(shown, WIDTH)))

        return self._whole_or_placeholder(design, {"preview": 1}, form, draw)

    def sketch(self, design: CardDesign) -> tuple[bytes, bool]:
        """A small WebP of what nobody may ever want again, so it is not kept; and whether a stand-in was used."""
        try:
            painting, stands_in = self._painting(design, round(Size.LIST.value * _SCENE_SHARE)), False
        except DomainError:
            plain = replace(design, picture="")
            painting, stands_in = self._painting(plain, round(Size.LIST.value * _SCENE_SHARE)), True
        height = round(Size.LIST.value * CARD_HEIGHT / CARD_WIDTH)
        small = compose(design, painting).resize((Size.LIST.value, height), Image.Resampling.LANCZOS)
        return encoded(small, Form.WEBP), stands_in

    def print_page(self, design: CardDesign) -> bytes:
        """The card as a PDF for the printer; never with a picture that stands in for another.

        Raises: ContentMissing, ContentForeign, StoreUnavailable.
        """
        return print_page(compose(design, self._painting(design, WIDTH)))

    def scene(self, scene: str, seed: int, size: Size, form: Form) -> Picture:
        """The scene without a frame, for the head of a page."""
        named = {"scene": scene, "seed": seed, "size": size.value}
        return self._kept(named, form, lambda: self._scene_drawing(scene, seed, min(size.value, WIDTH)))

    def upload(self, cid: str, size: Size, form: Form) -> Picture:
        """An uploaded picture as it is, no wider and no higher than `size`.

        Raises: ContentMissing, ContentForeign, StoreUnavailable.
        """
        return self._kept({"upload": cid, "size": size.value}, form, lambda: self._smaller(cid, size.value))

    def forget_upload(self, cid: str) -> None:
        """Delete what was kept of an uploaded picture shown as it is."""
        for size in Size:
            for form in Form:
                self._place({"upload": cid, "size": size.value}, form)[0].unlink(missing_ok=True)

    def _smaller(self, cid: str, most: int) -> Image.Image:
        with Image.open(io.BytesIO(self._read(cid)), formats=("WEBP",)) as found:
            small = found.convert("RGB")
        small.thumbnail((most, most), Image.Resampling.LANCZOS)
        return small

    def _painting(self, design: CardDesign, width: int) -> Image.Image:
        if design.picture or design.is_cloth:
            return paint(design, width, self._read)
        return self._scene_drawing(design.scene, design.seed, width)

    def _scene_drawing(self, scene: str, seed: int, width: int) -> Image.Image:
        named: dict[str, object] = {"drawing": scene, "seed": seed, "width": width}
        kept = self._kept(named, Form.PNG, lambda: draw_scene(scene, seed, width))
        with Image.open(kept.path) as found:
            return found.convert("RGB")

    def _whole_or_placeholder(
        self, design: CardDesign, named: dict[str, object], form: Form, draw: Callable[[CardDesign], Image.Image]
    ) -> Picture:
        """With its own picture, else with the scene in its place, kept under the name of a card that has the scene."""
        try:
            return self._kept({"card": asdict(design), **named}, form, lambda: draw(design))
        except DomainError:
            if not design.picture:
                raise
            plain = replace(design, picture="")
            kept = self._kept({"card": asdict(plain), **named}, form, lambda: draw(plain))
            return replace(kept, is_placeholder=True)

    def _kept(self, named: dict[str, object], form: Form, draw: Callable[[], Image.Image]) -> Picture:
        path, digest = self._place(named, form)
        if not path.is_file():
            write_whole(path, encoded(draw(), form))
        return Picture(path, digest, form)

    def _place(self, named: dict[str, object], form: Form) -> tuple[Path, str]:
        words = json.dumps({**named, "form": form.value, "drawings": DRAWINGS}, sort_keys=True)
        digest = hashlib.sha256(words.encode()).hexdigest()[:32]
        return self._folder / digest[:2] / f"{digest}.{form.value}", digest


def write_whole(path: Path, content: bytes) -> None:
    """Whole or not at all: two processes may draw the same picture at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "wb") as part:
        part.write(content)
    written = Path(name)
    written.chmod(0o644)
    written.replace(path)
