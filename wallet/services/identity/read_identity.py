"""How an account's identity check stands, for the page of its owner."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from wallet.models.identity_check import AppCheck, KeptIdentity
from wallet.models.verification import Verification, VerificationLevel
from wallet.oidc.attributes import AgeBand
from wallet.services.identity.record_app_check import KEPT_PURPOSE
from wallet.vault import Vault

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class KeptView:
    name: str = field(repr=False)
    address: str = field(repr=False)
    agreed_at: datetime
    erase_on: date


@dataclass(frozen=True, slots=True)
class IdentityView:
    """`age_band`: None where an officer checked at the counter. `is_over`: it ran out; `is_soon`: it will within a
    month."""

    level: VerificationLevel
    municipality: MunicipalityCode
    verified_at: datetime
    valid_until: date
    age_band: AgeBand | None
    is_over: bool
    is_soon: bool


class ReadIdentity:
    def __init__(self, db: Database, clock: Clock, vault: Vault) -> None:
        self._db = db
        self._clock = clock
        self._vault = vault

    def of(self, account: Address) -> IdentityView | None:
        """None: it was never checked, or the check was revoked."""
        held = (
            select(Verification, AppCheck)
            .join(AppCheck, AppCheck.verification_id == Verification.id, isouter=True)
            .where(Verification.account == account, Verification.revoked_at.is_(None))
        )
        with self._db.read() as session:
            found = session.execute(held).one_or_none()
        if found is None:
            return None
        row, check = found
        today = business_date(self._clock.now())
        return IdentityView(
            level=row.level,
            municipality=row.municipality,
            verified_at=check.checked_at if check else row.verified_at,
            valid_until=row.valid_until,
            age_band=AgeBand(check.age_band) if check else None,
            is_over=today > row.valid_until,
            is_soon=today <= row.valid_until < today + SOON,
        )

    def kept(self, account: Address) -> KeptView | None:
        with self._db.read() as session:
            return self.kept_in(session, account)

    def kept_in(self, session: Session, account: Address) -> KeptView | None:
        row = session.get(KeptIdentity, account)
        if row is None or row.erase_on <= business_date(self._clock.now()):
            return None
        name, address = json.loads(self._vault.open(KEPT_PURPOSE, row.sealed, account))
        return KeptView(name, address, row.agreed_at, row.erase_on)

    def erase(self, account: Address) -> None:
        """The verification stays. Twice does no harm."""
        with self._db.write() as session:
            session.execute(delete(KeptIdentity).where(KeptIdentity.account == account))
