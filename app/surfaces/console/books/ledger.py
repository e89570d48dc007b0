"""The ledger: every movement of the town's points, filtered, as a list to download."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flask import Response, request
from flask_babel import gettext as _

from app.downloads import sheet
from app.i18n import localized
from app.surfaces.console import blueprint
from app.surfaces.console.books.words import MOVEMENTS
from app.surfaces.console.forms import read_day
from app.surfaces.console.office import for_readers, page
from app.wiring import current_platform
from chain.clock import JST, business_date
from chain.errors import Invalid
from chain.ids import MunicipalityCode
from points.models import MovementKind
from points.queries.ledger import LedgerFilter, LedgerLine, count_lines, ledger_lines
from points.queries.programs import list_programs


@blueprint.get("/console/<code>/ledger")
@for_readers
def show_ledger(code: MunicipalityCode) -> str:
    platform = current_platform()
    today = business_date(platform.clock.now())
    wanted = _filter(today)
    with platform.db.read() as session:
        programs = list_programs(session, code, today)
        count = count_lines(session, code, wanted)
    choices = [("", _("すべて")), *[(str(one.id), localized(one, "name")) for one in programs]]
    kinds = [("", _("すべて")), *[(kind.value, str(words)) for kind, words in MOVEMENTS.items()]]
    asked = {"from": wanted.first_day, "through": wanted.last_day, "program": wanted.program_id, "kind": wanted.kind}
    return page(
        "console/books/ledger.html", code, wanted=wanted, asked=asked, count=count, programs=choices, kinds=kinds,
        today=today,
    )  # fmt: skip


@blueprint.get("/console/<code>/ledger.csv")
@for_readers
def download_ledger(code: MunicipalityCode) -> Response:
    """One line a movement; people stand by their account, without a name or an address of theirs."""
    wanted = _filter(business_date(current_platform().clock.now()))
    heading = (
        _("日時（日本時間）"), _("種別"), _("事業番号"), _("事業"), _("有効期限"), _("ポイント"),
        _("保有者のアカウント"), _("受け取った人のアカウント"), _("加盟店番号"), _("加盟店"),
        _("付与・支払い・精算の番号"), _("ブロック"), _("ブロック内の順番"), _("トランザクション"),
    )  # fmt: skip
    name = f"ledger-{code}-{wanted.first_day.isoformat()}-{wanted.last_day.isoformat()}.csv"
    return sheet(name, heading, _rows(code, wanted))


def _rows(code: MunicipalityCode, wanted: LedgerFilter) -> Iterator[tuple[object, ...]]:
    with current_platform().db.read() as session:
        for line in ledger_lines(session, code, wanted):
            yield _row(line)


def _row(line: LedgerLine) -> tuple[object, ...]:
    return (
        f"{line.at.astimezone(JST):%Y-%m-%d %H:%M:%S}",
        str(MOVEMENTS[line.kind]),
        line.program_id,
        localized(line.program, "name"),
        line.expiry_day.isoformat(),
        int(line.amount),
        line.holder or "",
        line.counterpart or "",
        "" if line.merchant_id is None else line.merchant_id,
        localized(line.merchant, "name") if line.merchant else "",
        line.reference.hex() if line.reference else "",
        line.block_number,
        line.log_index,
        "0x" + line.tx_hash.hex(),
    )


def _filter(today: date) -> LedgerFilter:
    """Of the address; what cannot be read there counts as not said. Without days: this month."""
    given = request.args
    first, last = _day(given.get("from", ""), today.replace(day=1)), _day(given.get("through", ""), today)
    program, kind = given.get("program", ""), given.get("kind", "")
    return LedgerFilter(
        first_day=min(first, last),
        last_day=max(first, last),
        program_id=int(program) if program.isascii() and program.isdecimal() and len(program) < 12 else None,
        kind=MovementKind(kind) if kind in set(MovementKind) else None,
    )


def _day(text: str, otherwise: date) -> date:
    try:
        return read_day(text)
    except Invalid:
        return otherwise
