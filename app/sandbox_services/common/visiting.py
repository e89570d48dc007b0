"""Who is signed in at this service, and moments as people read them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import ParamSpec, TypeVar
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import g, redirect, request, session
from werkzeug.wrappers import Response

from app.sandbox_services.common.site import current_site
from app.sandbox_services.common.visitors import Visitor

_TOKYO = ZoneInfo("Asia/Tokyo")
_KEY = "visitor"

_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")


def current_visitor() -> Visitor | None:
    if "visitor" not in g:
        known = session.get(_KEY)
        g.visitor = current_site().visitors.find(known) if isinstance(known, int) else None
    found: Visitor | None = g.visitor
    return found


def sign_in(visitor: Visitor) -> None:
    """With a session of its own; only the language goes along."""
    language = session.get("language")
    session.clear()
    session[_KEY] = visitor.id
    if language:
        session["language"] = language
    g.pop("visitor", None)


def sign_out() -> None:
    session.pop(_KEY, None)
    g.pop("visitor", None)


def for_visitors(view: Callable[_Given, _Answer]) -> Callable[_Given, _Answer | Response]:
    """Who is not signed in comes to the sign-in page and back to this one."""

    @wraps(view)
    def guarded(*args: _Given.args, **kwargs: _Given.kwargs) -> _Answer | Response:
        if current_visitor() is None:
            back = request.full_path.rstrip("?") if request.method == "GET" else "/"
            return redirect("/sign-in?" + urlencode({"next": back}), 303)
        return view(*args, **kwargs)

    return guarded


def signed_in_visitor() -> Visitor:
    """In a view of `for_visitors`."""
    found = current_visitor()
    assert found is not None
    return found


def told_time(text: str) -> str:
    """A kept moment as in 11/27 18:05, in Japan."""
    moment = datetime.fromisoformat(text).astimezone(_TOKYO)
    return f"{moment.month}/{moment.day} {moment:%H:%M}"
