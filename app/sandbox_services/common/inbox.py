"""Messages from Musubi: checked, kept once, answered, and what they say done in the same transaction."""

from __future__ import annotations

import json
import time
from typing import Any

from flask import Blueprint, abort, request

from app.sandbox_services.common.book import Rows
from app.sandbox_services.common.outbox import ASIDE, DONE
from app.sandbox_services.common.signing import MessageRefused, check
from app.sandbox_services.common.site import Site, current_site
from app.sandbox_services.common.visitors import forget

PATH = "/musubi"
_MOST_BYTES = 64_000

blueprint = Blueprint("inbox", __name__)


@blueprint.post(PATH)
def take_message() -> tuple[str, int]:
    if (request.content_length or 0) > _MOST_BYTES:
        abort(413)
    site, body = current_site(), request.get_data()
    try:
        message_id = check(site.connection.webhook_secret, _headers(), body, int(time.time()))
    except MessageRefused:
        abort(401)
    try:
        message = json.loads(body)
        kind, data = str(message["type"]), dict(message.get("data") or {})
    except (ValueError, KeyError, TypeError):
        abort(400)
    _keep(site, message_id, kind, data, _without_person(message, data))
    return "", 204


def _without_person(message: dict[str, Any], data: dict[str, Any]) -> str:
    """For the log, which is for everybody to see and outlives a consent."""
    covered = data | {"sub": "…"} if "sub" in data else data
    return json.dumps(message | {"data": covered}, ensure_ascii=False)


def _keep(site: Site, message_id: str, kind: str, data: dict[str, Any], body: str) -> None:
    with site.book.write() as rows:
        kept = message_id, kind, body, site.now().isoformat(timespec="seconds")
        if not rows.execute("insert or ignore into received values (?, ?, ?, ?)", kept).rowcount:
            return  # it came before
        for do in site.on_message.get(kind, []):
            do(rows, data)


def listen(site: Site) -> None:
    """What every service does with what it is told."""
    site.on("musubi.event.processed", lambda rows, data: _end(rows, data, DONE))
    site.on("musubi.event.put_aside", lambda rows, data: _end(rows, data, ASIDE))
    site.on("musubi.points.granted", _note_points)
    site.on("musubi.consent.withdrawn", lambda rows, data: _forget(rows, data))


def _end(rows: Rows, data: dict[str, Any], state: str) -> None:
    """Messages come in no promised order, and one that was put right is processed after all."""
    reason = str(data.get("reason", ""))
    wanted = "id = ?" if state == DONE else "id = ? and state != 'done'"
    rows.execute(
        f"update sent set state = ?, reason = ? where {wanted}",  # noqa: S608 - one of two texts above  # nosec B608
        (state, reason, str(data.get("event", ""))),
    )


def _note_points(rows: Rows, data: dict[str, Any]) -> None:
    """An event may be thanked for by several rules."""
    points = data.get("amount")
    if isinstance(points, int):
        rows.execute(
            "update sent set points = coalesce(points, 0) + ? where id = ?", (points, str(data.get("event", "")))
        )


def _forget(rows: Rows, data: dict[str, Any]) -> None:
    subject = str(data.get("sub") or "")
    if subject:
        forget(rows, subject)


def _headers() -> dict[str, str]:
    return {name.lower(): value for name, value in request.headers.items()}
