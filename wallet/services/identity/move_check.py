"""The person behind the card already has a verified account and wants this one instead: after a lost phone, or a new
start. The card was read for it minutes ago, in this very browser."""

from __future__ import annotations

import hmac

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import NotFound
from chain.events import record
from chain.ids import Address
from wallet.events import PersonMoved
from wallet.models.identity_check import IdentityRequest
from wallet.services.identity.finish_check import FOUND_PURPOSE
from wallet.services.identity.record_app_check import Found, RecordAppCheck
from wallet.services.persons.record_verification import RecordVerification
from wallet.tokens import token_hash
from wallet.vault import Vault


class MoveIdentityCheck:
    def __init__(
        self, db: Database, clock: Clock, vault: Vault, marks: RecordVerification, record_check: RecordAppCheck
    ) -> None:
        self._db = db
        self._clock = clock
        self._vault = vault
        self._marks = marks
        self._record = record_check

    def former(self, browser: str, account: Address, request_id: int) -> Address:
        """The account that is verified now. Raises: NotFound, also when it is too late."""
        with self._db.read() as session:
            return self._former(session, self._held(session, browser, account, request_id), request_id)

    def __call__(self, browser: str, account: Address, request_id: int) -> None:
        """From now on `account` is the person's and the former one nobody's. The former one is told.

        Raises: NotFound, Conflict (person: account_taken).
        """
        now = self._clock.now()
        with self._db.write() as session:
            found = self._held(session, browser, account, request_id, for_update=True)
            former = self._former(session, found, request_id)
            self._record.record(session, account, found, replaces=True)
            session.get_one(IdentityRequest, request_id).found_sealed = None
            record(session, PersonMoved(str(former), f"{request_id}"), now)

    def _held(
        self, session: Session, browser: str, account: Address, request_id: int, *, for_update: bool = False
    ) -> Found:
        row = session.get(IdentityRequest, request_id, with_for_update=for_update or None)
        if row is None or row.account != account or not hmac.compare_digest(row.browser_hash, token_hash(browser)):
            raise NotFound("identity_request", request_id)
        if row.found_sealed is None or self._clock.now() >= row.expires_at:
            raise NotFound("identity_request", request_id)
        return Found.unpack(self._vault.open(FOUND_PURPOSE, row.found_sealed, account))

    def _former(self, session: Session, found: Found, request_id: int) -> Address:
        row = self._marks.verification_of(session, found.words)
        if row is None:
            raise NotFound("identity_request", request_id)
        return row.account
