"""Addresses of static files that change when the file does, so that browsers may keep them."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

_FOREVER = "public, max-age=31536000, immutable"


class AssetAddresses:
    """`asset("css/layout.css")` in templates; the address is made once a file and change time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._addresses: dict[tuple[str, int], str] = {}

    def url(self, name: str) -> str:
        path = self._folder / name
        try:
            key = (name, path.stat().st_mtime_ns)
        except OSError:
            return url_for("static", filename=name)
        if key not in self._addresses:
            self._addresses[key] = url_for("static", filename=name, v=sha256(path.read_bytes()).hexdigest()[:12])
        return self._addresses[key]


def register_assets(flask: Flask) -> None:
    assert flask.static_folder is not None
    addresses = AssetAddresses(Path(flask.static_folder))
    flask.jinja_env.globals["asset"] = addresses.url
    flask.after_request(_keep_forever)
    flask.add_url_rule("/kept-pages-worker.js", "kept_pages_worker", _kept_pages_worker)


def _keep_forever(response: Response) -> Response:
    """What has its digest in its address never changes; fonts carry their version in the stylesheet that names them."""
    if (
        request.endpoint == "static"
        and response.status_code == 200
        and ("v" in request.args or "/fonts/" in request.path)
    ):
        response.headers["Cache-Control"] = _FOREVER
    return response


def _kept_pages_worker() -> Response:
    """At the root, so that a browser lets it serve pages of any part of the site. It must not grow old."""
    answer = current_app.send_static_file("js/kept_pages_worker.js")
    answer.headers["Cache-Control"] = "no-cache"
    return answer
