"""The door without a line: the list it loads beforehand, and what it sends when the line is back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Response, jsonify, request
from flask_babel import gettext as _

from app.access import per_person
from app.errors import sentence
from app.i18n import localized, short_address
from app.security import limiter
from app.surfaces.terminal import blueprint
from app.surfaces.terminal.admission.door import door_of, let_in
from app.surfaces.terminal.person import requires_till
from app.wiring import current_platform
from chain.clock import business_date, unix
from chain.errors import DomainError, Invalid
from marketplace.services.admission.door import Door, Scan
from marketplace.services.admission.list_good import GoodCode

_MOST = 200  # scans in one request
_LATEST = 2**40


@blueprint.get("/terminal/<int:merchant_id>/admission/list")
@limiter.limit("20 per minute", key_func=per_person)
@requires_till
def show_list(merchant_id: int) -> Response:
    """Hashes of codes, without names of people."""
    platform = current_platform()
    good = platform.marketplace.admission.list_good.today(door_of(merchant_id))
    now = platform.clock.now()
    answer = jsonify({"day": business_date(now).isoformat(), "now": unix(now), "codes": [_shown(one) for one in good]})
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/terminal/<int:merchant_id>/admission/scans")
@limiter.limit("60 per minute", key_func=per_person)
@requires_till
def synchronise(merchant_id: int) -> Response:
    """What was let in without a line, each scan by its nonce: sent twice it does no harm."""
    body = request.get_json(silent=True)
    scans = body.get("scans") if isinstance(body, dict) else None
    if not isinstance(scans, list) or not 1 <= len(scans) <= _MOST:
        raise Invalid("scans", "length")
    door = door_of(merchant_id)
    return jsonify({"results": [_result(door, scan) for scan in scans]})


def _shown(one: GoodCode) -> dict[str, Any]:
    legs = [{"number": number, "name": localized(leg, "name") if leg else "", "left": n} for number, leg, n in one.legs]
    return {
        "hash": one.code_hash,
        "holder": short_address(one.holder),
        "name": localized(one.thing, "name"),
        "fare": localized(one.fare, "name") if one.fare else "",
        "legs": legs,
        "whole": one.is_whole,
        "from": one.good_from,
        "until": one.good_until,
    }


def _result(door: Door, sent: Any) -> dict[str, Any]:
    nonce = str(sent.get("nonce", "")) if isinstance(sent, dict) else ""
    try:
        scan, leg, count = _read(sent)
        welcome = let_in(door, scan, leg, count)
    except DomainError as error:
        return {"nonce": nonce, "is_admitted": False, "words": sentence(error), "todo": _what_to_do()}
    return {"nonce": nonce, "is_admitted": True, "words": welcome.what, "todo": ""}


def _read(sent: Any) -> tuple[Scan, int, int]:
    """Raises: Invalid."""
    if not isinstance(sent, dict):
        raise Invalid("scans", "length")
    leg, count, at = (_number(sent.get(name)) for name in ("leg", "count", "at"))
    return Scan(str(sent.get("code", "")), str(sent.get("nonce", "")), datetime.fromtimestamp(at, UTC)), leg, count


def _number(found: object) -> int:
    if type(found) is not int or not 0 <= found < _LATEST:
        raise Invalid("scans", "length")
    return found


def _what_to_do() -> str:
    return str(_("この方はすでに入場しています。係の責任者に伝え、必要ならお客さまに確かめてください。"))
