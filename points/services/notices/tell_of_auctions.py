"""Tells people what became of their bids and the names they proposed, and of lotteries they entered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.ids import Address
from points.models import NoticeKind
from points.models.notice import NoticeDraft
from points.services.notices.keep_notices import KeepNotices


class TellOfAuctions:
    def __init__(self, clock: Clock, keeping: KeepNotices) -> None:
        self.clock = clock
        self.keeping = keeping

    def on_bid_decided(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `marketplace.bid_decided`; one event told twice writes nothing new."""
        self._write(session, body, f"bid:{body['bid']}")

    def on_name_reviewed(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `marketplace.name_reviewed`."""
        self._write(session, body, f"name:{body['proposal']}:{body['outcome']}")

    def on_lottery_turn_came(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `marketplace.lottery_turn_came`."""
        self._write(session, {**body, "outcome": "lottery"}, f"lottery:{body['lottery']}")

    def on_lottery_drawn(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `marketplace.lottery_drawn`."""
        self._write(session, {**body, "outcome": "lottery_drawn"}, f"lottery_drawn:{body['lottery']}")

    def on_lottery_called_off(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `marketplace.lottery_called_off`."""
        self._write(session, {**body, "outcome": "lottery_called_off"}, f"lottery_called_off:{body['lottery']}")

    def _write(self, session: Session, body: Mapping[str, Any], subject: str) -> None:
        facts = {name: value for name, value in body.items() if name != "account"}
        draft = NoticeDraft(Address(body["account"]), NoticeKind.AUCTION, subject, facts)
        self.keeping.write(session, [draft], self.keeping.people({draft.account}), self.clock.now())
