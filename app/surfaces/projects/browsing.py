"""The list of projects, and one of them: goal, progress, milestones, news and supporters."""

from __future__ import annotations

from collections.abc import Mapping

from flask import render_template, request

from app.surfaces.projects import blueprint
from app.viewer import viewer
from app.wiring import current_platform
from chain.units import Yen
from marketplace.models.shares import amounts


@blueprint.get("/projects")
def list_projects() -> str:
    return render_template("projects/projects.html", views=current_platform().marketplace.projects.pages.listed())


@blueprint.get("/projects/<int:number>")
def show_project(number: int) -> str:
    return project_page(number, request.args)


def project_page(number: int, filled: Mapping[str, str], *, error: str = "") -> str:
    """`filled`: what was typed before, so that nothing is lost."""
    account = viewer()
    found = current_platform().marketplace.projects.pages.project(number, account.address if account else None)
    view = found.view
    shared = view.raised if int(view.raised) else view.project.goal
    return render_template(
        "projects/project.html",
        found=found,
        view=view,
        project=view.project,
        shares=amounts(Yen(int(shared)), view.project.typed_shares()),
        shared=shared,
        filled=filled,
        error=error,
    )


@blueprint.get("/projects/<int:number>/supporters")
def list_supporters(number: int) -> str:
    """The newest hundred. Raises: ProjectUnknown."""
    pages = current_platform().marketplace.projects.pages
    view = pages.project(number).view
    lines = pages.supporters(number, limit=100, offset=0)
    return render_template("projects/supporters.html", view=view, project=view.project, lines=lines)
