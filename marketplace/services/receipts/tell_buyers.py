"""One mail for each purchase, when its receipts are there. Sent outside any request; what a mail server did not take
is tried again, later each time. What is long past is not told any more."""

from __future__ import annotations

from datetime import timedelta
from typing import Protocol

import structlog
from sqlalchemy import select

from chain.clock import Clock
from chain.db import Database
from chain.errors import MusubiError
from marketplace.models.receipts import Purchase, PurchaseStep
from marketplace.ports import Contact, Contacts

MOST_ATTEMPTS = 12
_MOST_A_RUN = 100
_TOO_LATE = timedelta(days=3)
_FIRST_WAIT, _MOST_DOUBLINGS = timedelta(minutes=5), 6
_log = structlog.get_logger("receipts")


class Carrier(Protocol):
    def confirm(self, subject: str, contact: Contact) -> None:
        """Put the purchase into words and send it. Raises: MusubiError when it was not taken."""
        ...


class TellBuyers:
    """A purchase is claimed for some minutes before its mail goes; only a crash between the mail server's answer and
    our row can send it again, under the same Message-ID."""

    def __init__(self, db: Database, clock: Clock, contacts: Contacts) -> None:
        self.db = db
        self.clock = clock
        self.contacts = contacts

    def tell(self, carrier: Carrier) -> int:
        """How many mails went. A mail server that is away keeps all waiting."""
        sent = 0
        for _ in range(_MOST_A_RUN):
            purchase = self._claim()
            if purchase is None:
                break
            contact = self.contacts.contacts([purchase.buyer]).get(purchase.buyer)
            if contact is not None and contact.email:
                try:
                    carrier.confirm(purchase.subject, contact)
                except MusubiError as error:
                    self._put_off(purchase, error)
                    break
                sent += 1
            self._done(purchase.subject, was_sent=contact is not None and bool(contact.email))
        return sent

    def _claim(self) -> Purchase | None:
        now = self.clock.now()
        with self.db.write() as session:
            due = select(Purchase).where(Purchase.step == PurchaseStep.MAIL, Purchase.next_try_at <= now)
            ordered = due.order_by(Purchase.next_try_at, Purchase.subject).limit(1)
            purchase = session.scalar(ordered.with_for_update(skip_locked=True))
            while purchase is not None and purchase.bought_at + _TOO_LATE < now:
                purchase.step = PurchaseStep.DONE
                session.flush()
                purchase = session.scalar(ordered.with_for_update(skip_locked=True))
            if purchase is not None:
                purchase.attempts += 1
                purchase.next_try_at = now + _FIRST_WAIT * 2 ** min(purchase.attempts - 1, _MOST_DOUBLINGS)
            return purchase

    def _put_off(self, purchase: Purchase, error: MusubiError) -> None:
        gives_up = purchase.attempts >= MOST_ATTEMPTS
        _log.warning("confirmation not sent", purchase=purchase.subject, gives_up=gives_up, error=type(error).__name__)
        if gives_up:
            self._done(purchase.subject, was_sent=False)

    def _done(self, subject: str, *, was_sent: bool) -> None:
        with self.db.write() as session:
            row = session.get_one(Purchase, subject, with_for_update=True)
            row.step = PurchaseStep.DONE
            row.mailed_at = self.clock.now() if was_sent else None
