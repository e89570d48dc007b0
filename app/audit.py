"""Writes the audit log: each press of an office's button before it is done, what was refused, and each list that is
taken out. When it cannot be written, nothing is done."""

from __future__ import annotations

import structlog
from flask import after_this_request, request
from werkzeug.wrappers import Response

from app.wiring import Platform, current_platform
from chain.audit_log import AuditKind, Head, append, newest
from chain.ids import Address
from chain.refusing import writing_anyway

_log = structlog.get_logger("audit")
_READING = ("GET", "HEAD", "OPTIONS")
_FAILED = 400


def watch(actor: Address, role: str, scope: str) -> None:
    """Call when it is certain that `actor` may act for this office, before the view runs."""
    if request.method not in _READING:
        _write(AuditKind.ACT, actor, role, scope)

    @after_this_request
    def note(response: Response) -> Response:
        if request.method not in _READING and response.status_code >= _FAILED:
            _write(AuditKind.REFUSED, actor, role, scope)
        elif request.method == "GET" and response.headers.get("Content-Disposition", "").startswith("attachment"):
            _write(AuditKind.EXPORT, actor, role, scope)
        return response


def _write(kind: AuditKind, actor: Address, role: str, scope: str) -> None:
    """Neither the form nor the query: they hold names and amounts of people."""
    platform = current_platform()
    numbers = ((name, value) for name, value in (request.view_args or {}).items() if name != "code")
    subject = " ".join(f"{name}={value}" for name, value in numbers)
    with writing_anyway(), platform.db.write() as session:
        append(session, platform.clock.now(), actor, role, scope, kind, request.endpoint or "", subject)


def tell_audit_head(platform: Platform) -> int:
    """The newest entry, into the log files: kept apart from the database, they show when its end was cut off.

    Returns: the entry's number.
    """
    with platform.db.read() as session:
        last = newest(session)
    if last is None:
        return 0
    _log.info("audit_head", head=str(Head(last.number, last.hash)))
    return last.number
