"""What waits for a moderator, or for a town's officers, and the decision about one thing."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence
from app.i18n import localized
from app.security import limiter
from app.surfaces.console.forms import Typed
from app.surfaces.console.office import for_officers, page
from app.surfaces.moderation import blueprint
from app.surfaces.moderation.words import read_decision, read_reason, reason_choices
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from dao.queries.moderation.pages import DecisionPage
from wallet import Role

_FIELDS = ("decision", "reason", "words")


@blueprint.get("/communities/<slug>/reports")
@requires_sign_in
def show_reports(slug: str) -> str:
    community, things = current_platform().dao.moderation.pages.open_reports(slug, current_account().address)
    return render_template("moderation/reports.html", community=community, things=things)


@blueprint.get("/console/<code>/reports")
@for_officers
def show_town_reports(code: MunicipalityCode) -> str:
    """About what stands on the town's own pages."""
    found = current_platform().dao.moderation.pages.of_town(code)
    return page("moderation/town_reports.html", code, found=found, reader=current_account().address)


@blueprint.get("/moderation/<kind>/<int:number>")
@requires_sign_in
def show_decision(kind: str, number: int) -> str:
    return _form(kind, number, Typed.of(_FIELDS, {}))


@blueprint.post("/moderation/<kind>/<int:number>")
@requires_sign_in
@limiter.limit("60 per minute", key_func=per_person)
def decide(kind: str, number: int) -> Response | tuple[str, int]:
    typed, moderation = Typed.of(_FIELDS, request.form), current_platform().dao.moderation
    moderator, is_officer = current_account().address, _is_officer(kind, number)
    found = moderation.pages.decision(kind, number, moderator, is_officer=is_officer)
    decision, reason = typed.read("decision", read_decision), typed.read("reason", read_reason)
    if decision is not None and reason is not None:
        try:
            words = typed.values["words"]
            moderation.decide.decide(kind, number, moderator, decision, reason, words, is_officer=is_officer)
            return _decided(found)
        except Invalid as problem:
            typed.refuse(problem)
        except Conflict as problem:
            flash(sentence(problem), "error")
            return redirect(url_for("moderation.show_decision", kind=kind, number=number), 303)
    return _form(kind, number, typed), 422


def _decided(found: DecisionPage) -> Response:
    if found.community is None:
        flash(_("記録しました。非表示にしたものの場所には、理由が出ます。"), "success")
        return redirect(url_for("moderation.show_town_reports", code=found.reported.municipality), 303)
    flash(_("記録しました。仲間はだれでも、対応の記録で理由を読めます。"), "success")
    return redirect(url_for("moderation.show_log", slug=found.community.slug), 303)


def _is_officer(kind: str, number: int) -> bool:
    """Of the town whose thing it is. Raises: ReportedUnknown."""
    platform = current_platform()
    town = platform.dao.moderation.pages.town_of(kind, number)
    return bool(town) and platform.wallet.has_role(current_account().address, Role.OFFICER, town)


def _form(kind: str, number: int, typed: Typed) -> str:
    moderation, moderator = current_platform().dao.moderation, current_account().address
    found = moderation.pages.decision(kind, number, moderator, is_officer=_is_officer(kind, number))
    if not typed.values["reason"] and found.reports:
        typed.values["reason"] = found.reports[-1].reason
    choices = ["show"] if found.hidden else ["hide", "keep"] if found.reports else ["hide"]
    return render_template(
        "moderation/decision.html", kind=kind, number=number, page=found, community=found.community, typed=typed,
        choices=choices, reasons=reason_choices(), trail=_trail(found),
    )  # fmt: skip


def _trail(found: DecisionPage) -> list[tuple[str, str]]:
    """What lies above; the last is the list one came from."""
    if found.community is None:
        code = found.reported.municipality
        return [
            (str(_("職員画面")), url_for("console.show_home", code=code)),
            (str(_("届いた通報")), url_for("moderation.show_town_reports", code=code)),
        ]
    slug = found.community.slug
    return [
        (str(_("コミュニティ")), url_for("dao.list_communities")),
        (localized(found.community, "name"), url_for("dao.show_community", slug=slug)),
        (str(_("対応を待つ通報")), url_for("moderation.show_reports", slug=slug)),
    ]
