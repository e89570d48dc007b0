"""Who owes whom after a month (自治体間清算書)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _

from app.i18n import day, language, number, yen
from app.papers.sheet_of_paper import Paper, nothing
from chain.ids import MunicipalityCode
from points.queries.clearing import Clearing, month_of


def clearing_pdf(
    found: Clearing, town: MunicipalityCode, towns: Mapping[MunicipalityCode, str], month: date, today: date
) -> bytes:
    first, last = month_of(month)
    title = _("自治体間清算書")
    name = towns.get(town, str(town))
    paper = Paper(title, language(), f"{name} · {first:%Y-%m}")
    paper.add_page()
    paper.words(title, size=17, bold=True, gap=2)
    paper.words(name, size=12, bold=True, gap=3)
    paper.pairs([
        (_("対象の期間"), _("%(first)s から %(last)s まで", first=day(first), last=day(last))),
        (_("作成日"), day(today)),
    ])  # fmt: skip
    paper.figure(_("受け取る差引額") if found.net >= 0 else _("支払う差引額"), yen(abs(found.net)))
    paper.words(_("相殺後の支払い"), size=11, bold=True, gap=1)
    pays = [
        (towns.get(t.debtor, t.debtor), towns.get(t.creditor, t.creditor), number(t.amount)) for t in found.transfers
    ]
    paper.rows(
        (_("支払う自治体"), _("受け取る自治体"), _("金額（円）")), pays or [(nothing(), "", "")], (60, 60, 40), (2,)
    )
    paper.words(_("内訳"), size=11, bold=True, gap=1)
    lines = [
        (
            day(one.through_day), towns.get(one.issuer, one.issuer), towns.get(one.payer, one.payer), number(one.shops),
            number(one.gross), number(one.fee), number(one.coupons), number(one.amount),
        )
        for one in found.lines
    ]  # fmt: skip
    heading = (
        _("締め日"), _("発行した自治体"), _("支払った自治体"), _("お店"), _("ポイント"), _("手数料"),
        _("クーポン"), _("金額（円）"),
    )  # fmt: skip
    paper.rows(heading, lines or [(nothing(), *[""] * 7)], (34, 28, 28, 12, 20, 17, 19, 22), (3, 4, 5, 6, 7))
    paper.words(
        _(
            "発行した自治体は、支払った自治体がお店に振り込む額（ポイントから手数料を引き、クーポンの値引きを足した額）を支払います。"
        ),
        size=8,
        quiet=True,
    )
    return paper.done()
