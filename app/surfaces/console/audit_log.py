"""The audit log of an office: every press of a button of the console and every list taken out, as it was chained."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from werkzeug.routing import BuildError

from app.surfaces.console import blueprint
from app.surfaces.console.office import for_readers, page
from app.wiring import current_platform
from chain.audit_log import AuditEntry, AuditKind, Head, newest
from chain.ids import Address, MunicipalityCode

_PER_PAGE = 100
_KINDS = {AuditKind.ACT: _l("操作"), AuditKind.REFUSED: _l("行われず"), AuditKind.EXPORT: _l("取り出し")}


@blueprint.get("/console/<code>/audit-log")
@for_readers
def show_audit_log(code: MunicipalityCode) -> str:
    number = max(request.args.get("page", 1, type=int), 1)
    with current_platform().db.read() as session:
        of_office = AuditEntry.scope == str(code)
        pages = -(-(session.scalar(select(func.count()).where(of_office)) or 0) // _PER_PAGE)
        newest_first = select(AuditEntry).where(of_office).order_by(AuditEntry.number.desc())
        entries = session.scalars(newest_first.offset((number - 1) * _PER_PAGE).limit(_PER_PAGE)).all()
        last = newest(session)
    concerned = {one.number: _people_in(one) for one in entries}
    names = current_platform().points.directory.names({one.actor for one in entries}.union(*concerned.values()))
    rows = [(one, _KINDS[one.kind], names.get(one.actor, ""), _page_of(one)) for one in entries]
    head = Head(last.number, last.hash) if last else None
    return page(
        "console/audit_log.html", code, rows=rows, concerned=concerned, names=names, number=number, pages=pages,
        head=head, address=lambda other: url_for("console.show_audit_log", code=code, page=other),
    )  # fmt: skip


def _people_in(entry: AuditEntry) -> list[Address]:
    """Whom it was done for, where their addresses stand in the entry."""
    values = (word.partition("=")[2] for word in entry.subject.split())
    return [Address(value) for value in values if value.startswith("0x")]


def _page_of(entry: AuditEntry) -> str:
    """The address that was asked for, without the office's own part; the bare name when the page is gone."""
    words = (word.partition("=") for word in entry.subject.split())
    values: dict[str, Any] = {name: value for name, _is, value in words if not value.startswith("0x")}
    try:
        return url_for(entry.act, code=entry.scope, **values).removeprefix(f"/console/{entry.scope}")
    except (BuildError, ValueError):
        return f"{entry.act} {entry.subject}".strip()
