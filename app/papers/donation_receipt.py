"""The receipt for a donation (寄附金受領証明書): one page in Japanese with English lines, and a code that leads to the
page which says whether it is genuine and the newest edition.

It certifies what was received, when and from whom, as a tax return asks; it promises no deduction, and where there is
none it says so. Source: 所得税法施行規則 art. 47の2 (what the paper must state).
"""

from __future__ import annotations

from datetime import date

from babel.dates import format_date
from fpdf import FPDF
from fpdf.enums import Align, TableBordersLayout
from fpdf.fonts import FontFace

from app.papers.pieces import FONT, add_fonts, demonstration_mark, qr_picture
from chain.clock import business_date
from marketplace.models.projects import DonationKind, DonationReceipt, Milestone
from marketplace.models.projects.receipts import Donor
from marketplace.models.towns import Town

_INK, _QUIET, _LINE, _SHADE = (26, 26, 26), (90, 90, 90), (150, 150, 150), (240, 242, 246)
_MARGIN, _WIDTH = 20, 170
_OVER_A_PREFECTURE = ("都", "道", "府", "県")

_TITLES = ("寄附金受領証明書", "Certificate of Donation Received")
_OTHER_TITLES = ("支援金受領書", "Receipt of Support")
_CERTIFIES = (
    "上の金額を、下のプロジェクトへの寄附として受領したことを証明します。",
    "We certify that we received the above amount as a donation to the project below.",
)
_OTHER_CERTIFIES = (
    "上の金額が支援金として、下のプロジェクトの受け取り先に渡されたことをお知らせします。",
    "The above amount of support was handed over to those who carry out the project below.",
)
_NOTES = {
    DonationKind.TOWN: (
        "税の控除を受けられるかどうかと、その額は、確定申告などの内容によって決まります。この証明書は控除を約束するものではありません。",
        "Whether and how much tax is deducted depends on your return; this paper promises no deduction.",
    ),
    DonationKind.HOMETOWN_TAX: (
        "ふるさと納税の申告に使えます。控除の額は所得などで決まり、この証明書が約束するものではありません。",
        "For your return of hometown tax; the deduction depends on your income, and this paper promises none.",
    ),
    DonationKind.OTHER: (
        "団体や事業者への支援のため、寄附金控除の対象になりません。税の申告には使えません。",
        "Support of a group or business: it is not deductible and cannot be used for a tax return.",
    ),
}


def donation_receipt_pdf(
    receipt: DonationReceipt, donor: Donor, address: str, *, is_demonstration: bool = False
) -> bytes:
    """`address`: of the page that tells whether it is genuine."""
    is_other = receipt.project.donation_kind == DonationKind.OTHER
    title = _OTHER_TITLES if is_other else _TITLES
    paper = FPDF(format="A4")
    paper.set_margins(_MARGIN, 18, _MARGIN)
    paper.set_auto_page_break(False)
    add_fonts(paper)
    paper.set_title(f"{title[0]} {receipt.number}")
    paper.set_lang("ja")
    paper.set_creator("Musubi")
    paper.set_draw_color(*_LINE)
    paper.add_page()
    if is_demonstration:
        demonstration_mark(paper)
    _head(paper, receipt, title)
    _person(paper, donor)
    _amount(paper, receipt, _OTHER_CERTIFIES if is_other else _CERTIFIES)
    _project(paper, receipt)
    _issuer(paper, receipt)
    _foot(paper, receipt, address)
    return bytes(paper.output())


def _head(paper: FPDF, receipt: DonationReceipt, title: tuple[str, str]) -> None:
    lines = [f"番号 / No. {receipt.number}", f"発行日 / Issued {_both(business_date(receipt.issued_at))}"]
    if receipt.reissued_at is not None:
        again = _both(business_date(receipt.reissued_at))
        lines.append(f"再発行 / Reissued {again}（第{receipt.edition}版 / edition {receipt.edition}）")
    for line in lines:
        _words(paper, line, 8.5, align=Align.R, quiet=True)
    paper.ln(8)
    _words(paper, title[0], 22, bold=True, align=Align.C)
    paper.ln(1)
    _words(paper, title[1], 11, align=Align.C, quiet=True)
    paper.ln(9)


