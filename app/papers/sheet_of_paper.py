"""A4 pages in BIZ UDPGothic, a typeface made to be read easily; text, pairs and tables with figures set right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from fpdf import FPDF
from fpdf.enums import Align, TableBordersLayout
from fpdf.fonts import FontFace

from app.papers.pieces import FONT, add_fonts

_INK, _QUIET, _LINE, _SHADE = (26, 26, 26), (90, 90, 90), (190, 190, 190), (240, 242, 246)

Row = Sequence[str]


class Paper(FPDF):
    """`footer_words` stand at the bottom of each page, with its number."""

    def __init__(self, title: str, language: str, footer_words: str) -> None:
        super().__init__(format="A4")
        self.footer_words = footer_words
        self.set_margins(18, 16, 18)
        self.set_auto_page_break(True, 20)
        add_fonts(self)
        self.set_title(title)
        self.set_lang(language)
        self.set_creator("Musubi")
        self.set_text_color(*_INK)
        self.set_draw_color(*_LINE)

    def footer(self) -> None:
        self.set_y(-14)
        self.set_font(FONT, size=7.5)
        self.set_text_color(*_QUIET)
        self.cell(0, 5, self.footer_words, align=Align.L)
        self.cell(0, 5, str(self.page_no()), align=Align.R)
        self.set_text_color(*_INK)

    def words(self, text: str, *, size: float = 9.5, bold: bool = False, quiet: bool = False, gap: float = 0) -> None:
        """A paragraph over the page's width."""
        self.set_font(FONT, "B" if bold else "", size)
        if quiet:
            self.set_text_color(*_QUIET)
        self.multi_cell(0, size * 0.58, text, new_x="LMARGIN", new_y="NEXT")
        self.set_text_color(*_INK)
        self.ln(gap)

    def figure(self, label: str, amount: str) -> None:
        """The one figure that matters, large in a shaded band."""
        self.set_fill_color(*_SHADE)
        self.set_font(FONT, "B", 12)
        self.cell(70, 15, f"  {label}", fill=True)
        self.set_font(FONT, "B", 20)
        self.cell(0, 15, f"{amount}  ", fill=True, align=Align.R, new_x="LMARGIN", new_y="NEXT")
        self.ln(4)

    def pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        for label, value in pairs:
            self.set_font(FONT, size=9)
            self.set_text_color(*_QUIET)
            self.cell(42, 6, label)
            self.set_text_color(*_INK)
            self.multi_cell(0, 6, value, new_x="LMARGIN", new_y="NEXT")
        self.ln(3)

    def rows(self, heading: Row, rows: Sequence[Row], widths: Sequence[int], numbers: Sequence[int]) -> None:
        """A table; `numbers` are the columns of figures. Its heading stands on every page it runs over."""
        self.set_font(FONT, size=8.5)
        align = [Align.R if column in numbers else Align.L for column in range(len(heading))]
        style = FontFace(emphasis="BOLD", fill_color=_SHADE)
        layout: dict[str, Any] = {"borders_layout": TableBordersLayout.HORIZONTAL_LINES, "line_height": 5.6}
        with self.table(col_widths=tuple(widths), text_align=tuple(align), headings_style=style, **layout) as table:
            for values in (heading, *rows):
                table.row(list(values))
        self.ln(4)

    def done(self) -> bytes:
        return bytes(self.output())


def nothing() -> str:
    return str(_("ありません"))
