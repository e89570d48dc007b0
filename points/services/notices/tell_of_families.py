"""Tells people that somebody wishes to act for them, may, or may no more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.ids import Address
from points.models import NoticeKind
from points.models.notice import NoticeDraft
from points.services.notices.keep_notices import KeepNotices


class TellOfFamilies:
    """One event told twice writes nothing new."""

    def __init__(self, clock: Clock, keeping: KeepNotices) -> None:
        self.clock = clock
        self.keeping = keeping

    def on_family_told(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `wallet.family_told`."""
        facts = {name: body[name] for name in ("what", "other", "is_guardian", "day")}
        draft = NoticeDraft(Address(body["account"]), NoticeKind.FAMILY, f"{body['what']}:{body['bond_id']}", facts)
        self.keeping.write(session, [draft], self.keeping.people({draft.account}), self.clock.now())
