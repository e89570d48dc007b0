"""Checks the whole log: no entry was changed, taken out or put between, and a head noted earlier still stands in it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.audit_log.entry import BEFORE_THE_FIRST, AuditEntry

_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry at some moment. Who keeps it elsewhere can later tell that nothing up to it was taken off."""

    number: int
    hash: bytes

    def __str__(self) -> str:
        return f"{self.number}:{self.hash.hex()}"

    @classmethod
    def parse(cls, text: str) -> Head:
        """Raises: ValueError."""
        number, _, digest = text.strip().partition(":")
        if len(digest) != 64 or not number.isdecimal():
            raise ValueError("not NUMBER:HASH")
        return cls(int(number), bytes.fromhex(digest))


@dataclass(frozen=True, slots=True)
class Verified:
    head: Head
    broken_at: int | None  # number of the first entry that does not fit; None: all do
    lacks_kept: bool  # the head kept elsewhere does not stand in the log

    @property
    def is_whole(self) -> bool:
        return self.broken_at is None and not self.lacks_kept


def verify(session: Session, kept: Head | None = None) -> Verified:
    head = Head(0, BEFORE_THE_FIRST)
    lacks_kept = kept is not None and kept != head
    entries = select(AuditEntry).order_by(AuditEntry.number).execution_options(yield_per=_PAGE)
    with closing(session.scalars(entries)) as found:
        for entry in found:
            follows = entry.number == head.number + 1 and entry.previous == head.hash
            if not follows or entry.hash != entry.computed_hash():
                return Verified(head, head.number + 1, lacks_kept)
            head = Head(entry.number, entry.hash)
            lacks_kept = lacks_kept and head != kept
    return Verified(head, None, lacks_kept)
