"""Whom a connected service means: by the name that we gave it for somebody who signed in there with us, by the QR or
number of a paper card, or by a member number."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.errors import Invalid
from chain.ids import Address
from points.bridges.errors import SubjectUnknown
from points.models import CardState
from points.ports import AccountDirectory
from points.services.cards.read_card import lock_card, shows_card
from wallet.member_number import parse_member_number
from wallet.openid.models import UseKind
from wallet.openid.services.consents import SUBJECT_MARK, account_called, note_use


class ServiceSubjects:
    def __init__(self, accounts: AccountDirectory, clock: Clock) -> None:
        self._accounts = accounts
        self._clock = clock

    def find(self, session: Session, client_id: str, subject: str) -> Address:
        """Raises: SubjectUnknown (form, unknown_card, card_printed, card_blocked, unknown_member, unknown_subject,
        consent_withdrawn)."""
        if subject.startswith(SUBJECT_MARK):
            return self._of_signed_in(session, client_id, subject)
        return _of_card(session, subject) if shows_card(subject) else self._of_member(subject)

    def _of_signed_in(self, session: Session, client_id: str, subject: str) -> Address:
        """Another service's name for the same person is as unknown as one that nobody ever had."""
        called = account_called(session, client_id, subject)
        if called is None:
            raise SubjectUnknown("unknown_subject")
        account, consent = called
        if consent is None:
            raise SubjectUnknown("consent_withdrawn")
        note_use(session, consent, UseKind.EVENT, self._clock.now())
        return account

    def _of_member(self, subject: str) -> Address:
        """By number alone: an e-mail address or a wallet's address is not for services to know."""
        try:
            number = parse_member_number(subject)
        except Invalid:
            raise SubjectUnknown("form") from None
        found = self._accounts.find_many([number]).get(number)
        if found is None:
            raise SubjectUnknown("unknown_member")
        return found


def _of_card(session: Session, subject: str) -> Address:
    card = lock_card(session, subject)
    if card is None:
        raise SubjectUnknown("unknown_card")
    if card.state == CardState.PRINTED:
        raise SubjectUnknown("card_printed")
    if card.state != CardState.ACTIVE:
        raise SubjectUnknown("card_blocked")
    return card.account
