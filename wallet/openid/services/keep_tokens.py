"""Codes and tokens: issued once, exchanged once. Whoever shows one again that was used, ends the whole family."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from secrets import token_hex

from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, TokenMixin
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from wallet.openid.models import AuthorizationCode, IssuedToken, TokenKind, UseKind
from wallet.openid.models.token import ACCESS_LIFE, CODE_LIFE, REFRESH_LIFE
from wallet.openid.scopes import Scope, parse_scopes, scope_text
from wallet.openid.services.consents import note_use, standing, subject_of
from wallet.openid.services.find_client import Client
from wallet.tokens import token_hash


@dataclass(frozen=True, slots=True)
class Presented(AuthorizationCodeMixin, TokenMixin):  # type: ignore[misc]
    """A code or token that holds, in the form in which Authlib asks about it. `scope`: what is given still."""

    id: int
    client_id: str
    account: Address
    subject: str
    scope: str
    family: str
    signed_in_at: datetime
    redirect_uri: str = ""
    nonce: str = ""
    code_challenge: str = ""
    code_challenge_method: str = "S256"

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def check_client(self, client: Client) -> bool:
        return self.client_id == client.client_id

    def is_expired(self) -> bool:
        return False  # such a one is not found

    def is_revoked(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class CodeRequest:
    """What a service asked for, by the browser of a person who agreed. `signed_in_at`: when the person did."""

    client: Client
    account: Address
    redirect_uri: str
    asked: str
    nonce: str
    challenge: str
    signed_in_at: datetime


class KeepTokens:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def keep_code(self, code: str, wanted: CodeRequest) -> None:
        now = self._clock.now()
        with self._db.write() as session:
            consent = standing(session, wanted.account, wanted.client.client_id)
            given = consent.given if consent else []
            session.add(
                AuthorizationCode(
                    code_hash=token_hash(code),
                    client_id=wanted.client.client_id,
                    account=wanted.account,
                    redirect_uri=wanted.redirect_uri,
                    scope=_both(wanted.asked, given),
                    nonce=wanted.nonce,
                    challenge=wanted.challenge,
                    family=token_hex(16),
                    signed_in_at=wanted.signed_in_at,
                    made_at=now,
                )
            )

    def code(self, code: str, client: Client) -> Presented | None:
        """None: unknown, another service's, too old, without consent; or used, and then its tokens end here."""
        now = self._clock.now()
        with self._db.write() as session:
            row = session.scalar(select(AuthorizationCode).where(AuthorizationCode.code_hash == token_hash(code)))
            if row is None or row.client_id != client.client_id:
                return None
            if row.used_at is not None:
                end_family(session, row.family, now)
                return None
            if now >= row.made_at + CODE_LIFE:
                return None
            return _presented(session, row, client)

    def refresh(self, token: str, client: Client) -> Presented | None:
        """As above."""
        now = self._clock.now()
        with self._db.write() as session:
            row = _token(session, token, TokenKind.REFRESH)
            if row is None or row.client_id != client.client_id:
                return None
            if row.used_at is not None:
                end_family(session, row.family, now)
                return None
            return _presented(session, row, client) if _holds(row, now) else None

    def access(self, token: str) -> Presented | None:
        now = self._clock.now()
        with self._db.read() as session:
            row = _token(session, token, TokenKind.ACCESS)
            return _presented(session, row) if row is not None and _holds(row, now) else None

    def issue(self, came_with: Presented, tokens: Mapping[str, str]) -> bool:
        """Keep the tokens that are given for a code or a refresh token, which are used up with it. False: somebody was
        faster, and the family has ended."""
        now = self._clock.now()
        is_code = bool(came_with.redirect_uri)
        with self._db.write() as session:
            row: AuthorizationCode | IssuedToken | None = (
                session.get(AuthorizationCode, came_with.id, with_for_update=True)
                if is_code
                else session.get(IssuedToken, came_with.id, with_for_update=True)
            )
            consent = standing(session, came_with.account, came_with.client_id)
            if row is None or consent is None or row.used_at is not None:
                end_family(session, came_with.family, now)
                return False
            row.used_at = now
            session.add(_new(came_with, tokens["access_token"], tokens["scope"], now, TokenKind.ACCESS, ACCESS_LIFE))
            if "refresh_token" in tokens:
                kept = _new(came_with, tokens["refresh_token"], came_with.scope, now, TokenKind.REFRESH, REFRESH_LIFE)
                session.add(kept)
            note_use(session, consent, UseKind.SIGN_IN if is_code else UseKind.REFRESH, now)
        return True

    def find_to_revoke(self, token: str) -> Presented | None:
        """Of either kind, whatever its state."""
        with self._db.read() as session:
            row = session.scalar(select(IssuedToken).where(IssuedToken.token_hash == token_hash(token)))
            if row is None:
                return None
            subject = subject_of(session, row.account, row.client_id)
            return Presented(row.id, row.client_id, row.account, subject, row.scope, row.family, row.signed_in_at)

    def revoke(self, token: Presented) -> None:
        """A refresh token takes its whole family with it (RFC 7009 2.1), an access token itself alone."""
        now = self._clock.now()
        with self._db.write() as session:
            row = session.get_one(IssuedToken, token.id)
            if row.kind == TokenKind.REFRESH:
                end_family(session, row.family, now)
            else:
                row.revoked_at = row.revoked_at or now


