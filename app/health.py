"""Is it alive, can it serve, and what do its numbers say: /healthz, /healthz/ready, /metrics."""

from __future__ import annotations

import os

from flask import Blueprint, Flask, Response, abort, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest, multiprocess
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.security import limiter
from app.wiring import Platform, current_platform
from chain.errors import ChainError
from chain.indexer.finality import head
from chain.settings import Mode

blueprint = Blueprint("health", __name__)
_ALLOWED_LAG_BLOCKS = 30
_LOOPBACK = frozenset({"127.0.0.1", "::1"})


def register(flask: Flask) -> None:
    limiter.exempt(blueprint)
    flask.register_blueprint(blueprint)


@blueprint.get("/healthz")
def live() -> Response:
    return jsonify(status="ok")


@blueprint.get("/healthz/ready")
def ready() -> tuple[Response, int]:
    """Each part by name with "ok" or what is wrong; 503 when one is not ok."""
    parts = readiness(current_platform())
    status = 200 if all(found == "ok" for found in parts.values()) else 503
    return jsonify(status="ok" if status == 200 else "unavailable", parts=parts), status


@blueprint.get("/metrics")
def metrics() -> Response:
    """In production only for a scraper on the machine itself; behind a proxy the processes' metrics ports serve it."""
    if current_platform().settings.mode is Mode.PRODUCTION and request.remote_addr not in _LOOPBACK:
        abort(404)
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)
    of_all_workers = CollectorRegistry()
    multiprocess.MultiProcessCollector(of_all_workers)  # type: ignore[no-untyped-call]
    return Response(generate_latest(of_all_workers), content_type=CONTENT_TYPE_LATEST)


def readiness(platform: Platform) -> dict[str, str]:
    return {"database": _database(platform), "node": _node(platform), "indexer": _indexer(platform)}


def _database(platform: Platform) -> str:
    try:
        with platform.db.read() as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        return type(error).__name__
    return "ok"


def _node(platform: Platform) -> str:
    try:
        found = platform.client.chain_id()
    except ChainError as error:
        return str(error)
    expected = platform.deployments.chain_id
    return "ok" if found == expected else f"chain {found} instead of {expected}"


def _indexer(platform: Platform) -> str:
    try:
        with platform.db.read() as session:
            found = head(session)
    except SQLAlchemyError as error:
        return type(error).__name__
    if found is None:
        return "has not run yet"
    return "ok" if found.lag_blocks <= _ALLOWED_LAG_BLOCKS else f"{found.lag_blocks} blocks behind"
