"""From the error tree to what a person gets: a status, a sentence, and a page, a fragment or problem+json."""

from __future__ import annotations

import pkgutil
from datetime import date, datetime
from importlib import import_module
from importlib.util import find_spec

import structlog
from flask import Flask, Response, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

import app.surfaces
from app.i18n import day, number, time_of_day
from app.sentences import SENTENCES, STALE_FORM, STATUS_SENTENCES, Sentences
from chain import errors as tree

# The nearest class in an error's ancestry decides.
STATUS: dict[type, int] = {
    tree.NotFound: 404,
    tree.Invalid: 422,
    tree.Conflict: 409,
    tree.Forbidden: 403,
    tree.DomainError: 422,
    tree.IdentityError: 401,
    tree.ContractReverted: 409,
    tree.ChainError: 503,
    tree.MusubiError: 500,
}
_KEPT_HEADERS = frozenset({"Retry-After", "Allow", "WWW-Authenticate"})
_log = structlog.get_logger("app.errors")


def register(flask: Flask) -> None:
    flask.register_error_handler(tree.MusubiError, _on_own_error)
    flask.register_error_handler(CSRFError, _on_stale_form)
    flask.register_error_handler(HTTPException, _on_http)
    flask.register_error_handler(Exception, _on_unforeseen)


def status_of(error: tree.MusubiError) -> int:
    return next(STATUS[cls] for cls in type(error).__mro__ if cls in STATUS)


def all_sentences() -> Sentences:
    """The platform's own sentences and those of every surface; gathered once."""
    if not _gathered:
        _gathered.update(SENTENCES)
        for surface in pkgutil.iter_modules(app.surfaces.__path__):
            name = f"app.surfaces.{surface.name}.sentences"
            if surface.ispkg and find_spec(name) is not None:
                _gathered.update(import_module(name).SENTENCES)
    return _gathered


_gathered: Sentences = {}


def sentence(error: tree.MusubiError) -> str:
    """What to tell the person, in the language of the request."""
    known = all_sentences()
    code = str(getattr(error, "reason", "") or getattr(error, "name", "") or getattr(error, "code", ""))
    for cls in type(error).__mro__:
        text = known.get((cls, code), known.get(cls))
        if text is not None:
            return _filled(str(text), error)
    raise KeyError(type(error))


def answer(status: int, words: str, *, error: Exception | None = None) -> Response:
    """The error in the form the client asked for."""
    heading = str(STATUS_SENTENCES.get(status, STATUS_SENTENCES[500 if status >= 500 else 400])[0])
    if request.headers.get("HX-Request"):
        response = make_response(render_template("errors/fragment.html", heading=heading, words=words), status)
        response.headers["HX-Retarget"] = "#notices"
        response.headers["HX-Reswap"] = "innerHTML show:#notices:top"
        return response
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        return _problem(status, heading, words, error)
    return make_response(render_template("errors/page.html", status=status, heading=heading, words=words), status)


def _problem(status: int, heading: str, words: str, error: Exception | None) -> Response:
    """Source: RFC 9457."""
    body: dict[str, object] = {"type": "about:blank", "title": heading, "status": status, "detail": words}
    body |= {name: str(getattr(error, name)) for name in ("field", "reason") if hasattr(error, name)}
    response = jsonify(body)
    response.status_code = status
    response.mimetype = "application/problem+json"
    return response


def _filled(text: str, error: tree.MusubiError) -> str:
    values = vars(error) | getattr(error, "values", {}) | getattr(error, "args_by_name", {})
    return text % {name: _shown(value) for name, value in values.items()} if "%" in text else text


def _shown(value: object) -> object:
    """Numbers, times and days as the reader writes them."""
    if isinstance(value, datetime):
        return time_of_day(value)
    if isinstance(value, date):
        return day(value)
    return number(value) if isinstance(value, int) else value


def _on_own_error(error: tree.MusubiError) -> Response:
    status = status_of(error)
    if status >= 500:
        _log.error("request_failed", path=request.path, error=str(error), kind=type(error).__name__)
    return answer(status, sentence(error), error=error)


def _on_stale_form(error: CSRFError) -> Response:
    return answer(400, str(STALE_FORM))


def _on_http(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:
        return make_response(error.get_response())
    known = STATUS_SENTENCES.get(status, STATUS_SENTENCES[500 if status >= 500 else 400])
    words = str(known[1])
    if status == 413:
        words %= {"most": (request.max_content_length or 0) >> 20}
    response = answer(status, words)
    for name, value in error.get_headers():
        if name in _KEPT_HEADERS:
            response.headers[name] = value
    return response


def _on_unforeseen(error: Exception) -> Response:
    _log.exception("unforeseen_error", path=request.path)
    return answer(500, str(STATUS_SENTENCES[500][1]))
