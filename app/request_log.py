"""One log line and one measurement for each request. Never the query string: it may hold a code or a name."""

from __future__ import annotations

import time

import structlog
from flask import Flask, Response, g, request
from prometheus_client import Histogram

_log = structlog.get_logger("web")
_SILENT = ("/static/", "/healthz", "/metrics")
REQUEST_SECONDS = Histogram(
    "musubi_request_seconds",
    "Time to answer a request",
    ["endpoint", "method", "status"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)


def register(flask: Flask) -> None:
    flask.before_request(_start)
    flask.after_request(_finish)


def _start() -> None:
    g.started = time.perf_counter()


def _finish(response: Response) -> Response:
    seconds = time.perf_counter() - g.get("started", time.perf_counter())
    REQUEST_SECONDS.labels(request.endpoint or "none", request.method, str(response.status_code)).observe(seconds)
    if not request.path.startswith(_SILENT):
        _log.info(
            "request", method=request.method, path=request.path, status=response.status_code, ms=round(seconds * 1000)
        )
    return response
