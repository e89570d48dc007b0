"""What papers have in common: the typeface (BIZ UDPGothic, made to be read easily) and QR codes as pictures."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import segno
from fpdf import FPDF
from fpdf.fonts import TTFFont
from PIL import Image

FONT = "BIZ UDPGothic"
_FOLDER = Path(__file__).parents[2] / "node_modules" / "@expo-google-fonts" / "biz-udpgothic"


def add_fonts(paper: FPDF) -> None:
    for style, weight in (("", "400Regular"), ("B", "700Bold")):
        paper.add_font(FONT, style, str(_FOLDER / weight / f"BIZUDPGothic_{weight}.ttf"))


def demonstration_mark(paper: FPDF) -> None:
    """Behind what is written next: this paper of a demonstration proves nothing."""
    words, size = "見本 DEMONSTRATION", 40
    paper.set_font(FONT, "B", size)
    paper.set_text_color(222, 226, 234)
    width = paper.get_string_width(words)
    with paper.rotation(32, paper.w / 2, paper.h / 2):
        paper.text((paper.w - width) / 2, paper.h / 2 + size * 0.12, words)


@cache
def _signs() -> frozenset[int]:
    paper = FPDF()
    add_fonts(paper)
    faces = [face for face in paper.fonts.values() if isinstance(face, TTFFont)]
    signs = frozenset(faces[0].cmap)
    for face in faces:
        face.close()
    return signs


def unprintable(text: str) -> str:
    """The signs that the typeface does not have; on a paper they would be blank."""
    return "".join(dict.fromkeys(sign for sign in text if ord(sign) not in _signs()))


def qr_picture(address: str, *, dots_each: int = 8, border: int = 2) -> Image.Image:
    """`dots_each`: of the picture for a module of the code; more stay sharp on a larger print."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="png", scale=dots_each, border=border)
    return Image.open(out)
