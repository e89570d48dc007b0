"""A sealed poll before it opens and after it closed, for the officers of its town."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_officers, page
from app.wiring import current_platform
from chain.clock import unix
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from dao.models.ideas import OutcomeKind
from dao.models.polls.trustees import keys_due_until


@blueprint.get("/console/<code>/polls/preparations/<int:number>")
@for_officers
def show_preparation(code: MunicipalityCode, number: int) -> str:
    return _page(code, number)


@blueprint.post("/console/<code>/polls/preparations/<int:number>/opening")
@for_officers
def open_sealed_poll(code: MunicipalityCode, number: int) -> Response:
    dao, officer = current_platform().dao, current_account().address
    try:
        poll = dao.polls.sealed.prepare.open(number, code, officer)
    except (Conflict, Invalid) as problem:
        flash(sentence(problem), "error")
        return redirect(url_for("console.show_preparation", code=code, number=number), 303)
    idea = dao.polls.sealed.pages.preparation(number, code).row.idea
    if idea is not None:
        dao.ideas.outcome.note(idea, OutcomeKind.POLL, poll)
    flash(_("アンケートを開きました。"), "success")
    return redirect(url_for("polls.show_poll", number=poll), 303)


@blueprint.post("/console/<code>/polls/preparations/<int:number>/withdrawal")
@for_officers
def withdraw_poll(code: MunicipalityCode, number: int) -> Response:
    current_platform().dao.polls.sealed.prepare.withdraw(number, code)
    flash(_("アンケートを取りやめました。"), "success")
    return redirect(url_for("console.show_polls", code=code), 303)


@blueprint.post("/console/<code>/polls/preparations/<int:number>/invalidity")
@for_officers
def void_poll(code: MunicipalityCode, number: int) -> Response | tuple[str, int]:
    """Declared with a reason that everybody reads."""
    sealed, reason = current_platform().dao.polls.sealed, request.form.get("reason", "")
    poll = sealed.pages.preparation(number, code).poll
    try:
        sealed.void.void(poll.id if poll else 0, code, reason)
    except Invalid as problem:
        return _page(code, number, reason, sentence(problem)), 422
    flash(_("アンケートを無効にしました。"), "success")
    return redirect(url_for("polls.show_poll", number=poll.id if poll else 0), 303)


def _page(code: MunicipalityCode, number: int, reason: str = "", error: str = "") -> str:
    polls = current_platform().dao.polls
    preparation = polls.sealed.pages.preparation(number, code)
    poll = preparation.poll
    return page(
        "console/sealed/preparation.html",
        code,
        preparation=preparation,
        standing=polls.pages.poll(poll.id, None).standing if poll else None,
        keys_due=keys_due_until(poll.closes_at) if poll else 0,
        may_be_void=poll is not None and unix(current_platform().clock.now()) >= keys_due_until(poll.closes_at),
        reason=reason,
        error=error,
    )
