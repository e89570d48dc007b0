"""A treasury's page of one fiscal year, the page of one of its transactions, and all its lines as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from flask import Response, render_template, request, url_for
from flask_babel import gettext as _

from app.downloads import sheet
from app.security import limiter
from app.surfaces.treasury import blueprint
from app.surfaces.treasury.chart import treasury_chart
from app.surfaces.treasury.words import LineWords, WordedLine
from app.wiring import current_platform
from chain.clock import JST, from_unix
from dao.errors import TransactionUnknown
from dao.models import Community
from dao.models.treasury import MovementKind, fiscal_year_of
from dao.queries.treasury.years import TownIncome

_AT_ONCE = 500


@blueprint.get("/communities/<slug>/treasury")
def show_treasury(slug: str) -> str:
    page = current_platform().dao.treasury.pages.year(
        slug, request.args.get("year", None, int), request.args.get("page", 1, int)
    )
    words, year = LineWords(page.lines), page.sums.year
    return render_template(
        "treasury/treasury.html",
        treasury=page,
        community=page.community,
        sums=page.sums,
        chart=treasury_chart(page.sums),
        lines=[words.of(line) for line in page.lines],
        words=words,
        kinds=_kinds(page.sums.towns),
        address_of_page=lambda number: url_for("treasury.show_treasury", slug=slug, year=year, page=number),
    )


@blueprint.get("/communities/<slug>/treasury.csv")
@limiter.limit("20 per minute")
def download_treasury(slug: str) -> Response:
    community = current_platform().dao.treasury.pages.community(slug)
    heading = (
        _("日時"), _("年度"), _("区分"), _("まち"), _("内容"), _("支払いの内容"), _("入金（円）"), _("支払い（円）"),
        _("残高（円）"), _("相手の口座"), _("提案の番号"), _("ブロック"), _("取引番号"),
    )  # fmt: skip
    return sheet(f"treasury-{slug}.csv", heading, _rows(community))


@blueprint.get("/communities/<slug>/treasury/transactions/<tx_hash>")
@limiter.limit("60 per minute")
def show_transaction(slug: str, tx_hash: str) -> str:
    """What it moved, as we read it, beside what the chain's node answers at this moment."""
    page = current_platform().dao.treasury.pages.transaction(slug, _hash(tx_hash))
    words = LineWords(page.lines)
    return render_template(
        "treasury/transaction.html",
        page=page,
        community=page.community,
        lines=[words.of(line) for line in page.lines],
        words=words,
        on_chain=current_platform().dao.treasury.pages.on_chain(page),
    )


def _rows(community: Community) -> Iterator[tuple[object, ...]]:
    found = current_platform().dao.treasury.pages.lines(community)
    while lines := list(islice(found, _AT_ONCE)):
        words = LineWords(lines)
        for line in lines:
            yield _row(words.of(line), words.payee(line))


def _row(worded: WordedLine, payment: str) -> tuple[object, ...]:
    movement, proposal, balance = worded.line.movement, worded.line.paid_for, worded.line.balance
    assert balance is not None
    return (
        from_unix(movement.block_time).astimezone(JST).isoformat(),
        fiscal_year_of(movement.block_time),
        worded.kind,
        worded.town,
        worded.what,
        payment,
        int(movement.amount) if movement.is_income else "",
        "" if movement.is_income else int(movement.amount),
        int(balance),
        str(movement.counterpart),
        proposal.id if proposal else "",
        movement.block_number,
        "0x" + movement.tx_hash.hex(),
    )


def _kinds(towns: Sequence[TownIncome]) -> list[MovementKind]:
    """Those that brought money in this year, in the order in which they are explained."""
    found = {kind for town in towns for kind in town.kinds}
    return [kind for kind in MovementKind if kind in found]


def _hash(text: str) -> bytes:
    """Raises: TransactionUnknown."""
    try:
        found = bytes.fromhex(text.removeprefix("0x"))
    except ValueError:
        raise TransactionUnknown(text[:80]) from None
    if len(found) != 32:
        raise TransactionUnknown(text[:80])
    return found
