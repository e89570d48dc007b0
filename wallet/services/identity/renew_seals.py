"""Seal anew, under the newest key-encryption key, what identity checks by the app left."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from chain.db import Database
from wallet.models.identity_check import AppCheck, IdentityRequest, KeptIdentity
from wallet.models.verification import Verification
from wallet.services.identity.record_app_check import KEPT_PURPOSE, SUBJECT_PURPOSE
from wallet.services.persons.record_verification import RecordVerification
from wallet.vault import Vault


class RenewIdentitySeals:
    """The marks of people who came by the app can be made anew, as the provider's name for them is kept sealed; those
    of a counter cannot. Checks that are under way under an older key end, and are begun again."""

    def __init__(self, db: Database, vault: Vault, record: RecordVerification) -> None:
        self._db = db
        self._vault = vault
        self._record = record

    def __call__(self) -> None:
        with self._db.write() as session:
            for check, verification in session.execute(
                select(AppCheck, Verification).join(Verification, Verification.id == AppCheck.verification_id)
            ):
                if not self._vault.is_current(check.subject_sealed):
                    self._renew(session, check, verification)
            for kept in session.scalars(select(KeptIdentity)):
                if not self._vault.is_current(kept.sealed):
                    words = self._vault.open(KEPT_PURPOSE, kept.sealed, kept.account)
                    kept.sealed = self._vault.seal(KEPT_PURPOSE, words, kept.account)
            session.execute(delete(IdentityRequest).where(IdentityRequest.id.in_(self._older_requests(session))))

    def _renew(self, session: Session, check: AppCheck, verification: Verification) -> None:
        words = self._vault.open(SUBJECT_PURPOSE, check.subject_sealed)
        check.subject_sealed = self._vault.seal(SUBJECT_PURPOSE, words)
        self._record.mark_anew(session, verification, words.decode())

    def _older_requests(self, session: Session) -> list[int]:
        sealed = ((row.id, row.verifier_sealed or row.found_sealed) for row in session.scalars(select(IdentityRequest)))
        return [number for number, secret in sealed if secret is not None and not self._vault.is_current(secret)]
