"""The list of a municipality's projects, and drafts: write, look at, change, throw away."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.errors import sentence
from app.i18n import localized
from app.surfaces.console import blueprint
from app.surfaces.console.artwork_form import SCENES
from app.surfaces.console.office import for_officers, page
from app.surfaces.console.projects.form import ProjectForm
from app.surfaces.projects.words import KIND_NAMES, KINDS, goal_rules
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from marketplace.artwork.cards import CLOTH
from marketplace.errors import ProjectSigned, TownUnknown
from marketplace.ports import SalePayee


@blueprint.get("/console/<code>/projects")
@for_officers
def show_projects(code: MunicipalityCode) -> str:
    views = current_platform().marketplace.projects.pages.desk_list(code)
    return page("console/projects/projects.html", code, views=views)


@blueprint.get("/console/<code>/projects/new")
@for_officers
def new_project(code: MunicipalityCode) -> str:
    return _form(code, ProjectForm.blank())


@blueprint.post("/console/<code>/projects")
@for_officers
def create_project(code: MunicipalityCode) -> AnyResponse | tuple[str, int]:
    return _save(code, None)


@blueprint.get("/console/<code>/projects/<int:number>")
@for_officers
def show_town_project(code: MunicipalityCode, number: int) -> str:
    """What is to be signed next, how it stands, and its supporters. Raises: ProjectUnknown."""
    desk = current_platform().marketplace.projects.pages.desk(code, number)
    return page("console/projects/project.html", code, desk=desk, view=desk.view, project=desk.view.project)


@blueprint.get("/console/<code>/projects/<int:number>/edit")
@for_officers
def edit_project(code: MunicipalityCode, number: int) -> str:
    view = current_platform().marketplace.projects.pages.desk(code, number).view
    return _form(code, ProjectForm.of(view, _payees(code)), number)


@blueprint.post("/console/<code>/projects/<int:number>")
@for_officers
def change_project(code: MunicipalityCode, number: int) -> AnyResponse | tuple[str, int]:
    current_platform().marketplace.projects.pages.desk(code, number)
    return _save(code, number)


@blueprint.post("/console/<code>/projects/<int:number>/removal")
@for_officers
def discard_project(code: MunicipalityCode, number: int) -> AnyResponse:
    try:
        current_platform().marketplace.projects.draft.discard(code, number)
    except ProjectSigned as error:
        flash(sentence(error), "error")
        return redirect(url_for("console.show_town_project", code=code, number=number), 303)
    flash(_("下書きを取り消しました。"), "success")
    return redirect(url_for("console.show_projects", code=code), 303)


def _save(code: MunicipalityCode, number: int | None) -> AnyResponse | tuple[str, int]:
    form, drafting = ProjectForm.sent(), current_platform().marketplace.projects.draft
    draft = form.draft(_payees(code))
    if draft is not None:
        try:
            if number is None:
                number = drafting.draft(code, current_account().address, draft)
            else:
                drafting.change(code, number, draft)
            return redirect(url_for("console.show_town_project", code=code, number=number), 303)
        except Invalid as error:
            form.typed.refuse(error)
        except (Conflict, TownUnknown) as error:
            flash(sentence(error), "error")
    return _form(code, form, number), 422


def _form(code: MunicipalityCode, form: ProjectForm, number: int | None = None) -> str:
    scenes = [(key, str(words)) for key, words in SCENES.items() if key != CLOTH]
    kinds = [(kind.value, str(name), str(KINDS[kind])) for kind, name in KIND_NAMES.items()]
    return page(
        "console/projects/form.html", code, form=form, typed=form.typed, payees=_payees(code), scenes=scenes,
        kinds=kinds, goal_rules=goal_rules(), grants=_grants(code), number=number,
    )  # fmt: skip


def _grants(code: MunicipalityCode) -> list[tuple[str, str]]:
    """Programs out of which the town can thank supporters."""
    found = current_platform().marketplace.projects.thank_with_points.grants.programs(code)
    return [(str(one.program_id), localized(one, "name")) for one in found]


def _payees(code: MunicipalityCode) -> Sequence[SalePayee]:
    return current_platform().marketplace.selling.payees.of(code)
