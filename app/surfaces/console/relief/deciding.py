"""The press that asks, a second officer's word with the signature, and what takes it back before that."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.errors import sentence
from app.surfaces.console import blueprint
from app.surfaces.console.campaigns import ask_grant_signature
from app.surfaces.console.office import for_officers
from app.surfaces.console.relief.showing import relief_page
from app.wiring import current_platform
from chain.clock import business_date
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from points.queries.relief import view_relief


@blueprint.post("/console/<code>/relief/<int:relief_id>/request")
@for_officers
def ask_relief(code: MunicipalityCode, relief_id: int) -> AnyResponse:
    ask, officer = current_platform().points.relief.ask.ask, current_account().address
    words = _("支援を依頼しました。ほかの職員に、メールとお知らせで頼みました。")
    return _done(code, relief_id, lambda: ask(code, officer, relief_id), words)


@blueprint.post("/console/<code>/relief/<int:relief_id>/confirmation")
@for_officers
def confirm_relief(code: MunicipalityCode, relief_id: int) -> AnyResponse:
    """To the signature, after which the points go out."""
    platform = current_platform()
    decide, officer, back = platform.points.relief.decide, current_account().address, _address(code, relief_id)
    with platform.db.read() as session:
        waiting = view_relief(session, code, relief_id, business_date(platform.clock.now())).open_round
    try:
        asked = decide.confirm(code, officer, relief_id, _mark(request.form.get("mark", "")))
    except (Conflict, Invalid) as error:
        flash(sentence(error), "error")
        return redirect(back, 303)
    assert waiting is not None
    return ask_grant_signature(waiting.campaign, asked, back)


@blueprint.post("/console/<code>/relief/<int:relief_id>/return")
@for_officers
def send_relief_back(code: MunicipalityCode, relief_id: int) -> AnyResponse | tuple[str, int]:
    send_back, officer = current_platform().points.relief.decide.send_back, current_account().address
    reason = request.form.get("send_back_reason", "")
    try:
        return _done(code, relief_id, lambda: send_back(code, officer, relief_id, reason), _("差し戻しました。"))
    except Invalid as error:
        return relief_page(code, relief_id, reason=reason, error=sentence(error)), 422


@blueprint.post("/console/<code>/relief/<int:relief_id>/withdrawal")
@for_officers
def take_relief_back(code: MunicipalityCode, relief_id: int) -> AnyResponse:
    take_back, officer = current_platform().points.relief.decide.take_back, current_account().address
    return _done(code, relief_id, lambda: take_back(code, officer, relief_id), _("依頼を取り消しました。"))


def _done(code: MunicipalityCode, relief_id: int, act: Callable[[], object], words: str) -> AnyResponse:
    try:
        act()
        flash(words, "success")
    except Conflict as error:
        flash(sentence(error), "error")
    return redirect(_address(code, relief_id), 303)


def _address(code: MunicipalityCode, relief_id: int) -> str:
    return url_for("console.show_relief", code=code, relief_id=relief_id)


def _mark(text: str) -> bytes:
    """Of what the officer looked at; nonsense fits nothing."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
