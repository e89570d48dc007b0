"""Tells members of communities what their stewards write, and what a moderator decided about their words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.ids import Address
from points.models import NoticeKind
from points.models.notice import NoticeDraft
from points.services.notices.keep_notices import KeepNotices


class TellOfCommunities:
    def __init__(self, clock: Clock, keeping: KeepNotices) -> None:
        self.clock = clock
        self.keeping = keeping

    def on_content_moderated(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `dao.content_moderated`; one event told twice writes nothing new."""
        self._write(session, {**body, "what": "moderation"}, f"moderation:{body['act']}:{body['whom']}")

    def on_news_published(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `dao.news_published`; one event told twice writes nothing new."""
        self._write(session, {**body, "what": "news"}, f"news:{body['number']}")

    def on_shop_invited(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `dao.shop_invited`; one event told twice writes nothing new."""
        subject = f"invitation:{body['slug']}:{body['shop']}:{body['turn']}"
        self._write(session, {**body, "what": "invitation"}, subject)

    def on_product_moved(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `dao.product_moved`; one step told twice writes nothing new."""
        self._write(session, {**body, "what": "product", "step": body["what"]}, f"product:{body['turn']}")

    def on_idea_progressed(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `dao.idea_progressed`; of one turn (a day of comments, a merge, an outcome) each author hears once."""
        self._write(session, body, f"{body['idea']}:{body['what']}:{body['turn']}", NoticeKind.IDEA)

    def _write(
        self, session: Session, body: Mapping[str, Any], subject: str, kind: NoticeKind = NoticeKind.COMMUNITY
    ) -> None:
        facts = {name: value for name, value in body.items() if name != "accounts"}
        drafts = [NoticeDraft(Address(account), kind, subject, facts) for account in body["accounts"]]
        self.keeping.write(session, drafts, self.keeping.people({draft.account for draft in drafts}), self.clock.now())
