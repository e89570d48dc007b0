"""The certificate of a donation (寄附金受領証明書) as a PDF: what a tax return asks for, on one page.

Source: 所得税法 第78条第2項第1号・同施行規則 第47条の2; 地方税法 第37条の2第1項第1号, 第314条の7第1項第1号.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fpdf import FPDF
from fpdf.enums import Align

from app.papers.pieces import FONT, add_fonts, demonstration_mark, unprintable

_TOKYO = ZoneInfo("Asia/Tokyo")
_LAW = (
    "この寄附金は、所得税法第78条第2項第1号、地方税法第37条の2第1項第1号および第314条の7第1項第1号に規定する、"
    "都道府県または市区町村に対する寄附金（特例控除対象寄附金）です。"
)
_NOTE = (
    "確定申告のときに、この証明書を添えるか、その内容を申告してください。控除の額は所得などによって決まり、"
    "この証明書が約束するものではありません。"
)


@dataclass(frozen=True, slots=True)
class Line:
    """`above`: millimetres left free."""

    words: str
    size: float = 10.5
    bold: bool = False
    align: Align = Align.L
    above: float = 1


def receipt_pdf(donation: Mapping[str, Any], receiver: str) -> bytes:
    """`receiver`: the town's name. In Japanese alone, as the tax office reads it."""
    paper = FPDF(format="A4")
    paper.set_margins(24, 26, 24)
    paper.set_auto_page_break(False)
    add_fonts(paper)
    paper.set_title(f"寄附金受領証明書 {donation['receipt']}")
    paper.set_lang("ja")
    paper.add_page()
    demonstration_mark(paper)
    paper.set_text_color(26, 26, 26)
    for line in receipt_lines(donation, receiver):
        paper.ln(line.above)
        paper.set_font(FONT, "B" if line.bold else "", line.size)
        paper.multi_cell(0, line.size * 0.6, line.words, align=line.align, new_x="LMARGIN", new_y="NEXT")
    return bytes(paper.output())


def receipt_lines(donation: Mapping[str, Any], receiver: str) -> list[Line]:
    """Number, day, donor, amount, what law it falls under, and who received it."""
    paid = datetime.fromisoformat(donation["paid_at"]).astimezone(_TOKYO)
    day = f"{paid.year}年{paid.month}月{paid.day}日"
    lines = [
        Line(f"番号　{donation['receipt']}", align=Align.R),
        Line("寄附金受領証明書", 20, bold=True, align=Align.C, above=10),
        Line(donation["address"], above=12),
        Line(f"{donation['name']}　様", 14, bold=True),
        Line(f"金　{donation['yen']:,}　円", 22, bold=True, align=Align.C, above=12),
        Line("上の金額を、寄附金として受領しました。", above=8),
        Line(f"受領日　{day}（{paid.year}年分の寄附金控除の対象です）"),
        Line(_LAW, above=6),
        Line(f"{receiver}長（見本のため、公印はありません）", 13, bold=True, align=Align.R, above=16),
        Line(_NOTE, 9, above=14),
    ]
    missing = unprintable(donation["name"] + donation["address"])
    if missing:
        words = f"氏名か住所の{len(missing)}字は、この書体にありません。受け取った自治体に連絡してください。"
        lines.append(Line(words, 9))
    return [*lines, Line("試すための見本で、税の申告には使えません。", 9)]
