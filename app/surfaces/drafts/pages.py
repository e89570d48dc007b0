"""Keeping a draft, and the page that shows it with all its versions."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, requires_sign_in
from app.errors import sentence, status_of
from app.surfaces.dao.actions.forms import Choices
from app.surfaces.dao.proposals.form_page import form_page
from app.surfaces.dao.proposals.forms import ProposalForm
from app.surfaces.drafts import blueprint
from app.surfaces.drafts.words import action_lines, amendments, planned_moves
from app.wiring import current_platform
from chain.errors import Invalid
from dao.models.drafts.errors import DraftChangedMeanwhile

_NOT_KEPT = {"draft", "version", "idea", "heading"}


@blueprint.post("/communities/<slug>/drafts")
@requires_sign_in
def keep_draft(slug: str) -> Response | tuple[str, int]:
    """Begin a draft, or keep a new version of the one that the form was begun with. Nothing typed is lost."""
    form, me = ProposalForm.kept(request.form), current_account().address
    fields = {name: text for name, text in form.values.items() if name not in _NOT_KEPT}
    keep, number = current_platform().dao.drafts.keep, form.values.get("draft", "")
    try:
        if number.isdecimal() and len(number) < 16:
            keep.save(int(number), me, _version(form), fields)
        else:
            number = str(keep.begin(slug, me, fields))
    except Invalid as problem:
        form.errors[problem.field] = sentence(problem)
        return form_page(slug, form), 422
    except DraftChangedMeanwhile as problem:
        flash(sentence(problem), "error")
        return form_page(slug, form), status_of(problem)
    flash(_("下書きを保存しました。"), "success")
    return redirect(url_for("drafts.show_draft", number=number), 303)


@blueprint.get("/drafts/<int:number>")
@requires_sign_in
def show_draft(number: int) -> str:
    dao, me = current_platform().dao, current_account().address
    page = dao.drafts.pages.draft(number, me)
    choices = Choices.of(page.draft.community)
    people = {*page.authors, *(version.editor for version in page.versions)}
    return render_template(
        "drafts/draft.html",
        page=page,
        community=page.community,
        fields=page.newest.fields,
        actions=action_lines(page.newest.fields, choices),
        amendments=amendments(page, choices),
        moves=planned_moves(page),
        names=dao.directory.names(people),
    )


def _version(form: ProposalForm) -> int:
    shown = form.values.get("version", "")
    return int(shown) if shown.isdecimal() and len(shown) < 8 else 0
