"""Tells members of communities that a vote has opened, or closes soon."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.ids import Address
from points.models import NoticeKind
from points.models.notice import NoticeDraft
from points.services.notices.keep_notices import KeepNotices


class TellOfVotes:
    def __init__(self, clock: Clock, keeping: KeepNotices) -> None:
        self.clock = clock
        self.keeping = keeping

    def on_vote_announced(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `dao.vote_announced`; one event told twice writes nothing new."""
        facts = {name: value for name, value in body.items() if name != "accounts"}
        subject = f"{body['what']}:{body['number']}:{body['moment']}"
        drafts = [NoticeDraft(Address(account), NoticeKind.VOTE, subject, facts) for account in body["accounts"]]
        self.keeping.write(session, drafts, self.keeping.people({draft.account for draft in drafts}), self.clock.now())
