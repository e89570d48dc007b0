"""Who receives what of a person: what stands, what was once, and how it was used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date
from chain.db import Database, OwnData, plain_rows
from chain.ids import Address
from wallet.openid.models import Consent, ConsentUse, Ending, IssuedToken, Subject, UseKind
from wallet.openid.ports import ServiceDirectory, ServiceView
from wallet.openid.scopes import Scope

USES_DAYS = 30  # are counted on the page
MOST_PAST = 50


@dataclass(frozen=True, slots=True)
class ConsentView:
    """`service`: None where it is not registered any more. `uses`: how often in the last days, by kind."""

    client_id: str
    service: ServiceView | None
    given: Sequence[Scope]
    left_out: Sequence[Scope]
    purposes: dict[str, list[str]]  # [Japanese, English] by scope
    given_at: datetime
    last_used_at: datetime | None
    ended_at: datetime | None
    ending: Ending | None
    uses: dict[UseKind, int]


class ListConsents:
    def __init__(self, db: Database, clock: Clock, services: ServiceDirectory) -> None:
        self._db = db
        self._clock = clock
        self._services = services

    def standing(self, account: Address) -> list[ConsentView]:
        """The one that was used or given last, first."""
        mine = select(Consent).where(Consent.account == account, Consent.ended_at.is_(None))
        with self._db.read() as session:
            found = [self._view(session, row) for row in session.scalars(mine)]
        return sorted(found, key=lambda one: one.last_used_at or one.given_at, reverse=True)

    def past(self, account: Address) -> list[ConsentView]:
        """The one that ended last, first."""
        mine = select(Consent).where(Consent.account == account, Consent.ended_at.is_not(None))
        with self._db.read() as session:
            rows = session.scalars(mine.order_by(Consent.ended_at.desc(), Consent.id.desc()).limit(MOST_PAST))
            return [self._view(session, row) for row in rows]

    def own_data(self, session: Session, account: Address) -> OwnData:
        """No tokens, only when they were issued."""
        consents = select(
            Consent.client_id, Subject.subject, Consent.asked, Consent.given, Consent.purposes, Consent.given_at,
            Consent.last_used_at, Consent.ended_at, Consent.ending,
        ).join(
            Subject, (Subject.account == Consent.account) & (Subject.client_id == Consent.client_id)
        ).where(Consent.account == account)  # fmt: skip
        uses = (
            select(Consent.client_id, ConsentUse.day, ConsentUse.kind, ConsentUse.times, ConsentUse.last_at)
            .join(Consent, Consent.id == ConsentUse.consent_id)
            .where(Consent.account == account)
        )
        tokens = select(
            IssuedToken.client_id, IssuedToken.kind, IssuedToken.scope, IssuedToken.made_at, IssuedToken.expires_at,
            IssuedToken.used_at, IssuedToken.revoked_at,
        ).where(IssuedToken.account == account)  # fmt: skip
        return {
            "consents": plain_rows(session, consents.order_by(Consent.id)),
            "consent_uses": plain_rows(session, uses.order_by(ConsentUse.id)),
            "service_tokens": plain_rows(session, tokens.order_by(IssuedToken.id)),
        }

    def _view(self, session: Session, row: Consent) -> ConsentView:
        since = business_date(self._clock.now()) - timedelta(days=USES_DAYS)
        uses: dict[UseKind, int] = {}
        lately = select(ConsentUse).where(ConsentUse.consent_id == row.id, ConsentUse.day > since)
        for use in session.scalars(lately):
            uses[UseKind(use.kind)] = uses.get(UseKind(use.kind), 0) + use.times
        return ConsentView(
            client_id=row.client_id,
            service=self._services.find(session, row.client_id),
            given=[Scope(scope) for scope in row.given],
            left_out=[Scope(scope) for scope in row.asked if scope not in row.given],
            purposes=row.purposes,
            given_at=row.given_at,
            last_used_at=row.last_used_at,
            ended_at=row.ended_at,
            ending=Ending(row.ending) if row.ending else None,
            uses=uses,
        )
