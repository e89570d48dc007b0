"""The list of projects, and one of them: goal, progress, milestones, news and supporters."""

from __future__ import annotations

from collections.abc import Mapping

from flask import render_template, request

from app.adapters.town_reports import PROJECT, UPDATE
from app.surfaces.projects import blueprint
from app.surfaces.projects.moderating import hidden
from app.viewer import viewer
from app.wiring import current_platform
from chain.units import Yen
from marketplace.models.shares import amounts


@blueprint.get("/projects")
def list_projects() -> str:
    account, pages = viewer(), current_platform().marketplace.projects.pages
    own = pages.supported(account.address) if account else []
    return render_template("projects/projects.html", views=pages.listed(), own=own)


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
        hidden=hidden(PROJECT, [number]).get(number),
        hidden_news=hidden(UPDATE, [one.update.id for one in found.updates]),
        filled=filled,
        error=error,
    )


@blueprint.get("/projects/<int:number>/supporters")
def list_supporters(number: int) -> str:
    """The newest first, by pages. Raises: ProjectUnknown."""
    found = current_platform().marketplace.projects.pages.supporters(number, page_asked())
    return render_template("projects/supporters.html", found=found, project=found.view.project)


def page_asked() -> int:
    """Of a list, counted from 1."""
    return max(1, request.args.get("page", 1, type=int))
