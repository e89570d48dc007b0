"""Sheets of paper cards: ten of 91 × 55 mm, the size of a business card, on A4 with marks to cut along, and a page for
the back of each sheet, mirrored for printing on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fpdf import FPDF

from app.papers.pieces import FONT, add_fonts, qr_picture
from chain.units import Points
from points.models.card_number import shown_card_number

PER_SHEET = 10
_COLUMNS, _ROWS = 2, 5
_WIDTH, _HEIGHT = 91.0, 55.0
_LEFT, _TOP = (210 - _COLUMNS * _WIDTH) / 2, (297 - _ROWS * _HEIGHT) / 2
_INK, _QUIET, _ACCENT = (26, 26, 26), (80, 80, 80), (0, 23, 193)
_QR_SIZE = 33.0


@dataclass(frozen=True, slots=True)
class CardFace:
    number: str
    address: str  # what the QR holds


@dataclass(frozen=True, slots=True)
class CardSheetWords:
    """What stands on each card besides its number; in Japanese, with a line in English."""

    town_ja: str
    town_en: str
    phone: str
    pin_above: Points


def draw_card_sheets(faces: Sequence[CardFace], words: CardSheetWords) -> bytes:
    """The PDF: a page of fronts and its page of backs for each ten cards."""
    paper = _Paper()
    for start in range(0, len(faces), PER_SHEET):
        sheet = faces[start : start + PER_SHEET]
        paper.add_page()
        paper.cut_marks()
        for place, face in enumerate(sheet):
            paper.front(*_corner(place), face, words)
        paper.add_page()
        paper.cut_marks()
        for place in range(len(sheet)):
            paper.back(*_corner(place, is_mirrored=True), words)
    return bytes(paper.output())


def _corner(place: int, *, is_mirrored: bool = False) -> tuple[float, float]:
    row, column = divmod(place, _COLUMNS)
    if is_mirrored:
        column = _COLUMNS - 1 - column
    return _LEFT + column * _WIDTH, _TOP + row * _HEIGHT


class _Paper(FPDF):
    def __init__(self) -> None:
        super().__init__(format="A4")
        self.set_auto_page_break(False)
        self.set_margin(0)
        self.c_margin = 0
        add_fonts(self)
        self.set_title("紙カード Paper cards")
        self.set_lang("ja")
        self.set_creator("Musubi")

    def cut_marks(self) -> None:
        """Short lines in the margin only, so that a card cut a little off shows none."""
        self.set_draw_color(120, 120, 120)
        self.set_line_width(0.1)
        right, bottom = _LEFT + _COLUMNS * _WIDTH, _TOP + _ROWS * _HEIGHT
        for column in range(_COLUMNS + 1):
            x = _LEFT + column * _WIDTH
            self.line(x, _TOP - 7, x, _TOP - 2)
            self.line(x, bottom + 2, x, bottom + 7)
        for row in range(_ROWS + 1):
            y = _TOP + row * _HEIGHT
            self.line(_LEFT - 7, y, _LEFT - 2, y)
            self.line(right + 2, y, right + 7, y)

    def front(self, x: float, y: float, face: CardFace, words: CardSheetWords) -> None:
        self.set_fill_color(*_ACCENT)
        self.rect(x + 5, y + 5, 2, 11, style="F")
        self._text(x + 9, y + 4.2, 45, words.town_ja, 12, "B")
        self._text(x + 9, y + 10.6, 45, "地域ポイントカード", 9.5, "B")
        self._text(x + 5, y + 20, 46, "お会計のときに、お店の人へ", 8.5)
        self._text(x + 5, y + 24.6, 46, "お見せください。", 8.5)
        self._text(x + 5, y + 30, 46, "Show this at the till to pay with points.", 5.8, colour=_QUIET)
        self._text(x + 5, y + 37, 46, "カード番号  Card number", 6.5, colour=_QUIET)
        self._text(x + 5, y + 40.4, 46, shown_card_number(face.number), 14, "B")
        self.image(qr_picture(face.address), x + _WIDTH - 5 - _QR_SIZE, y + 8, _QR_SIZE, _QR_SIZE)
        self._text(x + _WIDTH - 5 - _QR_SIZE, y + 42.5, _QR_SIZE, "折ったり汚したりしないでください", 5.6, align="C")

    def back(self, x: float, y: float, words: CardSheetWords) -> None:
        above = f"{int(words.pin_above):,}"
        self._text(x + 5, y + 4, 81, "このカードの使い方", 12, "B")
        lines = (
            "1. お店でこのカードを見せます。スマートフォンはいりません。",
            f"2. {above}ポイントをこえるお支払いは、4けたの暗証番号を入れます。",
            "3. 暗証番号をカードに書かないでください。",
            "4. 残高は、お店・窓口か、QRコードのページで確かめられます。",
        )
        for line, words_ja in enumerate(lines):
            self._text(x + 5, y + 12 + line * 5.4, 81, words_ja, 7.8)
        self.set_fill_color(238, 241, 250)
        self.rect(x + 5, y + 34.6, 81, 10.4, style="F")
        self._text(x + 7, y + 35.4, 77, "なくしたとき・困ったとき（すぐにカードを止めます）", 7.4, "B")
        called = words.phone or "役所の窓口へ"
        self._text(x + 7, y + 39.6, 77, f"{words.town_ja}　{called}", 8.6, "B")
        lost = f"Lost? Call {words.phone or 'the town hall'}."
        english = f"{words.town_en}: pays in shops without a phone. PIN above {above} pt. {lost}"
        self._text(x + 5, y + 47, 81, english, 5.8, colour=_QUIET)

    def _text(
        self,
        x: float,
        y: float,
        width: float,
        text: str,
        size: float,
        style: str = "",
        colour: tuple[int, int, int] = _INK,
        align: str = "L",
    ) -> None:
        """One line, made smaller where it would not fit."""
        self.set_text_color(*colour)
        self.set_font(FONT, style, size)
        needed = self.get_string_width(text)
        if needed > width:
            self.set_font(FONT, style, size * width / needed)
        self.set_xy(x, y)
        self.cell(width, size * 0.48, text, align=align)
