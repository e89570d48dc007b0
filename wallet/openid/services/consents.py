"""What a person agreed to: asked for once, given, looked up whenever a service wants something."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from secrets import token_urlsafe

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date
from chain.db import Database
from chain.ids import Address
from wallet.openid.models import Consent, ConsentUse, Ending, Subject, UseKind
from wallet.openid.scopes import Scope
from wallet.openid.services.find_client import Client

SUBJECT_MARK = "sub_"  # so that no subject can be taken for a member's or a card's number


class Consents:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def is_needed(self, account: Address, client: Client, asked: Collection[Scope]) -> bool:
        """Does the person have to be asked: for the first time, for more, or for another purpose than before?"""
        with self._db.read() as session:
            consent = standing(session, account, client.client_id)
        if consent is None or not set(consent.asked).issuperset(asked):
            return True
        return any(consent.purposes.get(scope, []) != _purpose(client, scope) for scope in asked)

    def give(self, account: Address, client: Client, asked: Collection[Scope], given: Collection[Scope]) -> None:
        """`given`: of what was asked; what the service cannot do without is given with it. The answer replaces an
        earlier one: what is not given now, is given no more."""
        kept = [scope for scope in asked if scope in given or _is_required(client, scope)]
        now = self._clock.now()
        with self._db.write() as session:
            before = standing(session, account, client.client_id, for_update=True)
            if before is not None:
                before.ended_at, before.ending = now, Ending.REPLACED
                session.flush()
            else:
                _give_subject(session, account, client.client_id)
            session.add(
                Consent(
                    account=account,
                    client_id=client.client_id,
                    asked=[str(scope) for scope in asked],
                    given=[str(scope) for scope in kept],
                    purposes={str(scope): _purpose(client, scope) for scope in asked},
                    given_at=now,
                )
            )

    def given(self, account: Address, client_id: str) -> list[Scope]:
        """What the service may know now; nothing without a consent."""
        with self._db.read() as session:
            consent = standing(session, account, client_id)
        return [Scope(scope) for scope in consent.given] if consent else []

    def left_out(self, account: Address, client_id: str) -> set[str]:
        """What the person was asked for before and did not give."""
        with self._db.read() as session:
            consent = standing(session, account, client_id)
        return set(consent.asked) - set(consent.given) if consent else set()


def standing(session: Session, account: Address, client_id: str, *, for_update: bool = False) -> Consent | None:
    mine = select(Consent).where(Consent.account == account, Consent.client_id == client_id, Consent.ended_at.is_(None))
    return session.scalar(mine.with_for_update() if for_update else mine)


def subject_of(session: Session, account: Address, client_id: str) -> str:
    mine = select(Subject.subject).where(Subject.account == account, Subject.client_id == client_id)
    return session.scalars(mine).one()


def account_called(session: Session, client_id: str, subject: str) -> tuple[Address, Consent | None] | None:
    """Whom this service means by the name, and the consent that stands; None: it calls nobody so."""
    named = select(Subject.account).where(Subject.client_id == client_id, Subject.subject == subject)
    account = session.scalar(named)
    return None if account is None else (account, standing(session, account, client_id))


def note_use(session: Session, consent: Consent, kind: UseKind, now: datetime) -> None:
    """In the caller's transaction."""
    consent.last_used_at, day = now, business_date(now)
    of_today = ConsentUse.consent_id == consent.id, ConsentUse.day == day, ConsentUse.kind == kind
    use = session.scalar(select(ConsentUse).where(*of_today).with_for_update())
    if use is None:
        use = ConsentUse(consent_id=consent.id, day=day, kind=kind, times=0, last_at=now)
        session.add(use)
    use.times, use.last_at = use.times + 1, now


def _give_subject(session: Session, account: Address, client_id: str) -> None:
    known = select(Subject.id).where(Subject.account == account, Subject.client_id == client_id)
    if session.scalar(known) is None:
        drawn = SUBJECT_MARK + token_urlsafe(24)
        session.add(Subject(account=account, client_id=client_id, subject=drawn))


def _purpose(client: Client, scope: str) -> list[str]:
    entry = client.entry(Scope(scope))
    return [entry.purpose_ja, entry.purpose_en] if entry else []


def _is_required(client: Client, scope: Scope) -> bool:
    entry = client.entry(scope)
    return scope is Scope.OPENID or (entry is not None and entry.is_required)
