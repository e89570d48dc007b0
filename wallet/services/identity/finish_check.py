"""The person is back from the app: whether the answer is the one we asked for, what the provider says, and the record.

Source: docs/decisions/0051; OpenID Connect Core 3.1.2.5 to 3.1.3.7, RFC 9207.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import select

from chain.clock import Clock, business_date
from chain.db import Database
from chain.errors import Conflict
from chain.ids import Address
from wallet.errors import IdentityRefused, VerifiedElsewhere
from wallet.models.identity_check import IdentityRequest
from wallet.oidc.attributes import read_attributes
from wallet.oidc.provider import Provider
from wallet.services.identity.record_app_check import Found, RecordAppCheck
from wallet.services.identity.start_check import VERIFIER_PURPOSE
from wallet.services.persons.verify_person import written_words
from wallet.tokens import token_hash
from wallet.vault import Vault

if TYPE_CHECKING:
    from wallet.oidc.talking import ProviderLine

_log = structlog.get_logger("wallet.identity")
FOUND_PURPOSE = "identity-found"
# OpenID Connect and OAuth errors of the first step, in our words; others are the provider's refusal.
_ERRORS = {
    "access_denied": "cancelled",
    "login_required": "cancelled",
    "server_error": "provider_down",
    "temporarily_unavailable": "provider_down",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the address that the browser came back to holds."""

    state: str = field(default="", repr=False)
    code: str = field(default="", repr=False)
    error: str = ""
    issuer: str = ""  # RFC 9207; the provider may leave it out


@dataclass(frozen=True, slots=True)
class _Asked:
    id: int
    nonce: str
    verifier: str
    keeps: bool


class FinishIdentityCheck:
    """`answer_seconds`: how long one answer of the provider may take in all."""

    answer_seconds = 8.0

    def __init__(
        self, db: Database, clock: Clock, vault: Vault, provider: Provider | None, record: RecordAppCheck
    ) -> None:
        self._db = db
        self._clock = clock
        self._vault = vault
        self._provider = provider
        self._record = record
        self._line: ProviderLine | None = None

    def __call__(self, browser: str, account: Address, answer: Answer) -> None:
        """The account is the person's from now on.

        Raises: IdentityRefused, VerifiedElsewhere, Conflict (person: account_taken).
        """
        request_id, found = self.read(browser, account, answer)
        try:
            with self._db.write() as session:
                self._record.record(session, account, found)
        except Conflict as error:
            if error.reason != "verified_elsewhere":
                raise
            self._hold(request_id, account, found)
            raise VerifiedElsewhere(request_id) from error

    def read(self, browser: str, account: Address, answer: Answer) -> tuple[int, Found]:
        """The check's number and whom the card is of; nothing is recorded yet. Raises: IdentityRefused."""
        if self._provider is None:
            raise IdentityRefused("not_offered")
        asked = self._use(browser, account, answer.state)
        if answer.issuer and answer.issuer != self._provider.issuer:  # somebody mixes two providers up
            raise IdentityRefused("wrong_issuer")
        if answer.error:
            raise IdentityRefused(_ERRORS.get(answer.error, "provider_refused"))
        if not answer.code:
            raise IdentityRefused("provider_refused")
        try:
            return asked.id, self._ask(self._provider, asked, answer.code)
        except IdentityRefused as error:
            _log.warning("identity_refused", reason=error.reason)
            raise

    def _use(self, browser: str, account: Address, state: str) -> _Asked:
        """Committed by itself: a state that was shown once is spent, whatever comes with it."""
        now = self._clock.now()
        with self._db.write() as session:
            wanted = select(IdentityRequest).where(IdentityRequest.state_hash == token_hash(state))
            row = session.scalar(wanted.with_for_update())
            if row is None or row.account != account or not hmac.compare_digest(row.browser_hash, token_hash(browser)):
                raise IdentityRefused("wrong_state")
            if row.used_at is not None or row.verifier_sealed is None:
                raise IdentityRefused("used")
            if now >= row.expires_at:
                raise IdentityRefused("expired")
            verifier = self._vault.open(VERIFIER_PURPOSE, row.verifier_sealed, account).decode()
            row.used_at, row.verifier_sealed = now, None
            return _Asked(row.id, row.nonce, verifier, row.keeps)

    def _ask(self, provider: Provider, asked: _Asked, code: str) -> Found:
        """Outside any transaction: the provider may be slow."""
        from wallet.oidc.id_token import Expected, check_id_token  # only here: most processes check nobody
        from wallet.oidc.talking import ProviderLine

        self._line = self._line or ProviderLine(provider, self._clock, self.answer_seconds)
        tokens = self._line.exchange(code, asked.verifier)
        now = self._clock.now()
        expected = Expected(provider.issuer, provider.client_id, asked.nonce, tokens.access, now)
        subject = check_id_token(tokens.id, self._line.key, expected)
        told = self._line.userinfo(tokens.access)
        if told.get("sub") != subject:
            raise IdentityRefused("subject_differs")
        today = business_date(now)
        read = read_attributes(told, today)
        kept = (read.name, read.address) if asked.keeps else None
        written = written_words(read.name, read.birthdate)
        return Found(provider.issuer, subject, read.municipality, read.age_band(today), written, kept)

    def _hold(self, request_id: int, account: Address, found: Found) -> None:
        with self._db.write() as session:
            row = session.get_one(IdentityRequest, request_id)
            row.found_sealed = self._vault.seal(FOUND_PURPOSE, found.pack(), account)
