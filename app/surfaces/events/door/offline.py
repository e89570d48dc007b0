"""The door without a line: the list it loads beforehand, and what it sends when the line is back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Response, jsonify, request
from flask_babel import gettext as _

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence
from app.i18n import localized
from app.security import limiter
from app.surfaces.events import blueprint
from app.surfaces.events.door.letting_in import plain_code
from app.surfaces.events.hosting.hosts import hosts
from app.wiring import current_platform
from chain.clock import business_date, unix
from chain.errors import DomainError, Invalid

_MOST = 200  # scans in one request
_LATEST = 2**40


@blueprint.get("/events/<int:number>/door/list")
@requires_sign_in
@limiter.limit("20 per minute", key_func=per_person)
def show_door_list(number: int) -> Response:
    """Hashes of codes, without names of people. Raises: EventUnknown, NotAtThisDoor."""
    platform = current_platform()
    expected = platform.dao.events.door.expected(number, current_account().address, is_host=hosts(number))
    now, title = platform.clock.now(), localized(expected.event, "title")
    codes = [
        {
            "hash": code_hash, "holder": "", "name": title, "fare": "", "whole": False, "once": True,
            "legs": [{"number": 0, "name": str(_("入場")), "left": party}],
            "from": expected.good_from, "until": expected.event.ends_at,
        }
        for code_hash, party in expected.codes
    ]  # fmt: skip
    answer = jsonify({"day": business_date(now).isoformat(), "now": unix(now), "codes": codes})
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/events/<int:number>/door/scans")
@requires_sign_in
@limiter.limit("60 per minute", key_func=per_person)
def synchronise(number: int) -> Response:
    """Who was let in without a line, each by its nonce: sent twice it does no harm.

    Raises: EventUnknown, NotAtThisDoor, Invalid.
    """
    body = request.get_json(silent=True)
    scans = body.get("scans") if isinstance(body, dict) else None
    if not isinstance(scans, list) or not 1 <= len(scans) <= _MOST:
        raise Invalid("scans", "length")
    is_host = hosts(number)
    current_platform().dao.events.door.require_helper(number, current_account().address, is_host=is_host)
    return jsonify({"results": [_result(number, scan, is_host) for scan in scans]})


def _result(number: int, sent: Any, is_host: bool) -> dict[str, Any]:
    nonce = str(sent.get("nonce", "")) if isinstance(sent, dict) else ""
    try:
        if not isinstance(sent, dict) or not nonce:
            raise Invalid("scans", "length")
        came, at = _number(sent.get("count")), datetime.fromtimestamp(_number(sent.get("at")), UTC)
        code, by = plain_code(str(sent.get("code", ""))), current_account().address
        door = current_platform().dao.events.door
        guest = door.let_in(number, code, came, by, is_host=is_host, nonce=nonce, at=at)
    except DomainError as error:
        return {"nonce": nonce, "is_admitted": False, "words": sentence(error), "todo": _what_to_do()}
    return {"nonce": nonce, "is_admitted": True, "words": localized(guest.event, "title"), "todo": ""}


def _number(found: object) -> int:
    if type(found) is not int or not 0 <= found < _LATEST:
        raise Invalid("scans", "length")
    return found


def _what_to_do() -> str:
    return str(_("入口の責任者に伝え、必要なら来た人に確かめてください。"))
