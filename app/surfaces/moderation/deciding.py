"""What waits for a moderator, and the decision about one thing."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence
from app.security import limiter
from app.surfaces.console.forms import Typed
from app.surfaces.moderation import blueprint
from app.surfaces.moderation.words import read_decision, read_reason, reason_choices
from app.wiring import current_platform
from chain.errors import Conflict, Invalid

_FIELDS = ("decision", "reason", "words")


@blueprint.get("/communities/<slug>/reports")
@requires_sign_in
def show_reports(slug: str) -> str:
    community, things = current_platform().dao.moderation.pages.open_reports(slug, current_account().address)
    return render_template("moderation/reports.html", community=community, things=things)


@blueprint.get("/moderation/<kind>/<int:number>")
@requires_sign_in
def show_decision(kind: str, number: int) -> str:
    return _form(kind, number, Typed.of(_FIELDS, {}))


@blueprint.post("/moderation/<kind>/<int:number>")
@requires_sign_in
@limiter.limit("60 per minute", key_func=per_person)
def decide(kind: str, number: int) -> Response | tuple[str, int]:
    typed, moderation = Typed.of(_FIELDS, request.form), current_platform().dao.moderation
    moderator = current_account().address
    slug = moderation.pages.decision(kind, number, moderator).community.slug
    decision, reason = typed.read("decision", read_decision), typed.read("reason", read_reason)
    if decision is not None and reason is not None:
        try:
            moderation.decide.decide(kind, number, moderator, decision, reason, typed.values["words"])
            flash(_("記録しました。仲間はだれでも、対応の記録で理由を読めます。"), "success")
            return redirect(url_for("moderation.show_log", slug=slug), 303)
        except Invalid as problem:
            typed.refuse(problem)
        except Conflict as problem:
            flash(sentence(problem), "error")
            return redirect(url_for("moderation.show_decision", kind=kind, number=number), 303)
    return _form(kind, number, typed), 422


def _form(kind: str, number: int, typed: Typed) -> str:
    page = current_platform().dao.moderation.pages.decision(kind, number, current_account().address)
    if not typed.values["reason"] and page.reports:
        typed.values["reason"] = page.reports[-1].reason
    choices = ["show"] if page.hidden else ["hide", "keep"] if page.reports else ["hide"]
    return render_template(
        "moderation/decision.html", kind=kind, number=number, page=page, community=page.community, typed=typed,
        choices=choices, reasons=reason_choices(),
    )  # fmt: skip
