"""Who may use how much: entries per principal and minute. What is over the quota waits, it does not fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.outbox import RelayEntry
from chain.relayer.models import RelayTransaction

_WINDOW = timedelta(minutes=1)


class Admission:
    """What each principal has used in the last minute. The platform itself (principal "") has no quota."""

    def __init__(self, quota: int, used: dict[str, int]) -> None:
        self._quota = quota
        self._used = Counter(used)

    @classmethod
    def at(cls, session: Session, quota: int, now: datetime) -> Admission:
        counted = (
            select(RelayEntry.principal, func.count().label("used"))
            .join(RelayTransaction, RelayTransaction.id == RelayEntry.transaction_id)
            .where(RelayTransaction.created_at > now - _WINDOW, RelayEntry.principal != "")
            .group_by(RelayEntry.principal)
        )
        return cls(quota, {row.principal: row.used for row in session.execute(counted)})

    def exhausted(self) -> list[str]:
        """Principals whose entries need not be looked at now."""
        return [principal for principal, count in self._used.items() if count >= self._quota]

    def admit(self, entries: Iterable[RelayEntry]) -> list[RelayEntry]:
        """Those of `entries`, in order, that fit in their principals' quotas."""
        admitted = []
        for entry in entries:
            if entry.principal:
                if self._used[entry.principal] >= self._quota:
                    continue
                self._used[entry.principal] += 1
            admitted.append(entry)
        return admitted
