"""A card for the printer: one page at 300 dots an inch with 3 mm of bleed and crop marks, the same bytes each time.

Source: ISO 32000-1 (PDF 1.7), 14.11.2 for the boxes. Leaves out colour separation: the picture is RGB.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from PIL import Image

from marketplace.artwork.forms import Form, encoded

DOTS_PER_INCH = 300
BLEED = 36  # dots: 3.05 mm
_EDGE = 18  # dots at each edge of a card that show nothing but its pattern
_MARGIN = 72  # dots around the bleed, for the crop marks
_POINTS_PER_DOT = 72 / DOTS_PER_INCH


def print_page(card: Image.Image) -> bytes:
    """The PDF of one card of full size: 1200 × 1680 dots are 101.6 × 142.2 mm after the cut."""
    picture = with_bleed(card)
    wide, tall = picture.width + 2 * _MARGIN, picture.height + 2 * _MARGIN
    bleed = (_MARGIN, _MARGIN, wide - _MARGIN, tall - _MARGIN)
    trim = (bleed[0] + BLEED, bleed[1] + BLEED, bleed[2] - BLEED, bleed[3] - BLEED)
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox {_box((0, 0, wide, tall))} /BleedBox {_box(bleed)} "
        f"/TrimBox {_box(trim)} /Resources << /XObject << /Card 5 0 R >> >> /Contents 4 0 R >>"
    )
    place = f"{_points(picture.width)} 0 0 {_points(picture.height)} {_points(_MARGIN)} {_points(_MARGIN)} cm"
    drawing = f"q {place} /Card Do Q\n0.25 w\n" + "".join(_crop_marks(trim))
    return _file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page.encode(),
            _stream("", drawing.encode()),
            _picture(picture),
        ]
    )


def with_bleed(card: Image.Image) -> Image.Image:
    """The card with its pattern going on beyond the cut, so that a cut a little off shows no white."""
    wide, tall = card.width + 2 * BLEED, card.height + 2 * BLEED
    page = Image.new("RGB", (wide, tall))
    page.paste(card, (BLEED, BLEED))
    upside_down, mirrored = Image.Transpose.FLIP_TOP_BOTTOM, Image.Transpose.FLIP_LEFT_RIGHT
    for at in range(BLEED, 0, -_EDGE):
        page.paste(page.crop((0, at, wide, at + _EDGE)).transpose(upside_down), (0, at - _EDGE))
        page.paste(page.crop((0, tall - at - _EDGE, wide, tall - at)).transpose(upside_down), (0, tall - at))
    for at in range(BLEED, 0, -_EDGE):
        page.paste(page.crop((at, 0, at + _EDGE, tall)).transpose(mirrored), (at - _EDGE, 0))
        page.paste(page.crop((wide - at - _EDGE, 0, wide - at, tall)).transpose(mirrored), (wide - at, 0))
    return page


def _crop_marks(trim: tuple[int, int, int, int]) -> Iterator[str]:
    """Two short lines at each corner, outside the bleed."""
    left, bottom, right, top = trim
    near, far = BLEED + 6, BLEED + _MARGIN - 6
    for x, away in ((left, -1), (right, 1)):
        for y in (bottom, top):
            yield _line(x + away * near, y, x + away * far, y)
    for y, away in ((bottom, -1), (top, 1)):
        for x in (left, right):
            yield _line(x, y + away * near, x, y + away * far)


def _line(x: int, y: int, to_x: int, to_y: int) -> str:
    return f"{_points(x)} {_points(y)} m {_points(to_x)} {_points(to_y)} l S\n"


def _picture(picture: Image.Image) -> bytes:
    """The pixels as a PNG has them: PDF knows that compression and its predictors."""
    head = (
        f"/Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} /ColorSpace /DeviceRGB "
        f"/BitsPerComponent 8 /Filter /FlateDecode "
        f"/DecodeParms << /Predictor 15 /Colors 3 /BitsPerComponent 8 /Columns {picture.width} >> "
    )
    return _stream(head, b"".join(_pixels(encoded(picture, Form.PNG))))


def _pixels(png: bytes) -> Iterator[bytes]:
    at = 8
    while at < len(png):
        length, name = struct.unpack(">I4s", png[at : at + 8])
        if name == b"IDAT":
            yield png[at + 8 : at + 8 + length]
        at += length + 12


def _stream(head: str, body: bytes) -> bytes:
    return f"<< {head}/Length {len(body)} >>\nstream\n".encode() + body + b"\nendstream"


def _file(objects: list[bytes]) -> bytes:
    written = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(written)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    written += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(written)


def _points(dots: int) -> str:
    return f"{dots * _POINTS_PER_DOT:.2f}"


def _box(dots: tuple[int, int, int, int]) -> str:
    return "[" + " ".join(_points(side) for side in dots) + "]"
