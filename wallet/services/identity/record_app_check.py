"""What stays of a check by the app: the verification, the age band, and name and address where it was agreed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date
from chain.errors import Conflict
from chain.ids import Address, MunicipalityCode
from wallet.models.identity_check import AppCheck, KeptIdentity
from wallet.models.verification import Verification, VerificationLevel
from wallet.oidc.attributes import AgeBand
from wallet.services.persons.record_verification import Check, RecordVerification
from wallet.vault import Vault

SUBJECT_PURPOSE, KEPT_PURPOSE = "identity-subject", "identity-kept"


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found out about the person. `written`: name and date of birth as a counter would
    compare them; `kept`: name and address, where they may stay."""

    issuer: str
    subject: str = field(repr=False)
    municipality: MunicipalityCode
    age_band: AgeBand
    written: str = field(repr=False)
    kept: tuple[str, str] | None = field(repr=False)

    @property
    def words(self) -> str:
        """What tells this person from another. Pairwise: no other service knows the person by it."""
        return f"app|{self.issuer}|{self.subject}"

    def pack(self) -> bytes:
        kept = list(self.kept) if self.kept else None
        return json.dumps([self.issuer, self.subject, self.municipality, self.age_band, self.written, kept]).encode()

    @classmethod
    def unpack(cls, packed: bytes) -> Found:
        issuer, subject, town, band, written, kept = json.loads(packed)
        return cls(issuer, subject, MunicipalityCode(town), AgeBand(band), written, tuple(kept) if kept else None)


class RecordAppCheck:
    """`months`: so long a check holds. `kept_days`: so long name and address stay."""

    def __init__(
        self, clock: Clock, vault: Vault, record: RecordVerification, acr: str, months: int, kept_days: int
    ) -> None:
        self._clock = clock
        self._vault = vault
        self._record = record
        self._acr = acr
        self.months = months
        self.kept_days = kept_days

    def record(self, session: Session, account: Address, found: Found, *, replaces: bool = False) -> Verification:
        """Raises: Conflict (person: verified_elsewhere, account_taken, verified_at_counter)."""
        self._require_no_counter(session, account, found)
        until = self._valid_until(session, account, found.municipality)
        check = Check(found.words, VerificationLevel.APP, found.municipality, until, account, found.written)
        verification = self._record.record(session, account, check, replaces=replaces)
        now = self._clock.now()
        session.merge(
            AppCheck(
                verification_id=verification.id,
                subject_sealed=self._vault.seal(SUBJECT_PURPOSE, found.words.encode()),
                age_band=found.age_band,
                acr=self._acr,
                checked_at=now,
                reminded_at=None,
            )
        )
        if found.kept is not None:
            sealed = self._vault.seal(KEPT_PURPOSE, json.dumps(found.kept).encode(), account)
            erase_on = business_date(now) + timedelta(days=self.kept_days)
            session.merge(KeptIdentity(account=account, sealed=sealed, agreed_at=now, erase_on=erase_on))
        return verification

    def _require_no_counter(self, session: Session, account: Address, found: Found) -> None:
        """Somebody of this name and birthday was verified at a counter, for another account. Whether it is the same
        person an officer can see; we cannot."""
        if self._record.is_known(session, found.words):
            return
        held = self._record.verification_of(session, found.written)
        if held is not None and held.account != account and held.level == VerificationLevel.COUNTER:
            raise Conflict("person", "verified_at_counter")

    def _valid_until(self, session: Session, account: Address, municipality: MunicipalityCode) -> date:
        """Some months from today; what an officer found at the counter of the same town may hold longer."""
        until = months_after(business_date(self._clock.now()), self.months)
        held = select(Verification).filter_by(account=account, municipality=municipality, revoked_at=None)
        by_counter = [row for row in session.scalars(held) if row.level == VerificationLevel.COUNTER]
        return max([until, *(row.valid_until for row in by_counter)])


def months_after(day: date, months: int) -> date:
    """The same day some months on, or the last one of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for shown in range(day.day, 27, -1):
        try:
            return date(year, month + 1, shown)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 28))
