"""Writing a comment in its other language."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.security import limiter
from app.surfaces.console.forms import Typed
from app.surfaces.ideas import blueprint
from app.surfaces.ideas.words import names_of, reader_address
from app.wiring import current_platform
from chain.errors import Invalid
from dao.models.ideas.errors import CommentHidden, CommentTranslated

_FIELDS = ("body",)


@blueprint.get("/ideas/<int:number>/comments/<int:comment>/translation")
@requires_sign_in
def new_comment_translation(number: int, comment: int) -> str:
    return _form(number, comment, Typed.of(_FIELDS, {}))


@blueprint.post("/ideas/<int:number>/comments/<int:comment>/translation")
@requires_sign_in
@limiter.limit("30 per hour", key_func=per_person)
def post_comment_translation(number: int, comment: int) -> Response | tuple[str, int]:
    """Raises: IdeaUnknown, CommentUnknown, MembersOnly, IdeaMerged, CommentHidden, CommentTranslated."""
    typed, ideas = Typed.of(_FIELDS, request.form), current_platform().dao.ideas
    try:
        ideas.translate_comment.translate(number, comment, current_account().address, typed.values["body"])
    except Invalid as problem:
        typed.refuse(problem)
        return _form(number, comment, typed), 422
    flash(_("訳を載せました。ありがとうございます。"), "success")
    return redirect(url_for("ideas.find_comment", number=number, comment=comment), 303)


def _form(number: int, comment: int, typed: Typed) -> str:
    ideas = current_platform().dao.ideas
    page, (one, is_hidden) = ideas.pages.idea(number, reader_address()), ideas.comments.comment(number, comment)
    if is_hidden:
        raise CommentHidden(comment)
    if one.translation:
        raise CommentTranslated(comment)
    return render_template(
        "ideas/comment_translation.html",
        page=page, idea=page.idea, community=page.community, comment=one, names=names_of([one.author]), typed=typed,
    )  # fmt: skip
