"""A service's own people say where to send people back to and what to ask for; its secret is seen once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, contains_my_number
from wallet.openid.errors import ClientNotFit
from wallet.openid.models import OpenIdClient, OpenIdSecret
from wallet.openid.models.client import LONGEST_PURPOSE, MOST_REDIRECTS, SECRET_OVERLAP
from wallet.openid.redirects import parse_redirect
from wallet.openid.scopes import CHOICES, Scope
from wallet.tokens import new_token, token_hash


@dataclass(frozen=True, slots=True)
class ScopeEntry:
    """What is asked for and why, in words that people will read. Without what `is_required` nobody gets in."""

    scope: Scope
    purpose_ja: str
    purpose_en: str
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class ClientTerms:
    redirect_uris: Sequence[str]
    scopes: Sequence[ScopeEntry]


@dataclass(frozen=True, slots=True)
class SecretView:
    id: int
    made_at: datetime
    ends_at: datetime | None


class KeepClient:
    """Does not check that the person may, nor that the service is there; the surface does."""

    def __init__(self, db: Database, clock: Clock, *, allows_loopback: bool) -> None:
        self._db = db
        self._clock = clock
        self._allows_loopback = allows_loopback

    def set_up(self, client_id: str, actor: Address, terms: ClientTerms) -> None:
        """Raises: Invalid (redirect_uris, purpose_ja_<scope>, purpose_en_<scope>, scopes)."""
        redirects = self._redirects(terms.redirect_uris)
        scopes = [_row(entry) for entry in sorted(terms.scopes, key=lambda one: CHOICES.index(one.scope))]
        if len({entry.scope for entry in terms.scopes}) != len(scopes):
            raise Invalid("scopes", "twice")
        with self._db.write() as session:
            client = _find(session, client_id, for_update=True)
            if client is None:
                client = OpenIdClient(client_id=client_id)
                session.add(client)
            client.redirect_uris, client.scopes = redirects, scopes
            client.changed_by, client.changed_at = actor, self._clock.now()

    def terms(self, client_id: str) -> ClientTerms | None:
        """None: it was never set up."""
        with self._db.read() as session:
            client = _find(session, client_id)
        return ClientTerms(client.redirect_uris, entries_of(client)) if client else None

    def make_secret(self, client_id: str, latest: int) -> str:
        """`latest`: the number of the secret that the person saw as the newest (0: none), so that pressing twice makes
        one.

        Raises: ClientNotFit.
        """
        now, secret = self._clock.now(), new_token()
        with self._db.write() as session:
            client = _find(session, client_id, for_update=True)
            if client is None:
                raise ClientNotFit("not_set_up")
            rows = _secrets(session, client.id)
            if (rows[0].id if rows else 0) != latest:
                raise ClientNotFit("changed")
            for old in rows:
                old.ends_at = min(old.ends_at or now + SECRET_OVERLAP, now + SECRET_OVERLAP)
            session.add(OpenIdSecret(client_row=client.id, secret_hash=token_hash(secret), made_at=now))
        return secret

    def secrets(self, client_id: str) -> list[SecretView]:
        """Those that are taken now, newest first."""
        now = self._clock.now()
        with self._db.read() as session:
            client = _find(session, client_id)
            rows = _secrets(session, client.id) if client else []
        return [
            SecretView(row.id, row.made_at, row.ends_at) for row in rows if row.ends_at is None or row.ends_at > now
        ]

    def _redirects(self, texts: Sequence[str]) -> list[str]:
        found = [parse_redirect(text, allows_loopback=self._allows_loopback) for text in texts if text.strip()]
        if not found:
            raise Invalid("redirect_uris", "empty")
        if len(found) > MOST_REDIRECTS:
            raise Invalid("redirect_uris", "too_many_redirects", most=MOST_REDIRECTS)
        return list(dict.fromkeys(found))


def entries_of(client: OpenIdClient) -> list[ScopeEntry]:
    return [
        ScopeEntry(Scope(str(row["scope"])), str(row["ja"]), str(row["en"]), bool(row["is_required"]))
        for row in client.scopes
    ]


def _row(entry: ScopeEntry) -> dict[str, object]:
    words = {"ja": entry.purpose_ja.strip(), "en": entry.purpose_en.strip()}
    for tongue, text in words.items():
        field = f"purpose_{tongue}_{entry.scope}"
        if not text:
            raise Invalid(field, "empty")
        if len(text) > LONGEST_PURPOSE:
            raise Invalid(field, "too_long", max_length=LONGEST_PURPOSE)
        if contains_my_number(text):
            raise Invalid(field, "my_number")
    return {"scope": str(entry.scope), **words, "is_required": entry.is_required}


def _find(session: Session, client_id: str, *, for_update: bool = False) -> OpenIdClient | None:
    wanted = select(OpenIdClient).where(OpenIdClient.client_id == client_id)
    return session.scalar(wanted.with_for_update() if for_update else wanted)


def _secrets(session: Session, client_row: int) -> list[OpenIdSecret]:
    mine = select(OpenIdSecret).where(OpenIdSecret.client_row == client_row)
    return list(session.scalars(mine.order_by(OpenIdSecret.id.desc())))
