"""12-digit My Numbers (個人番号) are asked for nowhere and kept nowhere (番号法 20条): a form, or the JSON of a page,
that carries one leaves nothing behind.

Whoever typed it loses nothing else: the form that was sent shows the sentence at its field, or else the words come back
on a page of their own, to be put right and sent. Rows of lists and events of services are refused one by one, where
their number can be told: those few are named here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Flask, Response, g, make_response, render_template, request, session
from werkzeug.exceptions import RequestEntityTooLarge

from app.access import signed_in_account
from app.errors import answer, sentence, status_of
from chain import refusing
from chain.errors import Invalid
from chain.ids import contains_my_number
from chain.refusing import Refusal

_READING = ("GET", "HEAD", "OPTIONS")
_OF_PROGRAMS = "secrets drawn by chance; how much may be sent is limited before anything is read"
# Looked at by who reads them, for the reason given.
ELSEWHERE = {
    "api.take_event": "the refusal itself is kept for the vendor, without a word of the event",
    "checkout.take_notice": "signed by the card company; nothing that a person typed",
    "openid.give_tokens": _OF_PROGRAMS,
    "openid.tell_claims": _OF_PROGRAMS,
    "openid.revoke_token": _OF_PROGRAMS,
}
ROWS_ELSEWHERE = {
    ("console.choose_people", "text"): "each row is told by its number, and the others are kept",
    ("selling.put_buyers", "people"): "kept as accounts alone; each row is told by its number",
}
# What is typed there has 12 digits of its own, and is read as nothing else.
NEVER_MISTAKEN = {"tracking": "the number of a parcel: that of two carriers has 12 digits with a check of its own"}


def register(flask: Flask) -> None:
    flask.before_request(_look)
    flask.after_request(_say)
    flask.teardown_request(_forget)
    flask.register_error_handler(Invalid, _on_invalid)


def _look() -> None:
    if request.method in _READING or request.endpoint in ELSEWHERE:
        return
    try:
        field = next((name for name, text in _words() if contains_my_number(text)), None)
    except RequestEntityTooLarge:  # nothing was read; the view says who may send so much
        return
    if field is None:
        return
    signed_in_account()  # notes that the session is in use
    g.refusal = Refusal(Invalid(field, "my_number"))
    g.refusal_token = refusing.begin(g.refusal)


def _words() -> Iterator[tuple[str, str]]:
    """Each text of the request's body, with the name of its field."""
    for name, text in request.form.items(multi=True):
        if name not in NEVER_MISTAKEN and (request.endpoint, name) not in ROWS_ELSEWHERE:
            yield name, text
            yield name, name
    if request.is_json:
        yield from _texts("", request.get_json(silent=True))


def _texts(at: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield str(name), str(name)
            yield from _texts(str(name), inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(at, inner)
    elif isinstance(value, str | int):
        yield at, str(value)


def _say(response: Response) -> Response:
    """The refusal, where the page that was made does not say it: it would say that all is well, or nothing plain."""
    refusal: Refusal | None = g.get("refusal")
    if refusal is None or (response.status_code >= 400 and not refusal.was_met):
        return response
    words = sentence(refusal.error)
    if not response.is_streamed and words in response.get_data(as_text=True):
        return response
    session.pop("_flashes", None)
    return _ask_again(refusal.error)


def _on_invalid(error: Invalid) -> Response:
    return _ask_again(error) if error.reason == "my_number" else answer(status_of(error), sentence(error), error=error)


def _ask_again(error: Any) -> Response:
    """What was typed comes back, the fields with such a number open to be put right."""
    status, words = status_of(error), sentence(error)
    is_program = request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"
    if request.headers.get("HX-Request") or is_program or request.is_json:
        return answer(status, words, error=error)
    typed = [(name, text, contains_my_number(text)) for name, text in request.form.items(multi=True)]
    return make_response(
        render_template("errors/my_number.html", words=words, typed=typed, files=list(request.files)), status
    )


def _forget(error: BaseException | None) -> None:
    token = g.pop("refusal_token", None)
    if token is not None:
        refusing.finish(token)
