"""Tells who asked to come to an event that a place is free, that the event changed, or that it was called off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.ids import Address
from points.models import NoticeKind
from points.models.notice import NoticeDraft
from points.services.notices.keep_notices import KeepNotices


class TellOfEvents:
    def __init__(self, clock: Clock, keeping: KeepNotices) -> None:
        self.clock = clock
        self.keeping = keeping

    def on_attendees_told(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `dao.attendees_told`; one event told twice writes nothing new."""
        facts = {name: value for name, value in body.items() if name != "accounts"}
        subject = f"{body['event']}:{body['what']}:{body['turn']}"
        drafts = [NoticeDraft(Address(account), NoticeKind.EVENT, subject, facts) for account in body["accounts"]]
        self.keeping.write(session, drafts, self.keeping.people({draft.account for draft in drafts}), self.clock.now())
