"""The poster of a shop's QR code (お店のポスター): whom one pays, how in three pictures, and which points are taken.

Drawn for A4; on A5 everything is smaller alike. In Japanese and English, whatever language the reader of the page has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from fpdf import FPDF

from app.papers.pieces import FONT, add_fonts, qr_picture

Colour = tuple[int, int, int]

_MILLIMETRE = 72 / 25.4  # in points
_WIDTH, _MARGIN = 210.0, 16.0  # of A4; what follows is placed in its millimetres
_INNER = _WIDTH - 2 * _MARGIN
_INK, _QUIET, _PAPER = (26, 26, 26), (80, 80, 80), (255, 255, 255)
_QR, _QR_TOP = 104.0, 84.0
_STEPS_TOP, _STEP_WIDTH = 205.0, _INNER / 3
_STEPS = (
    ("カメラで読み取る", "Scan with your phone"),
    ("金額を入れる", "Enter the amount"),
    ("スタンプを押す", "Press the stamp"),
)
_MOST_NAMES = 4


class PaperSize(StrEnum):
    A4 = "a4"
    A5 = "a5"

    @property
    def millimetres(self) -> tuple[float, float]:
        return (210.0, 297.0) if self is PaperSize.A4 else (148.0, 210.0)


@dataclass(frozen=True, slots=True)
class Name:
    ja: str
    en: str

    @property
    def shown_en(self) -> str:
        """Empty where it would only say the same again."""
        return "" if self.en == self.ja else self.en


@dataclass(frozen=True, slots=True)
class Poster:
    """`address`: what the QR holds. `colour`: of the town, dark enough for white words."""

    shop: Name
    town: Name
    address: str
    colour: Colour
    programs: tuple[Name, ...]


def draw_posters(posters: Sequence[Poster], size: PaperSize) -> bytes:
    """The PDF, a page a shop."""
    paper = _Paper(size)
    for poster in posters:
        paper.add_page()
        paper.head(poster)
        paper.code(poster)
        paper.steps(poster.colour)
        paper.points(poster)
    return bytes(paper.output())


class _Paper(FPDF):
    """Its unit is a millimetre of A4, whatever the paper's size is."""

    def __init__(self, size: PaperSize) -> None:
        width, height = size.millimetres
        self.shrunk = width / _WIDTH
        super().__init__(unit=_MILLIMETRE * self.shrunk, format=(_WIDTH, height / self.shrunk))
        self.set_auto_page_break(False)
        self.set_margin(0)
        self.c_margin = 0
        add_fonts(self)
        self.set_title("お店のQRコード Pay with points")
        self.set_lang("ja")
        self.set_creator("Musubi")

    def head(self, poster: Poster) -> None:
        self.set_fill_color(*poster.colour)
        self.rect(0, 0, _WIDTH, 30, style="F")
        self._text(_MARGIN, 7.5, 118, poster.town.ja, 24, "B", _PAPER)
        self._text(_MARGIN, 19.5, 118, poster.town.shown_en, 11, colour=_PAPER)
        self._text(_WIDTH - _MARGIN - 60, 9.5, 60, "地域ポイント", 17, "B", _PAPER, "R")
        self._text(_WIDTH - _MARGIN - 60, 19.5, 60, "Regional points", 11, colour=_PAPER, align="R")
        self._text(_MARGIN, 36, _INNER, "スマホのポイントで払えます", 22, "B", poster.colour, "C")
        self._text(_MARGIN, 47, _INNER, "Pay with points on your phone", 12, colour=_QUIET, align="C")
        self._text(_MARGIN, 57, _INNER, poster.shop.ja, 32, "B", align="C")
        self._text(_MARGIN, 74, _INNER, poster.shop.shown_en, 13, colour=_QUIET, align="C")

    def code(self, poster: Poster) -> None:
        left = (_WIDTH - _QR) / 2
        self.set_draw_color(*poster.colour)
        self.set_line_width(1.6)
        self.image(qr_picture(poster.address, dots_each=12, border=4), left + 1, _QR_TOP + 1, _QR - 2, _QR - 2)
        self.rect(left, _QR_TOP, _QR, _QR, round_corners=True, corner_radius=5)
        self._text(_MARGIN, _QR_TOP + _QR + 4, _INNER, poster.address, 9, colour=_QUIET, align="C")

    def steps(self, colour: Colour) -> None:
        drawings = (self._scan, self._amount, self._stamp)
        for place, ((ja, en), draw) in enumerate(zip(_STEPS, drawings, strict=True)):
            left = _MARGIN + place * _STEP_WIDTH
            self._phone(left + _STEP_WIDTH / 2 - 10, _STEPS_TOP)
            draw(left + _STEP_WIDTH / 2 - 10, _STEPS_TOP, colour)
            self.set_fill_color(*colour)
            self.circle(left + 13, _STEPS_TOP + 4.5, 4.5, style="F")
            self._text(left + 8.5, _STEPS_TOP + 1.4, 9, str(place + 1), 14, "B", _PAPER, "C")
            self._text(left + 1, _STEPS_TOP + 37.5, _STEP_WIDTH - 2, ja, 15, "B", align="C")
            self._text(left + 1, _STEPS_TOP + 45.2, _STEP_WIDTH - 2, en, 9.5, colour=_QUIET, align="C")

    def points(self, poster: Poster) -> None:
        top = _STEPS_TOP + 55
        self.set_fill_color(243, 244, 248)
        self.rect(_MARGIN, top, _INNER, 25, style="F", round_corners=True, corner_radius=3)
        self._text(_MARGIN + 5, top + 3, _INNER - 10, "このお店で使えるポイント　Points accepted here", 10, "B")
        shown, left_out = poster.programs[:_MOST_NAMES], len(poster.programs) - _MOST_NAMES
        more = f"　ほか{left_out}" if left_out > 0 else ""
        ja = "・".join(name.ja for name in shown) + more if shown else "自治体のお知らせをごらんください"
        en = ", ".join(name.en or name.ja for name in shown) if shown else "Please see what the town announces"
        self._text(_MARGIN + 5, top + 9.6, _INNER - 10, ja, 15, "B", poster.colour)
        self._text(_MARGIN + 5, top + 17.8, _INNER - 10, en, 9.5, colour=_QUIET)

    def _phone(self, x: float, y: float) -> None:
        """20 × 35; its screen is white."""
        self.set_fill_color(*_INK)
        self.rect(x, y, 20, 35, style="F", round_corners=True, corner_radius=3)
        self.set_fill_color(*_PAPER)
        self.rect(x + 1.5, y + 3, 17, 29, style="F", round_corners=True, corner_radius=1)

    def _scan(self, x: float, y: float, colour: Colour) -> None:
        """A frame of corners around the three eyes of a QR code."""
        self.set_draw_color(*colour)
        self.set_line_width(1)
        left, top, side, arm = x + 3.4, y + 10.5, 13.2, 3.4
        for corner_x, way_x in ((left, 1), (left + side, -1)):
            for corner_y, way_y in ((top, 1), (top + side, -1)):
                self.line(corner_x, corner_y, corner_x + way_x * arm, corner_y)
                self.line(corner_x, corner_y, corner_x, corner_y + way_y * arm)
        self.set_draw_color(*_INK)
        self.set_fill_color(*_INK)
        self.set_line_width(0.7)
        for eye_x, eye_y in ((left + 2.4, top + 2.4), (left + 7.3, top + 2.4), (left + 2.4, top + 7.3)):
            self.rect(eye_x, eye_y, 3.4, 3.4)
            self.rect(eye_x + 1.2, eye_y + 1.2, 1, 1, style="F")
        for dot_x, dot_y in ((7.1, 7.1), (9.7, 8.4), (7.1, 9.7), (9.7, 6.4)):
            self.rect(left + dot_x, top + dot_y, 1.2, 1.2, style="F")

    def _amount(self, x: float, y: float, colour: Colour) -> None:
        """Figures above a keypad."""
        self._text(x + 2, y + 6, 16, "500", 15, "B", colour, "C")
        self.set_fill_color(205, 208, 218)
        for row in range(4):
            for column in range(3):
                left, top = x + 3.1 + column * 4.8, y + 14 + row * 4.3
                self.rect(left, top, 4.2, 3.4, style="F", round_corners=True, corner_radius=0.8)

    def _stamp(self, x: float, y: float, colour: Colour) -> None:
        """A round seal with a tick."""
        self.set_fill_color(*colour)
        self.circle(x + 10, y + 17.5, 6.6, style="F")
        self.set_draw_color(*_PAPER)
        self.set_line_width(1.5)
        self.polyline([(x + 6.7, y + 17.8), (x + 9.2, y + 20.3), (x + 13.6, y + 15)])

    def _text(
        self,
        x: float,
        y: float,
        width: float,
        text: str,
        size: float,
        style: str = "",
        colour: Colour = _INK,
        align: str = "L",
    ) -> None:
        """One line, made smaller where it would not fit."""
        self.set_text_color(*colour)
        self.set_font(FONT, style, size * self.shrunk)
        needed = self.get_string_width(text)
        if needed > width:
            self.set_font(FONT, style, size * self.shrunk * width / needed)
        self.set_xy(x, y)
        self.cell(width, size * 0.48, text, align=align)
