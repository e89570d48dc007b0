"""Pages of reports: the form with one's own, and the desk where a clerk takes each in or closes it."""

from __future__ import annotations

import hmac
from secrets import randbelow

from flask import Blueprint, abort, flash, redirect, render_template, request, session
from werkzeug.wrappers import Response

from app.sandbox_services.common.languages import t
from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.common.site import Site
from app.sandbox_services.common.visiting import current_visitor, for_visitors, signed_in_visitor
from app.sandbox_services.everyday.reports import ACCEPTED, CATEGORIES, CLOSED, LONGEST, Reports

_DESK = "desk"
_ENDS = {"acceptance": ACCEPTED, "closing": CLOSED}


def add_reports(blueprint: Blueprint, site: Site, reports: Reports) -> None:
    _add_form(blueprint, site, reports)
    _add_desk(blueprint, site, reports)


def _add_form(blueprint: Blueprint, site: Site, reports: Reports) -> None:
    @blueprint.get("/reports")
    def show_reports() -> str:
        return _form(reports, "", "")

    @blueprint.post("/reports")
    @for_visitors
    def send_report() -> Response | tuple[str, int]:
        category, words = request.form.get("category", ""), request.form.get("words", "")
        try:
            number = reports.send(signed_in_visitor(), category, words, site.now())
        except Refused as error:
            return _form(reports, category, words, t(*error.words)), 422
        flash(
            t(f"レポート {number} を送りました。職員が確かめます。", f"Report {number} was sent to a clerk."), "success"
        )
        return redirect("/reports", 303)


def _add_desk(blueprint: Blueprint, site: Site, reports: Reports) -> None:
    code = site.book.once("desk_code", f"{randbelow(10_000):04}")

    @blueprint.get("/reports/desk")
    @for_visitors
    def show_desk() -> str:
        if not session.get(_DESK):
            return render_template("everyday/desk_door.html", code=code)
        return render_template("everyday/desk.html", waiting=reports.waiting(), categories=CATEGORIES)

    @blueprint.post("/reports/desk")
    @for_visitors
    def open_desk() -> Response:
        if not hmac.compare_digest(request.form.get("code", "").strip().encode(), code.encode()):
            raise Refused("職員の番号がちがいます。", "That is not the clerks' code.")
        session[_DESK] = True
        return redirect("/reports/desk", 303)

    @blueprint.post("/reports/<number>/<end>")
    @for_visitors
    def decide(number: str, end: str) -> Response:
        if end not in _ENDS:
            abort(404)
        if not session.get(_DESK):
            abort(403)
        reports.decide(number, _ENDS[end], signed_in_visitor())
        flash(t("処理しました。", "Done."), "success")
        return redirect("/reports/desk", 303)


def _form(reports: Reports, category: str, words: str, error: str = "") -> str:
    visitor = current_visitor()
    return render_template(
        "everyday/reports.html", categories=reports.categories(), names=CATEGORIES, category=category, words=words,
        error=error, longest=LONGEST, mine=reports.of(visitor) if visitor else [],
    )  # fmt: skip