def _person(paper: FPDF, donor: Donor) -> None:
    _words(paper, donor.address, 10.5)
    paper.ln(2)
    _words(paper, f"{donor.name}　様", 15, bold=True)
    paper.ln(7)


def _amount(paper: FPDF, receipt: DonationReceipt, certifies: tuple[str, str]) -> None:
    paper.set_fill_color(*_SHADE)
    paper.set_font(FONT, "B", 24)
    figure = f"金 {int(receipt.amount):,} 円"
    paper.cell(_WIDTH, 20, figure, fill=True, align=Align.C, new_x="LMARGIN", new_y="NEXT")
    paper.ln(1)
    _words(paper, f"JPY {int(receipt.amount):,}", 10, align=Align.C, quiet=True)
    paper.ln(5)
    _words(paper, certifies[0], 11)
    _words(paper, certifies[1], 9, quiet=True)
    paper.ln(6)


def _project(paper: FPDF, receipt: DonationReceipt) -> None:
    project = receipt.project
    _words(paper, f"プロジェクト / Project　{project.title_ja}", 11, bold=True)
    _words(paper, project.title_en, 9, quiet=True)
    paper.ln(3)
    names = project.typed_milestones()
    rows = [(_both(step.day), _step(names[step.milestone]), f"{int(step.amount):,}") for step in receipt.typed_steps()]
    paper.set_font(FONT, size=8.5)
    align = (Align.L, Align.L, Align.R)
    style = FontFace(emphasis="BOLD", fill_color=_SHADE)
    with paper.table(
        col_widths=(60, 82, 28), text_align=align, headings_style=style, line_height=5.4,
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
    ) as table:  # fmt: skip
        table.row(["受領した日 / Received", "使いみちの段階 / Step", "円 / JPY"])
        for row in rows:
            table.row(list(row))
    shares = "、".join(f"{share.label_ja} {share.percent}%" for share in project.typed_shares())
    paper.ln(2)
    _words(paper, f"まちが定めた配分 / Shared as the town decided：{shares}", 8, quiet=True)
    paper.ln(6)


def _issuer(paper: FPDF, receipt: DonationReceipt) -> None:
    town = receipt.project.town
    _words(paper, _office(town), 14, bold=True, align=Align.R)
    english = ", ".join(dict.fromkeys(one for one in (town.name_en, town.prefecture_en) if one))
    _words(paper, english, 9, align=Align.R, quiet=True)


def _foot(paper: FPDF, receipt: DonationReceipt, address: str) -> None:
    paper.set_y(297 - 62)
    for words, size in zip(_NOTES[DonationKind(receipt.project.donation_kind)], (9, 8), strict=True):
        _words(paper, words, size)
    top = 297 - 46
    paper.image(qr_picture(address), x=_MARGIN + _WIDTH - 28, y=top, w=28)
    paper.set_y(top + 4)
    for words in (
        "電子で発行したため、公印はありません。右のコードから、番号と金額が正しいこと、最新の版であることを確かめられます。",
        "Issued electronically and without a seal. The code leads to a page that confirms number, amount and edition.",
        address,
    ):
        paper.set_font(FONT, size=7.5)
        paper.set_text_color(*_QUIET)
        paper.multi_cell(_WIDTH - 34, 4.2, words, new_x="LMARGIN", new_y="NEXT")


def _words(
    paper: FPDF, words: str, size: float, *, bold: bool = False, quiet: bool = False, align: Align = Align.L
) -> None:
    paper.set_text_color(*(_QUIET if quiet else _INK))
    paper.set_font(FONT, "B" if bold else "", size)
    paper.multi_cell(_WIDTH, size * 0.56, words, align=align, new_x="LMARGIN", new_y="NEXT")


def _office(town: Town) -> str:
    """Who issues it: the governor of a prefecture, or the mayor."""
    if town.name_ja.endswith(_OVER_A_PREFECTURE):
        return f"{town.name_ja}知事"
    return f"{town.prefecture_ja}　{town.name_ja}長"


def _step(milestone: Milestone) -> str:
    return " / ".join(dict.fromkeys(one for one in (milestone.words_ja, milestone.words_en) if one))


def _both(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日 / {format_date(day, 'd MMM y', locale='en')}"