def end_family(session: Session, family: str, now: datetime) -> None:
    _end(session, IssuedToken.family == family, now)


def end_all(session: Session, account: Address, client_id: str, now: datetime) -> None:
    """Also codes on their way."""
    _end(session, (IssuedToken.account == account) & (IssuedToken.client_id == client_id), now)
    codes = AuthorizationCode.account == account, AuthorizationCode.client_id == client_id
    session.execute(update(AuthorizationCode).where(*codes, AuthorizationCode.used_at.is_(None)).values(used_at=now))


def _end(session: Session, which: ColumnElement[bool], now: datetime) -> None:
    session.execute(update(IssuedToken).where(which, IssuedToken.revoked_at.is_(None)).values(revoked_at=now))


def _token(session: Session, token: str, kind: TokenKind) -> IssuedToken | None:
    return session.scalar(
        select(IssuedToken).where(IssuedToken.token_hash == token_hash(token), IssuedToken.kind == kind)
    )


def _holds(row: IssuedToken, now: datetime) -> bool:
    return row.revoked_at is None and now < row.expires_at


def _presented(
    session: Session, row: AuthorizationCode | IssuedToken, client: Client | None = None
) -> Presented | None:
    """None without a consent. A consent that was narrowed since narrows what is given for the code or token, and so
    does what the service asks for by now."""
    consent = standing(session, row.account, row.client_id)
    if consent is None:
        return None
    scope = _both(row.scope, consent.given)
    found = Presented(
        id=row.id,
        client_id=row.client_id,
        account=row.account,
        subject=subject_of(session, row.account, row.client_id),
        scope=_both(scope, [str(entry.scope) for entry in client.entries]) if client else scope,
        family=row.family,
        signed_in_at=row.signed_in_at,
    )
    if isinstance(row, IssuedToken):
        return found
    return replace(found, redirect_uri=row.redirect_uri, nonce=row.nonce, code_challenge=row.challenge)


def _both(asked: str, given: list[str]) -> str:
    return scope_text(scope for scope in parse_scopes(asked) if scope in given or scope is Scope.OPENID)


def _new(came_with: Presented, token: str, scope: str, now: datetime, kind: TokenKind, life: timedelta) -> IssuedToken:
    return IssuedToken(
        kind=kind,
        token_hash=token_hash(token),
        client_id=came_with.client_id,
        account=came_with.account,
        scope=scope,
        family=came_with.family,
        signed_in_at=came_with.signed_in_at,
        made_at=now,
        expires_at=now + life,
    )
