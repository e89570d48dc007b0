"""The picture inside a card's frame: an upload, the town's pattern as cloth, or a scene."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image

from marketplace.artwork.cards import CardDesign, cropped, draw_cloth, draw_scene
from marketplace.artwork.scenes import HEIGHT, WIDTH
from marketplace.errors import ContentForeign

Read = Callable[[str], bytes]  # the content of a name


def paint(design: CardDesign, width: int, read: Read) -> Image.Image:
    """`width` pixels wide. Does not fall back to anything.

    Raises: ContentMissing, ContentForeign (also when it is no picture), StoreUnavailable.
    """
    if design.picture:
        return _uploaded(design.picture, read(design.picture), width)
    if design.is_cloth:
        return draw_cloth(design, width)
    return draw_scene(design.scene, design.seed, width)


def _uploaded(cid: str, content: bytes, width: int) -> Image.Image:
    try:
        with Image.open(io.BytesIO(content), formats=("WEBP",)) as found:
            picture = cropped(found)
    except Exception as error:  # a decoder may raise anything over a foreign file
        raise ContentForeign(cid) from error
    size = (width, round(width * HEIGHT / WIDTH))
    return picture if width == WIDTH else picture.resize(size, Image.Resampling.LANCZOS)
