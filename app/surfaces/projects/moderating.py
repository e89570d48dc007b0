"""Texts of projects that a town's officers have hidden: what is shown instead, and where each is found."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from flask import url_for
from flask_babel import lazy_gettext as _l

from app.adapters.town_reports import PLEDGE, PROJECT, UPDATE
from app.surfaces.moderation.words import KINDS, LINKS
from app.surfaces.projects import blueprint
from app.wiring import current_platform
from dao.models.moderation import ModerationAct
from marketplace.queries.projects.pages import ProjectPages

KINDS |= {
    PROJECT: _l("寄附プロジェクトの文章"),
    UPDATE: _l("寄附プロジェクトのお知らせ"),
    PLEDGE: _l("支援した人の名前とことば"),
}
LINKS[PROJECT] = lambda number: url_for("projects.show_project", number=number)
LINKS[UPDATE] = lambda number: _page(pages().of_update(number), f"update-{number}")
LINKS[PLEDGE] = lambda number: _page(pages().of_pledge(number), "supporters-title")


def pages() -> ProjectPages:
    return current_platform().marketplace.projects.pages


def _page(project: int | None, anchor: str) -> str:
    return url_for("projects.show_project", number=project, _anchor=anchor) if project is not None else ""


def hidden(kind: str, numbers: Collection[int]) -> Mapping[int, ModerationAct]:
    return current_platform().dao.moderation.pages.hidden(kind, numbers)


@blueprint.app_template_global("hidden_pledges")
def hidden_pledges(numbers: Collection[int]) -> Mapping[int, ModerationAct]:
    return hidden(PLEDGE, numbers)
