"""The certificate of a name (記名証): one page across, in Japanese and English, with a code that leads to the page that
shows whether it still holds."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date
from fpdf import FPDF
from fpdf.enums import Align

from app.papers.pieces import FONT, add_fonts, demonstration_mark, qr_picture
from chain.clock import business_date
from marketplace.models.auctions import NameProposal
from marketplace.queries.auctions.names import NamingView

_INK, _QUIET, _GOLD = (26, 26, 26), (90, 90, 90), (138, 100, 20)
_WIDTH, _HEIGHT, _MARGIN = 297, 210, 12
_WIDEST_NAME = 235.0  # millimetres


def certificate_pdf(view: NamingView, name: NameProposal, address: str, *, is_demonstration: bool = False) -> bytes:
    """`address`: of the public page that shows the name."""
    paper = FPDF(orientation="landscape", format="A4")
    paper.set_auto_page_break(False)
    add_fonts(paper)
    paper.set_title(f"記名証 {name.name_ja}")
    paper.set_lang("ja")
    paper.set_creator("Musubi")
    paper.add_page()
    if is_demonstration:
        demonstration_mark(paper)
    _frame(paper)
    _words(paper, view, name)
    _foot(paper, view, address)
    return bytes(paper.output())


def _frame(paper: FPDF) -> None:
    paper.set_draw_color(*_GOLD)
    for gap, width in ((0.0, 1.2), (2.6, 0.3)):
        paper.set_line_width(width)
        edge = _MARGIN + gap
        paper.rect(edge, edge, _WIDTH - 2 * edge, _HEIGHT - 2 * edge)


def _words(paper: FPDF, view: NamingView, name: NameProposal) -> None:
    town, detail = view.auction.collection.town, view.auction.detail
    _line(paper, 30, "記　名　証", 26, bold=True, colour=_GOLD)
    _line(paper, 42, "Certificate of Naming", 12, colour=_QUIET)
    _line(paper, 58, f"{town.prefecture_ja}{town.name_ja}　{detail.property_ja}", 13)
    english = ", ".join(words for words in (detail.property_en, town.name_en, town.prefecture_en) if words)
    _line(paper, 65, english, 10, colour=_QUIET)
    _line(paper, 84, name.name_ja, 40, bold=True)
    _line(paper, 98, name.kana, 11, colour=_QUIET)
    _line(paper, 108, name.name_en, 18)
    if name.credit:
        _line(paper, 122, f"命名　{name.credit}", 13)
    first, last = detail.first_day, detail.last_day
    _line(paper, 136, f"{_japanese(first)}から{_japanese(last)}まで、この名前を掲げます。", 12)
    _line(paper, 143, f"Shown from {_english(first)} through {_english(last)}.", 10, colour=_QUIET)
    if name.reviewed_at is not None:
        approved = business_date(name.reviewed_at)
        _line(paper, 156, f"{_japanese(approved)}　{town.name_ja}　承認", 12)
        _line(paper, 163, f"Approved by {town.name_en} on {_english(approved)}", 10, colour=_QUIET)


def _foot(paper: FPDF, view: NamingView, address: str) -> None:
    settled = view.auction.settled
    paper.image(qr_picture(address), x=_WIDTH - 50, y=_HEIGHT - 50, w=32)
    paper.set_text_color(*_QUIET)
    paper.set_font(FONT, size=7.5)
    lines = [f"記名の番号 / No. {view.auction.number}"]
    if settled is not None:
        lines += [f"{settled.collection} #{settled.token_id}", "0x" + settled.tx_hash.hex()]
    lines.append(
        "この名前がいまも掲げられているかは、右のコードから確かめられます。 / The code leads to the page of this name."
    )
    lines.append(address)
    paper.set_xy(_MARGIN + 8, _HEIGHT - 20 - 4.2 * len(lines))
    for words in lines:
        paper.set_x(_MARGIN + 8)
        paper.cell(_WIDTH - 80, 4.2, words, new_x="LMARGIN", new_y="NEXT")


def _line(
    paper: FPDF, y: float, words: str, size: float, *, bold: bool = False, colour: tuple[int, int, int] = _INK
) -> None:
    """Centred; made smaller until it fits."""
    paper.set_text_color(*colour)
    paper.set_font(FONT, "B" if bold else "", size)
    while size > 6 and paper.get_string_width(words) > _WIDEST_NAME:
        size -= 1
        paper.set_font_size(size)
    paper.set_xy(0, y - size * 0.2)
    paper.cell(_WIDTH, size * 0.4, words, align=Align.C)


def _japanese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _english(day: date) -> str:
    return str(format_date(day, "d MMMM y", locale="en"))
