"""Commenting on an idea and answering a comment. What was typed is kept when it is refused."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.ideas import blueprint
from app.surfaces.ideas.browsing import shown, shown_thread
from app.wiring import current_platform
from chain.errors import DomainError, Invalid
from dao.models.ideas.errors import TooManyComments


@blueprint.post("/ideas/<int:number>/comments")
@requires_sign_in
@limiter.limit("10 per minute", key_func=per_person)
def post_comment(number: int) -> Response | tuple[str, int]:
    """Raises: IdeaUnknown, MembersOnly, IdeaMerged."""
    try:
        return _posted(number, None)
    except (Invalid, TooManyComments) as problem:
        return _refused("ideas/idea.html", shown(number), problem)


@blueprint.post("/ideas/<int:number>/threads/<int:thread>/comments")
@requires_sign_in
@limiter.limit("10 per minute", key_func=per_person)
def post_answer(number: int, thread: int) -> Response | tuple[str, int]:
    """Raises: IdeaUnknown, CommentUnknown, MembersOnly, IdeaMerged."""
    try:
        return _posted(number, thread)
    except (Invalid, TooManyComments) as problem:
        return _refused("ideas/thread.html", shown_thread(number, thread), problem)


def _posted(number: int, thread: int | None) -> Response:
    body, author = request.form.get("body", ""), current_account().address
    comment = current_platform().dao.ideas.comment.comment(number, author, body, thread)
    return redirect(url_for("ideas.find_comment", number=number, comment=comment), 303)


def _refused(template: str, page: dict[str, object], problem: DomainError) -> tuple[str, int]:
    typed = {"error": sentence(problem), "typed": request.form.get("body", "")}
    return render_template(template, **page | typed), status_of(problem)
