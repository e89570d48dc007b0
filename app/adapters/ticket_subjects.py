"""What a service calls the holder of tickets, where the holder agreed that it may know of them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.ids import Address
from wallet.openid.models import Consent, UseKind
from wallet.openid.scopes import Scope
from wallet.openid.services.consents import note_use, standing, subject_of


class TicketSubjects:
    """Implements points.bridges.ports.TicketHolders."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def subject(self, session: Session, client_id: str, holder: Address) -> str:
        consent = agreed_to_tickets(session, client_id, holder)
        if consent is None:
            return ""
        note_use(session, consent, UseKind.READ, self._clock.now())
        return subject_of(session, holder, client_id)


def agreed_to_tickets(session: Session, client_id: str, holder: Address) -> Consent | None:
    """What the person agreed to and has not withdrawn, where the tickets are part of it."""
    consent = standing(session, holder, client_id)
    return consent if consent is not None and Scope.TICKETS in consent.given else None
