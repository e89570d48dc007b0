"""A series whose cards differ: its list as CSV, its pictures as ZIP, what was taken and what is to be corrected."""

from __future__ import annotations

import io
from typing import Any, BinaryIO, cast

from flask import flash, redirect, request
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import current_account, per_person, signed_in_account
from app.downloads import sheet
from app.errors import sentence
from app.i18n import number
from app.security import limiter
from app.surfaces.selling import blueprint
from app.surfaces.selling.desk import Answer, Desk, desk_route, selling
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from marketplace.errors import PictureRefused
from marketplace.models.selling.series import SeriesProblem
from marketplace.models.selling.series_file import HEADINGS
from marketplace.services.selling.take_series import MOST_ARCHIVE_BYTES
from wallet import Role

_SPARE = 1_000_000  # bytes of the form around an archive


@blueprint.url_value_preprocessor
def allow_archive(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Before anything reads the form, which the check against forged requests does first."""
    if request.method == "POST" and endpoint == "selling.take_pictures" and values and _works_here(values):
        request.max_content_length = MOST_ARCHIVE_BYTES + _SPARE


@desk_route("/offers/<int:offer_id>/series")
def show_series(desk: Desk, offer_id: int) -> Answer:
    page = selling().pages.offer(desk.seller, offer_id)
    may_change = page.offer.state.is_sellers_turn and page.offer.replaces is None
    shown = {"offer": page.offer, "series": page.series, "may_change": may_change, "words": problem_words}
    return desk.page("selling/series.html", **shown)


@desk_route("/offers/<int:offer_id>/series/list", "POST")
@limiter.limit("30 per minute", key_func=per_person)
def take_list(desk: Desk, offer_id: int) -> Answer:
    file = request.files.get("list")
    try:
        taken, wrong = selling().take_series.take_list(desk.seller, offer_id, file.stream.read() if file else b"")
    except (Conflict, Invalid) as error:
        flash(sentence(error), "error")
    else:
        said = _taken(taken, wrong)
        flash(said, "warning" if wrong else "success")
    return redirect(desk.address("show_series", offer_id=offer_id), 303)


@desk_route("/offers/<int:offer_id>/series/pictures", "POST")
@limiter.limit("30 per minute", key_func=per_person)
def take_pictures(desk: Desk, offer_id: int) -> Answer:
    file = request.files.get("archive")
    try:
        raw, name = (file.stream, file.filename or "") if file else (io.BytesIO(), "")
        selling().take_series.take_archive(
            desk.seller, current_account().address, offer_id, cast("BinaryIO", raw), name
        )
    except (Conflict, Invalid) as error:
        flash(sentence(error), "error")
    else:
        flash(_("絵を受け取りました。読み取りは、この画面を閉じても進みます。"), "success")
    return redirect(desk.address("show_series", offer_id=offer_id), 303)


@desk_route("/offers/<int:offer_id>/series/clearance", "POST")
def clear_series(desk: Desk, offer_id: int) -> Answer:
    try:
        selling().take_series.clear(desk.seller, offer_id)
    except Conflict as error:
        flash(sentence(error), "error")
    else:
        flash(_("カードの一覧を消しました。すべてのカードが同じ絵になります。"), "success")
    return redirect(desk.address("show_series", offer_id=offer_id), 303)


@desk_route("/series-template.csv")
def download_series_template(desk: Desk) -> Answer:
    example = (1, _("滝の朝"), "Falls at Dawn", "rare", _("色=青; 季節=春"), "falls-01.jpg")
    return sheet("series-template.csv", HEADINGS, [example])


@desk_route("/offers/<int:offer_id>/series/problems.csv")
def download_problems(desk: Desk, offer_id: int) -> Answer:
    found = selling().pages.problems(desk.seller, offer_id)
    rows = [(one.row or "", one.name, one.field, problem_words(one)) for one in found]
    return sheet(f"series-problems-{offer_id}.csv", (_("行"), _("名前"), _("列"), _("直していただくこと")), rows)


def problem_words(problem: SeriesProblem) -> str:
    if problem.field == "picture" and not problem.row:
        values = {name: int(problem.values.get(name, 0)) for name in ("most", "least")}
        return sentence(PictureRefused(problem.reason, **values))
    return sentence(Invalid(problem.field, problem.reason, **problem.values))


def _taken(taken: int, wrong: int) -> str:
    said = ngettext(
        "%(count)s枚のカードを取り込みました。", "%(count)s枚のカードを取り込みました。", taken, count=number(taken)
    )
    if not wrong:
        return str(said)
    return str(said) + str(
        ngettext("%(count)s行を直してください。", "%(count)s行を直してください。", wrong, count=number(wrong))
    )


def _works_here(values: dict[str, Any]) -> bool:
    account, has_role = signed_in_account(), current_platform().wallet.has_role
    if account is None:
        return False
    if "code" in values:
        return has_role(account.address, Role.OFFICER, str(values["code"]))
    return has_role(account.address, Role.MERCHANT_STAFF, str(values["merchant_id"]))
