"""Who may use how much: entries per principal and minute, and calls of one subject under way at once. What is over
either waits, it does not fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.outbox import EntryStatus, RelayEntry
from chain.relayer.models import RelayTransaction

_WINDOW = timedelta(minutes=1)
# A subject with hundreds of calls (a grant to 100,000 people) leaves room for others in every block, and most of it
# can still be held back.
MOST_OF_ONE_SUBJECT = 8


class Admission:
    """What each principal has used in the last minute, and what each subject has under way. The platform itself
    (principal "") has no quota."""

    def __init__(self, quota: int, used: dict[str, int], under_way: dict[str, int]) -> None:
        self._quota = quota
        self._used = Counter(used)
        self._under_way = Counter(under_way)

    @classmethod
    def at(cls, session: Session, quota: int, now: datetime) -> Admission:
        counted = (
            select(RelayEntry.principal, func.count().label("used"))
            .join(RelayTransaction, RelayTransaction.id == RelayEntry.transaction_id)
            .where(RelayTransaction.created_at > now - _WINDOW, RelayEntry.principal != "")
            .group_by(RelayEntry.principal)
        )
        several = (  # nearly all subjects have one call alone
            select(RelayEntry.subject, func.count().label("flying"))
            .where(RelayEntry.status == EntryStatus.SENT)
            .group_by(RelayEntry.subject)
            .having(func.count() > 1)
        )
        used = {row.principal: row.used for row in session.execute(counted)}
        return cls(quota, used, {row.subject: row.flying for row in session.execute(several)})

    def exhausted(self) -> list[str]:
        """Principals whose entries need not be looked at now."""
        return [principal for principal, count in self._used.items() if count >= self._quota]

    def crowded(self) -> list[str]:
        """Subjects whose entries need not be looked at now."""
        return [subject for subject, count in self._under_way.items() if count >= MOST_OF_ONE_SUBJECT]

    def admit(self, entries: Iterable[RelayEntry]) -> list[RelayEntry]:
        """Those of `entries`, in order, that fit in."""
        admitted = []
        for entry in entries:
            if self._under_way[entry.subject] >= MOST_OF_ONE_SUBJECT:
                continue
            if entry.principal:
                if self._used[entry.principal] >= self._quota:
                    continue
                self._used[entry.principal] += 1
            self._under_way[entry.subject] += 1
            admitted.append(entry)
        return admitted
