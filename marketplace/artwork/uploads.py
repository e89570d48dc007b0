"""A picture that somebody sent: looked at by its content, drawn anew, and kept without anything but its pixels.

Leaves out what the picture shows; people look at that.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps

from marketplace.artwork.cid import MOST_BYTES, cid_of
from marketplace.errors import PictureRefused

MOST_UPLOAD_BYTES = 8_000_000
MOST_PIXELS = 50_000_000
LEAST_SIDE, KEPT_SIDE = 300, 2_400  # pixels
_LONGEST_SIDE = 16_000
_QUALITIES = (90, 82, 72, 60, 45)
_MARKUP = re.compile(rb"<(?:\?xml|!DOCTYPE\s+svg|svg|[a-z]+:svg)", re.IGNORECASE)
_SVG = re.compile(rb"<(?:[a-z]+:)?svg[\s>/]|<!DOCTYPE\s+svg", re.IGNORECASE)
_SRGB = ImageCms.createProfile("sRGB")


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """A WebP of at most `MOST_BYTES`: only pixels, upright, in sRGB; its name is that of its bytes."""

    cid: str
    content: bytes
    width: int
    height: int


def read_upload(raw: bytes) -> KeptPicture:
    """The picture as it is kept; the same upload always gives the same bytes.

    Raises: PictureRefused (empty, too_heavy, svg, heic, gif, not_a_picture, animated, too_many_pixels, too_small,
    broken).
    """
    if not raw:
        raise PictureRefused("empty")
    if len(raw) > MOST_UPLOAD_BYTES:
        raise PictureRefused("too_heavy", most=MOST_UPLOAD_BYTES // 1_000_000)
    kind = _kind(raw)
    try:
        picture = _decoded(raw, kind)
    except PictureRefused:
        raise
    except Image.DecompressionBombError:
        raise PictureRefused("too_many_pixels", most=MOST_PIXELS // 1_000_000) from None
    except Exception:  # noqa: BLE001 - a decoder may raise anything over a hostile file
        raise PictureRefused("broken") from None
    return _kept(picture)


def _kind(raw: bytes) -> str:
    """The format by the first bytes, whatever the file is called."""
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if raw.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        return "WEBP"
    if raw[4:8] == b"ftyp":
        return _kind_in_container(raw[8:12])
    if raw.startswith((b"GIF87a", b"GIF89a")):
        raise PictureRefused("gif")
    head = raw[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if _MARKUP.match(head) or _SVG.search(head) or raw.startswith(b"\x1f\x8b"):  # or a packed one, .svgz
        raise PictureRefused("svg")
    raise PictureRefused("not_a_picture")


def _kind_in_container(brand: bytes) -> str:
    if brand == b"avif":
        return "AVIF"
    if brand == b"avis":
        raise PictureRefused("animated")
    raise PictureRefused("heic" if brand in (b"heic", b"heix", b"mif1", b"hevc") else "not_a_picture")


def _decoded(raw: bytes, kind: str) -> Image.Image:
    """The pixels. Its measures are read before any of them is."""
    with Image.open(io.BytesIO(raw), formats=(kind,)) as found:
        width, height = found.size
        if width * height > MOST_PIXELS or max(width, height) > _LONGEST_SIDE:
            raise PictureRefused("too_many_pixels", most=MOST_PIXELS // 1_000_000)
        if min(width, height) < LEAST_SIDE:
            raise PictureRefused("too_small", least=LEAST_SIDE)
        # A JPEG may carry more pictures behind the first (phones do so); only the first is taken.
        if kind != "JPEG" and getattr(found, "n_frames", 1) > 1:
            raise PictureRefused("animated")
        found.verify()
    with Image.open(io.BytesIO(raw), formats=(kind,)) as found:
        found.draft("RGB", (KEPT_SIDE, KEPT_SIDE))  # a JPEG is read smaller where it may be
        found.load()
        return _plain(ImageOps.exif_transpose(found))


def _plain(picture: Image.Image) -> Image.Image:
    """Three channels of sRGB on white, of the size that is kept, and nothing besides."""
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):  # 16 bits a sample
        picture = picture.convert("I").point([v >> 8 for v in range(65_536)], "L")
    if picture.mode in ("P", "PA", "LA", "La", "RGBA", "RGBa") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        picture.thumbnail((KEPT_SIDE, KEPT_SIDE), Image.Resampling.LANCZOS)
        white = Image.new("RGBA", picture.size, "#ffffff")
        picture = Image.alpha_composite(white, picture).convert("RGB")
    picture.thumbnail((KEPT_SIDE, KEPT_SIDE), Image.Resampling.LANCZOS)
    picture = _in_srgb(picture, profile).convert("RGB")
    return Image.frombytes("RGB", picture.size, picture.tobytes())


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours as their profile means them; a profile that cannot be read is as good as none."""
    if not profile:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB") or picture
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture


def _kept(picture: Image.Image) -> KeptPicture:
    """In the best quality that fits one block of the store; what never fits is made smaller."""
    while True:
        for quality in _QUALITIES:
            buffer = io.BytesIO()
            picture.save(buffer, "WEBP", quality=quality, method=4)
            content = buffer.getvalue()
            if len(content) <= MOST_BYTES:
                return KeptPicture(cid_of(content), content, *picture.size)
        picture = picture.resize((picture.width * 2 // 3, picture.height * 2 // 3), Image.Resampling.LANCZOS)
