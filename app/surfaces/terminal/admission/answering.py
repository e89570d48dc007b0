"""What the door answers to a scan: a part of its page for HTMX, else a page of its own."""

from __future__ import annotations

from flask import make_response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.errors import sentence, status_of
from app.surfaces.terminal.shop import page
from chain.errors import DomainError


def refused(merchant_id: int, error: DomainError, title: str = "") -> AnyResponse:
    """HTMX shows it in its place, whatever the status is elsewhere."""
    status = 200 if request.headers.get("HX-Request") else status_of(error)
    words = {"title": title or _("入場できません"), "words": sentence(error)}
    return answer("terminal/admission/_refused.html", merchant_id, status, **words)


def answer(fragment: str, merchant_id: int, status: int = 200, **values: object) -> AnyResponse:
    values |= {"next_at": url_for("terminal.show_door", merchant_id=merchant_id)}
    if request.headers.get("HX-Request"):
        return make_response(page(fragment, merchant_id, **values), status)
    return make_response(page("terminal/admission/answer.html", merchant_id, fragment=fragment, **values), status)
