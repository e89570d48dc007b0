"""Somebody asks for a card, and gets it: at once where the town opened it so, else when an officer has signed."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts.trade import Issuance
from chain.contracts.typed_data import TypedData
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from chain.outbox import enqueue
from marketplace.errors import ActExpired, DeskRefused, NotOnChain
from marketplace.models import ApplicationState, CardApplication, CardDesk, CardPerson
from marketplace.ports import Homes, Signer
from marketplace.queries.listings import address_of
from marketplace.queries.member_cards.pages import held_card
from marketplace.signing import OFFICER_SIGNATURE_LIFE, ToSign

LONGEST_WORDS = 400
_AT_ONCE_LIFE = timedelta(hours=24)  # long enough for a node that is away
_REASON = "marketplace.member_card"


class IssueCard:
    """Does not check that the officer holds the Curator role; the surface does by role, the contract by signature."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts, signer: Signer, homes: Homes) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.signer = signer
        self.homes = homes

    def apply(self, number: int, applicant: Address, words: str = "") -> int:
        """The id of the request. Somebody who asked already, or has the card, changes nothing by asking again.

        Raises: NotFound, DeskRefused (closed, has_card, has_card_elsewhere), Invalid (words).
        """
        words = words.strip()
        if len(words) > LONGEST_WORDS:
            raise Invalid("words", "too_long", most=LONGEST_WORDS)
        with self.db.write() as session:
            application = self._keep(session, number, applicant, words)
            application_id, desk = application.id, application.desk
            is_due = desk.at_once or (desk.for_residents and self._is_resident(session, application))
            signs = is_due and application.state == ApplicationState.WAITING and self._is_managed(desk)
            message = self._propose(session, application, desk.officer, _AT_ONCE_LIFE) if signs else None
            officer = desk.officer
        if message is not None:
            signature = self.signer.sign_typed_data(officer, message, reason=_REASON)
            self.complete(str(application_id), signature)
        return application_id

    def prepare(self, town: MunicipalityCode, officer: Address, application_id: int) -> ToSign:
        """What the officer signs. Raises: NotFound, DeskRefused (answered, has_card)."""
        with self.db.write() as session:
            application = self._waiting(session, town, application_id)
            if held_card(session, application.collection_number, application.applicant) is not None:
                raise DeskRefused("has_card")
            message = self._propose(session, application, officer, OFFICER_SIGNATURE_LIFE)
            return ToSign(str(application_id), message)

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand it to the chain. A repeated call changes nothing. Raises: NotFound, ActExpired."""
        now = self.clock.now()
        with self.db.write() as session:
            application = session.get(CardApplication, int(subject), with_for_update=True)
            if application is None or application.officer is None:
                raise NotFound("application", subject)
            if application.signature is not None:
                return
            if unix(now) >= application.deadline or application.state != ApplicationState.WAITING:
                raise ActExpired(subject)
            application.signature, application.state = signature, ApplicationState.PENDING
            call = self.contracts.market.issue(self._act(session, application), application.officer, signature)
            name = f"marketplace.member_card:{application.id}"
            key = f"{name}:{application.nonce}"
            enqueue(session, call, key=key, subject=name, now=now, principal=application.officer)

    def refuse(self, town: MunicipalityCode, officer: Address, application_id: int, reason: str) -> None:
        """The applicant reads the reason. Raises: NotFound, DeskRefused (answered), Invalid (reason)."""
        if not reason.strip():
            raise Invalid("reason", "empty")
        if len(reason.strip()) > LONGEST_WORDS:
            raise Invalid("reason", "too_long", most=LONGEST_WORDS)
        with self.db.write() as session:
            application = self._waiting(session, town, application_id)
            application.state, application.reason = ApplicationState.REFUSED, reason.strip()
            application.officer = officer

    def _keep(self, session: Session, number: int, applicant: Address, words: str) -> CardApplication:
        desk = session.get(CardDesk, number)
        if desk is None:
            raise NotFound("desk", number)
        if held_card(session, number, applicant) is not None:
            raise DeskRefused("has_card")
        found = select(CardApplication).filter_by(collection_number=number, applicant=applicant)
        application = session.scalar(found.with_for_update(of=CardApplication))
        under_way = (ApplicationState.WAITING, ApplicationState.PENDING)
        if application is not None and application.state in under_way:
            return application
        if not desk.is_open:
            raise DeskRefused("closed")
        if application is None:
            application = CardApplication(collection_number=number, applicant=applicant)
        application.state, application.words = ApplicationState.WAITING, words
        application.signature, application.reason, application.error_name = None, "", ""
        application.created_at = self.clock.now()
        session.add(application)
        session.flush()
        return application

    def _is_resident(self, session: Session, application: CardApplication) -> bool:
        """Whether the applicant is a verified resident of the town, and keeps that this person got the card."""
        known = self.homes.verified(session, application.applicant, self.clock.now())
        if known is None or known[1] != application.desk.collection.municipality:
            return False
        key = application.collection_number, known[0]
        got = session.get(CardPerson, key)
        if got is None:
            session.add(CardPerson(collection_number=key[0], person=key[1], account=application.applicant))
        elif got.account != application.applicant:
            raise DeskRefused("has_card_elsewhere")
        return True

    def _propose(self, session: Session, application: CardApplication, officer: Address, life: timedelta) -> TypedData:
        application.officer, application.nonce = officer, secrets.randbits(62)
        application.deadline = unix(self.clock.now() + life)
        return self.contracts.market.issuance_message(self._act(session, application))

    def _act(self, session: Session, application: CardApplication) -> Issuance:
        address = address_of(session, application.collection_number)
        if address is None:
            raise NotOnChain(application.collection_number)
        return Issuance(address, application.applicant, application.nonce, application.deadline)

    def _waiting(self, session: Session, town: MunicipalityCode, application_id: int) -> CardApplication:
        application = session.get(CardApplication, application_id)
        if application is None or application.desk.collection.municipality != town:
            raise NotFound("application", application_id)
        if application.state != ApplicationState.WAITING:
            raise DeskRefused("answered")
        return application

    def _is_managed(self, desk: CardDesk) -> bool:
        return self.signer.is_managed(desk.officer)
