"""What an idea becomes: the forms of polls and proposals start from it, and what they make is noted with it."""

from __future__ import annotations

from flask import request

from app.surfaces.ideas import blueprint
from app.wiring import current_platform
from dao.models.ideas import Idea, OutcomeKind
from dao.models.ideas.errors import IdeaUnknown


def idea_begun_with() -> Idea | None:
    """The idea that the address or the form names (`idea`), or the one into which it was merged. None
    without one, and for a hidden one."""
    named = request.values.get("idea", "").strip()
    if not named.isdecimal() or len(named) > 15:
        return None
    try:
        page = current_platform().dao.ideas.pages.idea(int(named), None)
    except IdeaUnknown:
        return None
    return None if page.hidden else page.kept or page.idea


def words_of(idea: Idea | None) -> dict[str, str]:
    """As fields of a form: both titles, and the text in each language that there is."""
    if idea is None:
        return {}
    bodies = [body for body in (idea.body_ja, idea.body_en) if body]
    return {
        "title_ja": idea.title_ja or idea.title_en,
        "title_en": idea.title_en,
        "body": "\n\n---\n\n".join(bodies),
        "idea": str(idea.id),
    }


def note_outcome(kind: OutcomeKind, number: int, community: str) -> None:
    """When the form was begun with an idea of this community."""
    idea = idea_begun_with()
    if idea is not None and idea.community == community:
        current_platform().dao.ideas.outcome.note(idea.id, kind, number)


@blueprint.app_template_global("origin_of")
def origin_of(kind: str, number: int) -> Idea | None:
    """The idea that became this poll or proposal."""
    return current_platform().dao.ideas.pages.origin_of(OutcomeKind(kind), number)
