"""Stretch goals of a project: promised by its town, up to the end of its time."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.errors import sentence
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed
from app.surfaces.console.office import for_officers, page
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from chain.units import Yen

_FIELDS = ("amount", "words_ja", "words_en")


@blueprint.get("/console/<code>/projects/<int:number>/stretch-goals")
@for_officers
def show_stretch_goals(code: MunicipalityCode, number: int) -> str:
    """Raises: ProjectUnknown."""
    return _page(code, number, Typed.of(_FIELDS, {}))


@blueprint.post("/console/<code>/projects/<int:number>/stretch-goals")
@for_officers
def promise_stretch_goal(code: MunicipalityCode, number: int) -> AnyResponse | tuple[str, int]:
    """Raises: ProjectUnknown."""
    typed, officer = Typed.of(_FIELDS, request.form), current_account().address
    amount = typed.read("amount", Yen.parse)
    words = typed.values["words_ja"], typed.values["words_en"]
    try:
        if amount is not None:
            current_platform().marketplace.projects.stretch.promise(code, number, officer, amount, *words)
            flash(_("次の目標を載せました。"), "success")
            return _back(code, number)
    except Invalid as error:
        typed.refuse(error)
    except Conflict as error:
        typed.errors["amount"] = sentence(error)
    return _page(code, number, typed), 422


@blueprint.post("/console/<code>/projects/<int:number>/stretch-goals/<int:goal_id>/removal")
@for_officers
def take_stretch_goal_back(code: MunicipalityCode, number: int, goal_id: int) -> AnyResponse:
    """Raises: ProjectUnknown, NotFound."""
    try:
        current_platform().marketplace.projects.stretch.take_back(code, number, goal_id)
    except Conflict:
        flash(_("公開したあとの目標は、取り消せません。"), "error")
    else:
        flash(_("目標を取り消しました。"), "success")
    return _back(code, number)


def _page(code: MunicipalityCode, number: int, typed: Typed) -> str:
    desk = current_platform().marketplace.projects.pages.desk(code, number)
    return page(
        "console/projects/stretch_goals.html",
        code,
        view=desk.view,
        project=desk.view.project,
        goals=desk.stretch_goals,
        typed=typed,
    )


def _back(code: MunicipalityCode, number: int) -> AnyResponse:
    return redirect(url_for("console.show_stretch_goals", code=code, number=number), 303)
