"""Tells people on a waiting list that seats are free again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.ids import Address
from points.models import NoticeKind
from points.models.notice import NoticeDraft
from points.services.notices.keep_notices import KeepNotices


class TellOfTickets:
    def __init__(self, clock: Clock, keeping: KeepNotices) -> None:
        self.clock = clock
        self.keeping = keeping

    def on_seats_freed(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `marketplace.seats_freed`; one event told twice writes nothing new."""
        facts = {name: value for name, value in body.items() if name not in ("account", "waiting")}
        draft = NoticeDraft(Address(body["account"]), NoticeKind.TICKET, f"waiting:{body['waiting']}", facts)
        self.keeping.write(session, [draft], self.keeping.people({draft.account}), self.clock.now())
