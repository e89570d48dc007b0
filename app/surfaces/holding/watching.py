"""What is on its way to the chain for one token, as the part of a page that looks again."""

from __future__ import annotations

from flask import make_response, render_template
from werkzeug.wrappers import Response

from app.access import requires_sign_in
from app.surfaces.holding import blueprint
from app.surfaces.holding.pieces import act_words, desk, failure_words
from marketplace.models import TokenActState


@blueprint.get("/collection/<address>/<int:token_id>/under-way")
@requires_sign_in
def show_under_way(address: str, token_id: int) -> Response:
    """Once nothing waits any more, the whole page is read again. Raises: TokenUnknown."""
    page = desk(address, token_id)
    words = {"act_words": act_words, "failure_words": failure_words}
    response = make_response(render_template("holding/_under_way.html", desk=page, **words))
    if all(view.state is not TokenActState.PENDING for view in page.acts):
        response.headers["HX-Refresh"] = "true"
    return response
