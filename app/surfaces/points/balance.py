"""The purse and its history."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.access import current_account, requires_sign_in
from app.downloads import sheet
from app.i18n import localized
from app.security import limiter
from app.surfaces.bridges.words import reward_words
from app.surfaces.points import blueprint
from app.surfaces.points.sentences import gift_failure_words
from app.surfaces.points.words import KINDS, masked_names
from app.surfaces.terminal.sentences import failure_words
from app.wiring import current_platform
from chain.clock import JST
from chain.ids import Address
from points.queries.balances import holder_balance
from points.queries.history import HistoryEntry, HistoryFilter, holder_history, months_with_history, programs_in_history
from points.queries.shop_map import shops_accepting
from points.queries.under_way import UnderWay, under_way

SOON_DAYS = 14
_MOST_LINES = 50_000


@blueprint.get("/points")
@requires_sign_in
def show_balance() -> str:
    platform = current_platform()
    with platform.db.read() as session:
        me = current_account().address
        is_verified = platform.points.claim_entries.is_verified(session, me)
        balance = holder_balance(session, me, platform.clock.now(), is_verified=is_verified)
        towns = platform.municipalities.by_code(session, {program.issuer for program in balance.programs})
        shops = {one.program_id: len(shops_accepting(session, {one.area_id})) for one in balance.programs}
    largest = max((int(lot.amount) for one in balance.programs for lot in one.lots), default=1)
    return render_template(
        "points/balance.html",
        balance=balance,
        towns=towns,
        shops=shops,
        soon_days=SOON_DAYS,
        largest=largest,
        is_verified=is_verified,
    )


@blueprint.get("/points/history")
@requires_sign_in
def show_history() -> str:
    platform, me = current_platform(), current_account().address
    page, only = max(1, request.args.get("page", 1, type=int)), _wanted()
    with platform.db.read() as session:
        found = holder_history(session, me, page, only)
        waiting = under_way(session, me, platform.clock.now()) if page == 1 and only == HistoryFilter() else []
        guardians = _guardians(session, me, found.entries)
        months, programs = months_with_history(session, me), programs_in_history(session, me)
    others = [*(one.counterparty for one in found.entries), *(one.counterparty for one in waiting)]
    return render_template(
        "points/history.html", found=found, page=page, kinds=KINDS, waiting=waiting, only=only, months=months,
        programs=programs, names=masked_names({other for other in others if other}), failure_words=_failure_words,
        guardians=guardians, guardian_names=platform.wallet.names(set(guardians.values())),
    )  # fmt: skip


@blueprint.get("/points/history.csv")
@limiter.limit("10 per minute")
@requires_sign_in
def download_history() -> Response:
    """Everything that the filter lets through, for a spreadsheet."""
    platform, me = current_platform(), current_account().address
    with platform.db.read() as session:
        entries = holder_history(session, me, 1, _wanted(), size=_MOST_LINES).entries
        guardians = _guardians(session, me, entries)
    names = platform.wallet.names(set(guardians.values()))
    heading = [
        _("日時"), _("種類"), _("ポイント"), _("お店・目的"), _("ポイント事業"), _("記録番号"), _("代わりに操作した人"),
    ]  # fmt: skip
    rows = [[*_line(one), names.get(guardians.get(one.reference or b"", me), "")] for one in entries]
    return sheet("points-history.csv", heading, rows)


def _guardians(session: Session, me: Address, entries: list[HistoryEntry]) -> Mapping[bytes, Address]:
    """Of what a guardian did for this person, by the act's id, who it was."""
    acts = {one.reference for one in entries if one.reference}
    return current_platform().wallet.families.directory.signed_by_guardian(session, me, acts)


def _line(one: HistoryEntry) -> list[object]:
    what = localized(one.merchant, "name") if one.merchant else reward_words(one.reward) if one.reward else one.purpose
    amount = int(one.amount) if one.is_incoming else -int(one.amount)
    program = " / ".join(localized(name, "name") for name in one.programs)
    at = one.at.astimezone(JST).isoformat(timespec="minutes")
    return [at, str(KINDS[one.kind]), amount, what, program, "0x" + one.tx_hash.hex()]


def _wanted() -> HistoryFilter:
    return HistoryFilter.parse(request.args.get("month", ""), request.args.get("program", ""))


def _failure_words(one: UnderWay) -> str:
    return gift_failure_words(one.failure) if one.gift_id is not None else failure_words(one.failure)
