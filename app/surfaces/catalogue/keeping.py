"""Pages of the catalogue as visitors see them, kept in the process until the catalogue changes: most ask for the same.

Only pages that do not depend on who looks: nobody is signed in, nothing is left to be told, and the page posts no form,
so that it needs no token of a session. A page is drawn anew as soon as something is put, opened, closed or nearly sold
out, and when a sale begins or ends.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, TypeVar, cast

from flask import Response, g, make_response, request, session

from app.i18n import language
from app.viewer import viewer
from app.wiring import current_platform
from marketplace.queries.catalogue.kept import Stamp
from marketplace.queries.catalogue.pages import Catalogue, Choices

_MOST = 400  # about 50 KB each
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Page:
    body: bytes
    digest: str


class Kept:
    """Values by key, of one state of one catalogue; what was not asked for the longest goes first."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._of: object = None
        self._until = datetime.min.replace(tzinfo=UTC)
        self._values: OrderedDict[Any, Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, catalogue: Catalogue, stamp: Stamp, key: Any, make: Callable[[], Value]) -> Value:
        """The value kept under `key` of the catalogue as it is now, else a new one."""
        state = (catalogue, stamp)
        with self._lock:
            if self._of != state or catalogue.now() >= self._until:
                self._of, self._until = state, catalogue.changes_by_itself_at(stamp)
                self._values.clear()
            if key in self._values:
                self._values.move_to_end(key)
                return cast("Value", self._values[key])
        value = make()
        with self._lock:
            if self._of == state:
                self._values[key] = value
                if len(self._values) > self._most:
                    self._values.popitem(last=False)
        return value


_kept, _parts = Kept(), Kept()


def catalogue_stamp() -> Stamp:
    """Asked for once a request."""
    if "catalogue_stamp" not in g:
        g.catalogue_stamp = current_platform().marketplace.catalogue.stamp()
    return cast("Stamp", g.catalogue_stamp)


def kept_part(key: Any, make: Callable[[], Value]) -> Value:
    """A part of pages that depends on nothing but the catalogue and its key."""
    return _parts.get(current_platform().marketplace.catalogue, catalogue_stamp(), key, make)


def kept_choices() -> Choices:
    return kept_part("choices", current_platform().marketplace.catalogue.choices)


def page_for_visitor(draw: Callable[..., str]) -> Response:
    """`draw` takes further values for its template. Browsers may keep the page, and ask whether it has changed."""
    if viewer() is not None or "_flashes" in session:
        return make_response(draw())
    is_fragment = request.headers.get("HX-Request") == "true"
    key = (request.full_path, language(), is_fragment)
    page = _kept.get(current_platform().marketplace.catalogue, catalogue_stamp(), key, lambda: _drawn(draw))
    if request.if_none_match.contains(page.digest):
        response = make_response(b"", 304)
    else:
        response = Response(page.body, mimetype="text/html")
    response.set_etag(page.digest)
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.add("Cookie")
    return response


def _drawn(draw: Callable[..., str]) -> Page:
    body = draw(csrf_token=lambda: "").encode()
    return Page(body, sha256(body).hexdigest()[:32])
