"""Every refusal of the interface as problem+json: a type that leads to its explanation, a stable `reason`, and for each
wrong field where it stands.

Source: RFC 9457; RateLimit fields for HTTP (draft-ietf-httpapi-ratelimit-headers) for the type of 429.
"""

from __future__ import annotations

import json
from typing import Any

import structlog
from flask import Response, request
from werkzeug.exceptions import HTTPException

from app.errors import sentence, status_of
from app.sentences import STATUS_SENTENCES
from app.surfaces.api import blueprint
from app.surfaces.bridges.sentences import SENTENCES
from app.surfaces.bridges.words import problem_words
from app.wiring import current_platform
from chain.errors import MusubiError
from points.bridges.errors import EventRefused, ServiceUnknown

_QUOTA = "https://iana.org/assignments/http-problem-types#quota-exceeded"
_STATUS_OF_REASON = {"content_type": 415, "not_json": 400, "envelope": 400}
_HEADERS = ("Retry-After", "Allow", "RateLimit", "RateLimit-Policy")
_UNKNOWN = SENTENCES[ServiceUnknown]  # there is no sign-in for programs
_log = structlog.get_logger("app.api")


@blueprint.errorhandler(MusubiError)
def on_refusal(error: MusubiError) -> Response:
    status, reason = status_of(error), str(getattr(error, "reason", "refused"))
    if status >= 500:
        _log.error("request_failed", path=request.path, kind=type(error).__name__)
    fields: list[dict[str, str]] = []
    if isinstance(error, EventRefused):
        status = _STATUS_OF_REASON.get(reason, status)
        fields = [{"pointer": one.pointer, "rule": one.rule, "detail": problem_words(one)} for one in error.problems]
    return _problem(status, reason, sentence(error), errors=fields)


@blueprint.errorhandler(HTTPException)
def on_http(error: HTTPException) -> Response:
    status = error.code or 500
    known = STATUS_SENTENCES.get(status, STATUS_SENTENCES[500 if status >= 500 else 400])
    reason, words = {413: "too_large", 429: "quota"}.get(status, "http"), str(known[1])
    if status == 413:
        words = str(known[0])
    response = _problem(status, reason, words, kind=_QUOTA if status == 429 else "")
    for name, value in error.get_headers():
        if name in _HEADERS:
            response.headers[name] = value
    return response


@blueprint.errorhandler(Exception)
def on_unforeseen(error: Exception) -> Response:
    _log.exception("unforeseen_error", path=request.path)
    return _problem(500, "fault", str(STATUS_SENTENCES[500][1]))


def _problem(status: int, reason: str, words: str, kind: str = "", **more: Any) -> Response:
    title = (
        _UNKNOWN if status == 401 else STATUS_SENTENCES.get(status, STATUS_SENTENCES[500 if status >= 500 else 400])[0]
    )
    home = current_platform().settings.public_url.rstrip("/")
    body = {"type": kind or f"{home}/api/v1/docs#{reason}", "title": str(title), "status": status, "detail": words}
    body |= {"reason": reason} | {name: value for name, value in more.items() if value}
    text = json.dumps(body, ensure_ascii=False)  # people read it on a terminal
    return Response(text, status, mimetype="application/problem+json")
