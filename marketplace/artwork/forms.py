"""In which file a drawing is given away. No form keeps a time, a program's name or any other word about its making."""

from __future__ import annotations

import io
from enum import Enum

from PIL import Image, features

from marketplace.artwork.cid import MOST_BYTES


class Form(Enum):
    PNG = "png"
    WEBP = "webp"
    AVIF = "avif"
    JPEG = "jpg"

    @property
    def content_type(self) -> str:
        return "image/jpeg" if self is Form.JPEG else f"image/{self.value}"

    @property
    def is_available(self) -> bool:
        """Pillow may have been built without some of them."""
        return self in (Form.PNG, Form.JPEG) or bool(features.check(self.value))


def encoded(image: Image.Image, form: Form) -> bytes:
    """The same picture always gives the same bytes, on one version of Pillow and its libraries."""
    buffer = io.BytesIO()
    if form is Form.WEBP:
        image.save(buffer, "WEBP", quality=86, method=2)
    elif form is Form.AVIF:
        # One thread: with several, what comes out depends on how they meet.
        image.save(buffer, "AVIF", quality=68, speed=8, max_threads=1)
    elif form is Form.JPEG:
        image.save(buffer, "JPEG", quality=88, optimize=True)
    else:
        image.save(buffer, "PNG", compress_level=6)
    return buffer.getvalue()


def encoded_block(image: Image.Image) -> bytes:
    """A WebP that fits one block of a store of contents: a photograph full of grain is kept a little coarser."""
    content = encoded(image, Form.WEBP)
    for quality in (72, 55, 35):
        if len(content) <= MOST_BYTES:
            break
        buffer = io.BytesIO()
        image.save(buffer, "WEBP", quality=quality, method=2)
        content = buffer.getvalue()
    return content
