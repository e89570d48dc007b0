"""The form on which somebody reports something."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.security import limiter
from app.surfaces.console.forms import Typed
from app.surfaces.moderation import blueprint
from app.surfaces.moderation.words import read_reason, reason_choices, reported_link
from app.wiring import current_platform
from chain.errors import Invalid
from dao.models.moderation import Reported

_FIELDS = ("reason", "words")


@blueprint.get("/reports/<kind>/<int:number>/new")
@requires_sign_in
def new_report(kind: str, number: int) -> str:
    return _form(kind, number, Typed.of(_FIELDS, {}))


@blueprint.post("/reports/<kind>/<int:number>")
@requires_sign_in
@limiter.limit("10 per minute; 60 per day", key_func=per_person)
def report(kind: str, number: int) -> Response | tuple[str, int]:
    typed, moderation = Typed.of(_FIELDS, request.form), current_platform().dao.moderation
    reason, reporter = typed.read("reason", read_reason), current_account().address
    found = moderation.report.check(kind, number, reporter)
    if reason is not None:
        try:
            moderation.report.report(kind, number, reporter, reason, typed.values["words"])
            flash(_thanks(found), "success")
            return redirect(_back(kind, number, found), 303)
        except Invalid as problem:
            typed.refuse(problem)
    return _form(kind, number, typed), 422


def _form(kind: str, number: int, typed: Typed) -> str:
    found = current_platform().dao.moderation.report.check(kind, number, current_account().address)
    return render_template(
        "moderation/report.html", kind=kind, number=number, found=found, typed=typed, reasons=reason_choices(),
        back=_back(kind, number, found),
    )  # fmt: skip


def _thanks(found: Reported) -> str:
    if found.municipality:
        return str(_("通報を受け付けました。まちの職員が確かめます。だれが通報したかは、だれにも伝えません。"))
    return str(_("通報を受け付けました。世話役か見守り役が確かめます。だれが通報したかは、だれにも伝えません。"))


def _back(kind: str, number: int, found: Reported) -> str:
    return reported_link(kind, number) or url_for("dao.show_community", slug=found.community)
