"""Supporting an idea, and taking it back."""

from __future__ import annotations

from flask import redirect, url_for
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.security import limiter
from app.surfaces.ideas import blueprint
from app.wiring import current_platform


@blueprint.post("/ideas/<int:number>/support")
@requires_sign_in
@limiter.limit("60 per minute", key_func=per_person)
def support_idea(number: int) -> Response:
    """Raises: IdeaUnknown, MembersOnly, IdeaMerged."""
    current_platform().dao.ideas.support.support(number, current_account().address)
    return redirect(url_for("ideas.show_idea", number=number), 303)


@blueprint.post("/ideas/<int:number>/support/withdrawal")
@requires_sign_in
@limiter.limit("60 per minute", key_func=per_person)
def withdraw_support(number: int) -> Response:
    """Raises: IdeaUnknown, IdeaMerged."""
    current_platform().dao.ideas.support.withdraw(number, current_account().address)
    return redirect(url_for("ideas.show_idea", number=number), 303)
