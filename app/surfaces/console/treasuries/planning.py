"""Officers plan a treasury's year, and say afterwards under which heading a payment counts."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence
from app.i18n import localized
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_officers, for_readers, page
from app.surfaces.console.treasuries.form import PlanForm
from app.surfaces.treasury.words import LineWords
from app.wiring import current_platform
from chain.clock import unix
from chain.errors import Invalid
from chain.ids import MunicipalityCode
from dao.errors import PlanChanged
from dao.models.treasury import fiscal_year_of
from dao.queries.treasury.pages import PlanDesk


@blueprint.get("/console/<code>/treasuries")
@for_readers
def show_treasuries(code: MunicipalityCode) -> str:
    year = fiscal_year_of(unix(current_platform().clock.now()))
    listed = current_platform().dao.treasury.pages.of_town(code)
    return page("console/treasuries/list.html", code, listed=listed, year=year)


@blueprint.get("/console/<code>/treasuries/<slug>/<int:year>")
@for_readers
def show_plan(code: MunicipalityCode, slug: str, year: int) -> str:
    return _plan_page(code, slug, year)


@blueprint.post("/console/<code>/treasuries/<slug>/<int:year>")
@for_officers
def set_plan(code: MunicipalityCode, slug: str, year: int) -> Response | tuple[str, int]:
    form = PlanForm.read(request.form)
    draft = form.draft(year)
    if draft is not None:
        try:
            current_platform().dao.treasury.plan_budget.plan(slug, code, current_account().address, draft)
            flash(_("予算を保存しました。前の予算も、記録に残ります。"), "success")
            return redirect(url_for("console.show_plan", code=code, slug=slug, year=year), 303)
        except Invalid as problem:
            form.refuse(problem)
        except PlanChanged as changed:
            form.revision = str(changed.revision)
            form.errors["revision"] = sentence(changed)
    return _plan_page(code, slug, year, form), 422


@blueprint.post("/console/<code>/treasuries/<slug>/<int:year>/headings")
@for_officers
def name_heading(code: MunicipalityCode, slug: str, year: int) -> Response:
    proposal, chosen = request.form.get("proposal", 0, int), request.form.get("heading", "")
    heading = int(chosen) if chosen.isdecimal() else None
    current_platform().dao.treasury.name_heading.by_officer(slug, code, current_account().address, proposal, heading)
    flash(_("支払いの費目を記録しました。"), "success")
    return redirect(url_for("console.show_plan", code=code, slug=slug, year=year, _anchor="payments"), 303)


def _plan_page(code: MunicipalityCode, slug: str, year: int, form: PlanForm | None = None) -> str:
    if not 2000 <= year <= 2200:
        abort(404)
    pages = current_platform().dao.treasury.pages
    desk, before = pages.desk(slug, year), pages.desk(slug, year - 1)
    if str(code) not in desk.community.towns:
        abort(404)
    words = LineWords(desk.payments)
    return page(
        "console/treasuries/plan.html",
        code,
        desk=desk,
        community=desk.community,
        year=year,
        form=form or PlanForm.of(desk.budget, before.budget),
        payments=[words.of(line) for line in desk.payments],
        words=words,
        known=_options(desk),
        headings=desk.headings,
    )


def _options(desk: PlanDesk) -> list[tuple[str, str]]:
    """The present plan's headings first, then former ones."""
    return [("", _("費目なし")), *((str(line.heading_id), localized(line, "name")) for line in desk.known)]
