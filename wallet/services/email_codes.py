"""Issuing and checking one e-mail code; shared by sign-in and by re-authentication before a key is handed out."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from wallet.errors import SignInRefused
from wallet.mail import Mailer
from wallet.models import CodePurpose, EmailCode
from wallet.models.email_code import CODE_DIGITS, CODE_LIFETIME, CODE_TRIES
from wallet.tokens import new_token, token_hash
from wallet.vault import Vault

_WINDOW = timedelta(minutes=15)
_CODES_PER_ADDRESS = 5

Wording = dict[str, tuple[str, str]]  # locale → (subject, body with %(code)s)


@dataclass(frozen=True, slots=True)
class ProvenEmail:
    """An address whose mail the person can read."""

    email: str
    account_id: int | None


class EmailCodes:
    def __init__(self, db: Database, clock: Clock, vault: Vault, mailer: Mailer, *, most_per_source: int) -> None:
        """`most_per_source`: codes in a quarter of an hour that one network address may ask for."""
        self._db = db
        self._clock = clock
        self._vault = vault
        self._mailer = mailer
        self._most_per_source = most_per_source

    def issue(
        self, email: str, purpose: CodePurpose, wording: tuple[str, str], *, source: str, account_id: int | None = None
    ) -> str:
        """Send a code and return the ticket that the asking browser must show with it.

        Raises: SignInRefused (too_many_codes, mail_unavailable).
        """
        now, ticket = self._clock.now(), new_token()
        code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
        row = EmailCode(
            ticket_hash=token_hash(ticket),
            purpose=purpose,
            email_sealed=self._vault.seal("email", email.encode()),
            email_index=self._vault.index("email", email),
            source_index=self._vault.index("source", source),
            account_id=account_id,
            code_hash=self._code_hash(ticket, code),
            created_at=now,
            expires_at=now + CODE_LIFETIME,
        )
        with self._db.write() as session:
            self._refuse_flood(session, row, now)
            session.add(row)
        subject, body = wording
        self._mailer.send(email, subject, body % {"code": code})
        return ticket

    def check(self, ticket: str, code: str, purpose: CodePurpose) -> ProvenEmail:
        """Use the code up. A wrong one counts as a try, whatever becomes of the caller.

        Raises: SignInRefused (wrong_code, code_expired, code_used, too_many_tries).
        """
        with self._db.write() as session:
            wanted = select(EmailCode).where(EmailCode.ticket_hash == token_hash(ticket), EmailCode.purpose == purpose)
            row = session.scalar(wanted.with_for_update())
            refusal = self._judge(row, ticket, code)
            if refusal is None and row is not None:
                row.used_at = self._clock.now()
        if refusal is not None or row is None:
            raise refusal or SignInRefused("code_expired")
        return ProvenEmail(self._vault.open("email", row.email_sealed).decode(), row.account_id)

    def email_of(self, ticket: str) -> str | None:
        """The address a ticket was made for, to show it back to the browser that gave it."""
        with self._db.read() as session:
            row = session.scalar(select(EmailCode).where(EmailCode.ticket_hash == token_hash(ticket)))
        return None if row is None else self._vault.open("email", row.email_sealed).decode()

    def _refuse_flood(self, session: Session, asked: EmailCode, now: datetime) -> None:
        recent = select(func.count()).select_from(EmailCode).where(EmailCode.created_at > now - _WINDOW)
        for_address = session.scalar(recent.where(EmailCode.email_index == asked.email_index)) or 0
        from_source = session.scalar(recent.where(EmailCode.source_index == asked.source_index)) or 0
        if for_address >= _CODES_PER_ADDRESS or from_source >= self._most_per_source:
            raise SignInRefused("too_many_codes")

    def _judge(self, row: EmailCode | None, ticket: str, code: str) -> SignInRefused | None:
        if row is None or self._clock.now() >= row.expires_at:
            return SignInRefused("code_expired")
        if row.used_at is not None:
            return SignInRefused("code_used")
        if row.tries >= CODE_TRIES:
            return SignInRefused("too_many_tries")
        if not hmac.compare_digest(self._code_hash(ticket, code, row.code_hash), row.code_hash):
            row.tries += 1
            left = CODE_TRIES - row.tries
            return SignInRefused("wrong_code", tries_left=left) if left else SignInRefused("too_many_tries")
        return None

    def _code_hash(self, ticket: str, code: str, like: bytes = b"") -> bytes:
        """Keyed, because a million codes are soon tried; under any of the vault's keys when `like` is given."""
        hashes = self._vault.indexes("code", f"{ticket}:{code}")
        return next((found for found in hashes if hmac.compare_digest(found, like)), hashes[0])
