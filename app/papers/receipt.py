"""A receipt (領収書・適格請求書・適格返還請求書) on A4.

The buyer's second copy and the seller's own say what they are.
"""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from app.i18n import day, language, localized, number, yen
from app.papers.receipt_words import (
    paid_words,
    rate_words,
    receipt_note,
    receipt_number,
    receipt_title,
    shows_tax,
)
from app.papers.sheet_of_paper import Paper
from marketplace.models.receipts import Receipt
from marketplace.models.receipts.receipts import ReceiptLine


def receipt_pdf(receipt: Receipt, original: Receipt | None, copy: str = "") -> bytes:
    """`copy`: words that mark a copy, or empty."""
    title = receipt_title(receipt)
    paper = Paper(title, language(), f"{title} {receipt_number(receipt)}")
    paper.add_page()
    paper.words(title + (f"　{copy}" if copy else ""), size=17, bold=True, gap=2)
    if receipt.addressee:
        paper.words(_("%(name)s 様", name=receipt.addressee), size=13, bold=True, gap=3)
    paper.figure(_("返金した額") if receipt.is_credit else _("領収した額（税込）"), yen(receipt.total))
    paper.pairs(_pairs(receipt, original))
    _lines(paper, receipt)
    _sums(paper, receipt)
    note = receipt_note(receipt)
    if note:
        paper.words(note, size=8.5, quiet=True)
    return paper.done()


def _pairs(receipt: Receipt, original: Receipt | None) -> list[tuple[str, str]]:
    pairs = [(_("発行者"), localized(receipt, "issuer"))]
    if receipt.invoice_number:
        pairs.append((_("登録番号"), receipt.invoice_number))
    pairs.append((_("番号"), receipt_number(receipt)))
    pairs.append((_("返金した日") if receipt.is_credit else _("取引の日"), day(receipt.sold_at)))
    if original is not None:
        pairs.append((_("もとの取引の日"), day(original.sold_at)))
        pairs.append((_("もとの領収書の番号"), receipt_number(original)))
    pairs.append((_("発行の日"), day(receipt.issued_at)))
    pairs.append((_("お支払い方法"), paid_words(receipt)))
    return pairs


def _lines(paper: Paper, receipt: Receipt) -> None:
    rows = [(line_words(line), number(line.quantity), yen(line.amount)) for line in receipt.typed_lines]
    paper.rows((_("内容"), _("数量"), _("金額（税込）")), rows, (110, 20, 40), (1, 2))
    if receipt.has_reduced:
        paper.words(_("※は軽減税率（%(percent)s%%）の対象です。", percent=8), size=8.5, gap=2)


def _sums(paper: Paper, receipt: Receipt) -> None:
    if not shows_tax(receipt):
        return
    rows = [(rate_words(one), yen(one.amount), yen(one.tax)) for one in receipt.typed_sums]
    paper.rows((_("税率ごとの合計"), _("金額"), _("うち消費税額")), rows, (90, 40, 40), (1, 2))
    rule = _("消費税額は、税率ごとの合計から1回だけ計算し、1円未満を切り捨てています。")
    paper.words(rule, size=8, quiet=True, gap=2)


def line_words(line: ReceiptLine) -> str:
    words = localized(line, "name")
    if line.day:
        words += f" ({day(date.fromisoformat(line.day))})"
    return words + (" ※" if line.is_reduced else "")
