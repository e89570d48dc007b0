"""Entries, which are only ever added: the database itself refuses to change or delete one."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from enum import StrEnum

from sqlalchemy import DDL, String, event
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, UtcDateTime
from chain.ids import Address

BEFORE_THE_FIRST = bytes(32)


class AuditKind(StrEnum):
    ACT = "act"  # something was asked for; it stands here before it is done
    REFUSED = "refused"  # and was not done
    EXPORT = "export"  # a list or document left the system


class AuditEntry(Base):
    """No personal data: `act` is the name of what was pressed, `subject` the numbers it was pressed for."""

    __tablename__ = "audit_entry"

    number: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)  # 1, 2, 3, without a gap
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[Address] = mapped_column(AddressType, index=True)
    role: Mapped[str] = mapped_column(String(20))
    scope: Mapped[str] = mapped_column(String(40), index=True)  # whose office: a municipality code, or ""
    kind: Mapped[AuditKind] = mapped_column(String(10))
    act: Mapped[str] = mapped_column(String(120))
    subject: Mapped[str] = mapped_column(String(200))
    previous: Mapped[bytes] = mapped_column(Bytes32)
    hash: Mapped[bytes] = mapped_column(Bytes32)

    def computed_hash(self) -> bytes:
        """SHA-256 of the hash before and of everything that stands in the entry."""
        told = [
            self.number, self.at.isoformat(timespec="microseconds"), str(self.actor), self.role, self.scope,
            str(self.kind), self.act, self.subject,
        ]  # fmt: skip
        return hashlib.sha256(self.previous + json.dumps(told, ensure_ascii=False).encode()).digest()


ONLY_ADDED = {
    "sqlite": [
        f"CREATE TRIGGER audit_entry_stays_{what} BEFORE {what} ON audit_entry "
        "BEGIN SELECT RAISE(ABORT, 'entries of the audit log are only added'); END"
        for what in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        (
            "CREATE FUNCTION audit_entry_stays() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'entries of the audit log are only added'; END $$"
        ),
        (
            "CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_stays()"
        ),
    ],
}
for _dialect, _statements in ONLY_ADDED.items():
    for _statement in _statements:
        _guard = DDL(_statement.replace("%", "%%"))  # type: ignore[no-untyped-call]
        event.listen(AuditEntry.__table__, "after_create", _guard.execute_if(dialect=_dialect))
