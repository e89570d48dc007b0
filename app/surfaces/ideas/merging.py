"""A steward or a town of the community merges an idea into a similar one."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, requires_sign_in
from app.errors import sentence, status_of
from app.surfaces.ideas import blueprint
from app.surfaces.ideas.words import may_merge, reader_address
from app.wiring import current_platform
from chain.errors import Forbidden
from dao.models.ideas.errors import CannotMerge, IdeaMerged, IdeaUnknown
from dao.queries.ideas.pages import IdeaPage


@blueprint.get("/ideas/<int:number>/merge")
@requires_sign_in
def choose_kept(number: int) -> str:
    """Raises: IdeaUnknown, Forbidden."""
    return _choice(_curated(number))


@blueprint.post("/ideas/<int:number>/merge")
@requires_sign_in
def merge_idea(number: int) -> Response | tuple[str, int]:
    """Raises: IdeaUnknown, Forbidden, IdeaMerged."""
    page, kept = _curated(number), request.form.get("kept", "").strip().rpartition("/")[2]
    try:
        chosen = int(kept) if kept.isdecimal() else 0
        current_platform().dao.ideas.merge.merge(number, chosen, current_account().address)
    except (CannotMerge, IdeaMerged, IdeaUnknown) as problem:
        return _choice(page, sentence(problem)), status_of(problem)
    flash(_("アイデアをまとめました。応援した人は、まとめ先に1回ずつ数えられています。"), "success")
    return redirect(url_for("ideas.show_idea", number=chosen), 303)


def _curated(number: int) -> IdeaPage:
    page = current_platform().dao.ideas.pages.idea(number, reader_address())
    if not may_merge(page):
        raise Forbidden("merge ideas of this community", current_account().address)
    return page


def _choice(page: IdeaPage, error: str = "") -> str:
    titles = [title for title in (page.idea.title_ja, page.idea.title_en) if title]
    similar = current_platform().dao.ideas.pages.similar(page.community.slug, titles, but=page.idea.id)
    return render_template(
        "ideas/merge.html", page=page, idea=page.idea, community=page.community, similar=similar, error=error,
        typed=request.form.get("kept", ""),
    )  # fmt: skip
