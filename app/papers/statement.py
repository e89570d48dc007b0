"""A shop's statement (精算明細書): one or several in one paper, each on pages of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from app.i18n import day, language, localized, number, yen
from app.papers.sheet_of_paper import Paper, nothing
from app.papers.words import account_kind, percent
from chain.ids import MunicipalityCode
from chain.municipalities import MunicipalityView
from points.models.fees import TAX_PERCENT
from points.queries.statements import PayoutLine, Statement

Towns = Mapping[MunicipalityCode, MunicipalityView]


def statements_pdf(found: Sequence[Statement], towns: Towns) -> bytes:
    title = _("精算明細書")
    paper = Paper(title, language(), title)
    for one in found:
        paper.footer_words = _("精算番号 %(number)s", number=one.number[:16])
        paper.add_page()
        _head(paper, one, towns)
        _figures(paper, one)
        _days(paper, one)
        _notes(paper, one)
    if not found:
        paper.add_page()
        paper.words(nothing())
    return paper.done()


def _head(paper: Paper, one: Statement, towns: Towns) -> None:
    paper.words(_("精算明細書"), size=17, bold=True, gap=2)
    paper.words(_("%(shop)s 御中", shop=localized(one.merchant, "name")), size=13, bold=True, gap=3)
    pairs = [
        (_("期間"), _("%(first)s から %(last)s まで", first=day(one.from_day), last=day(one.through_day))),
        (_("締めた日"), day(one.closed_at)),
        (_("ポイントの発行"), _town(towns, one.issuer)),
        (_("お支払い元"), _town(towns, one.payer)),
        (_("加盟店番号"), str(one.merchant_id)),
    ]
    if one.merchant_invoice_number:
        pairs.append((_("お店の登録番号"), one.merchant_invoice_number))
    if one.payout is not None:
        pairs.append((_("お振込先"), _account(one.payout)))
        pairs.append((_("お振込日"), _transfer_day(one.payout)))
    paper.pairs(pairs)


def _figures(paper: Paper, one: Statement) -> None:
    paper.figure(_("お支払額"), yen(one.net))
    rows = [(_("お支払い（ポイントの受け取り）"), number(one.payments)), (_("返金"), _minus(one.refunds))]
    if one.carried:
        rows.append((_("前回までの繰越・調整"), number(one.carried)))
    rows.append((_("精算するポイント（1ポイント＝1円）"), number(one.gross)))
    rows.append((_("手数料（税込）%(rate)s", rate=percent(one.fee_rate_basis_points)), _minus(one.fee)))
    if one.coupons:
        rows.append((_("クーポンの値引き（発行した自治体が負担）"), number(one.coupons)))
    rows.append((_("お支払額"), number(one.net)))
    paper.rows((_("内訳"), _("円")), rows, (120, 40), (1,))


def _days(paper: Paper, one: Statement) -> None:
    paper.words(_("日ごと・事業ごとの明細"), size=11, bold=True, gap=1)
    rows = [
        (
            day(line.day),
            localized(line.program, "name"),
            number(line.payments),
            number(line.refunds),
            number(line.amount),
        )
        for line in one.lines
    ]
    heading = (_("日付"), _("事業"), _("受け取り"), _("返金"), _("差引（円）"))
    paper.rows(heading, rows or [(nothing(), "", "", "", "")], (42, 62, 22, 22, 26), (2, 3, 4))
    if one.by_coupon:
        paper.words(_("クーポンの明細"), size=11, bold=True, gap=1)
        uses = [(localized(line, "title"), number(line.uses), number(line.discount)) for line in one.by_coupon]
        paper.rows((_("クーポン"), _("回数"), _("値引き（円）")), uses, (100, 30, 30), (1, 2))
    if len(one.by_program) > 1:
        sums = [(localized(program, "name"), number(amount)) for program, amount in one.by_program]
        paper.rows((_("事業ごとの合計"), _("円")), sums, (120, 40), (1,))


def _notes(paper: Paper, one: Statement) -> None:
    if one.fee:
        tax = _(
            "手数料のうち消費税（%(percent)s%%対象）%(tax)s", percent=TAX_PERCENT, tax=yen(one.fee_tax)
        )  # fmt: skip
        issuer = _("発行者の登録番号 %(number)s", number=one.issuer_invoice_number or _("なし"))
        paper.words(f"{tax}\n{issuer}", size=8.5, gap=1)
    rules = _(
        "手数料は、精算するポイントに率をかけて1円未満を切り捨てた税込の額です。消費税額は手数料から逆算し、1円未満を切り捨てています。"
    )
    paper.words(rules, size=8, quiet=True)


def _minus(amount: int) -> str:
    return f"−{number(amount)}" if amount else "0"


def _town(towns: Towns, code: MunicipalityCode) -> str:
    return localized(towns[code], "name") if code in towns else str(code)


def _account(payout: PayoutLine) -> str:
    kind = account_kind(payout.account_kind)
    return f"{payout.bank_name} {payout.branch_name} {kind} ****{payout.account_end}"


def _transfer_day(payout: PayoutLine) -> str:
    if payout.transfer_day is None:
        return str(_("準備中です"))
    if payout.is_returned:
        returned = _(
            "%(day)s に振り込みましたが、戻ってきました。口座を確かめてください。", day=day(payout.transfer_day)
        )
        return str(returned)
    return day(payout.transfer_day)
