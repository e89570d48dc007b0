"""Tells people that their identity check runs out, or was brought to another account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.ids import Address
from points.models import NoticeKind
from points.models.notice import NoticeDraft
from points.services.notices.keep_notices import KeepNotices


class TellOfIdentity:
    """One event told twice writes nothing new."""

    def __init__(self, clock: Clock, keeping: KeepNotices) -> None:
        self.clock = clock
        self.keeping = keeping

    def on_person_moved(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `wallet.person_moved`."""
        outcome = "moved_at_counter" if body["at_counter"] else "moved"
        self._tell(session, body["account"], f"moved:{body['key']}", {"outcome": outcome})

    def on_identity_runs_out(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `wallet.identity_runs_out`."""
        facts = {"outcome": "runs_out", "last_day": body["last_day"]}
        self._tell(session, body["account"], f"runs_out:{body['last_day']}", facts)

    def _tell(self, session: Session, account: str, subject: str, facts: dict[str, Any]) -> None:
        draft = NoticeDraft(Address(account), NoticeKind.IDENTITY, subject, facts)
        self.keeping.write(session, [draft], self.keeping.people({draft.account}), self.clock.now())
