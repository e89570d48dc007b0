"""Tells holders of rights what the seller did for them, and when an address is wanted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.ids import Address
from points.models import NoticeKind
from points.models.notice import NoticeDraft
from points.services.notices.keep_notices import KeepNotices


class TellOfRights:
    def __init__(self, clock: Clock, keeping: KeepNotices) -> None:
        self.clock = clock
        self.keeping = keeping

    def on_right_served(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `marketplace.right_served`; one event told twice writes nothing new."""
        facts = {name: value for name, value in body.items() if name not in ("account", "key")}
        draft = NoticeDraft(Address(body["account"]), NoticeKind.RIGHT, body["key"], facts)
        self.keeping.write(session, [draft], self.keeping.people({draft.account}), self.clock.now())
