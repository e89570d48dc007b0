"""The wallet's part in leaving: what blocks, what is said beforehand, and erasing the account's owner. The address
stays as a number that means nobody; the key is destroyed; the identity check is revoked, so the person may
come again."""

from __future__ import annotations

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.ids import Address
from chain.leaving import Erasure, Fate, Stake, erase, stakes
from wallet.mail import KeptMail, Mailer
from wallet.member_number import new_member_number
from wallet.models import (
    Account,
    AuthenticatorApp,
    BrowserSession,
    DataExport,
    EmailCode,
    KeyExport,
    ManagedKey,
    Passkey,
    PasskeyChallenge,
    RecoveryCode,
    Role,
    RoleAssignment,
    SignatureRequest,
    Verification,
)
from wallet.models.family import BondState, EndedBy, FamilyBond
from wallet.models.handover import Handover
from wallet.models.identity_check import AppCheck, IdentityRequest, KeptIdentity
from wallet.services.family.bonds import close, tell
from wallet.services.persons.record_verification import RecordVerification
from wallet.vault import Vault

_OF_ACCOUNT = (
    BrowserSession, Passkey, PasskeyChallenge, AuthenticatorApp, RecoveryCode, DataExport, KeyExport, ManagedKey,
    EmailCode,
)  # fmt: skip
_OF_ADDRESS = (
    Erasure(IdentityRequest, IdentityRequest.account),
    Erasure(KeptIdentity, KeptIdentity.account),
    Erasure(SignatureRequest, SignatureRequest.address),
    Erasure(RoleAssignment, RoleAssignment.address),
    Erasure(Verification, Verification.account, {"reason": ""}),
    Erasure(FamilyBond, FamilyBond.ward, {"birth_month": None, "reason": ""}),
    Erasure(FamilyBond, FamilyBond.guardian, {"reason": ""}),
)
_LAST = {
    Role.OFFICER: "last_officer",
    Role.OPERATOR: "last_operator",
    Role.MERCHANT_STAFF: "last_staff",
    Role.VENDOR: "last_vendor",
}


class EraseAccount:
    def __init__(self, clock: Clock, vault: Vault, record: RecordVerification, mailer: Mailer) -> None:
        self._clock = clock
        self._vault = vault
        self._record = record
        self._mailer = mailer

    def stakes(self, session: Session, person: Address) -> list[Stake]:
        found = [(what, Fate.BLOCKS, count) for what, count in self._last_roles(session, person).items()]
        return stakes(*found, ("wards", Fate.BLOCKS, self._wards_alone(session, person)))

    def __call__(self, session: Session, person: Address) -> None:
        account = session.scalars(select(Account).where(Account.address == person).with_for_update()).one()
        self._revoke(session, person)
        self._end_families(session, person)
        erase(session, person, _OF_ADDRESS)
        if isinstance(self._mailer, KeptMail):
            email = self._vault.open("email", account.email_sealed).decode() if account.email_sealed else ""
            self._mailer.forget(session, email)
        if account.email_index is not None:
            session.execute(delete(EmailCode).where(EmailCode.email_index == account.email_index))
        for row in _OF_ACCOUNT:
            session.execute(delete(row).where(row.account_id == account.id))
        account.email_sealed = account.email_index = None
        account.display_name, account.member_number = "", new_member_number()

    def _revoke(self, session: Session, person: Address) -> None:
        mine = select(Verification).where(Verification.account == person)
        for row in session.scalars(mine).all():
            self._record.revoke(session, row, person, "")
            session.execute(delete(AppCheck).where(AppCheck.verification_id == row.id))
        session.flush()

    def _end_families(self, session: Session, person: Address) -> None:
        now = self._clock.now()
        mine = (FamilyBond.guardian == person) | (FamilyBond.ward == person)
        for bond in session.scalars(select(FamilyBond).where(mine, FamilyBond.ended_at.is_(None))).all():
            is_guardian = bond.guardian == person
            close(bond, EndedBy.GUARDIAN if is_guardian else EndedBy.WARD, now)
            tell(session, bond, "ended", now, [bond.ward if is_guardian else bond.guardian])
        bonds = select(FamilyBond.id).where(mine)
        session.execute(delete(Handover).where(Handover.bond_id.in_(bonds) | (Handover.asked_by == person)))
        session.flush()

    def _last_roles(self, session: Session, person: Address) -> dict[str, int]:
        """Of what nobody else could take care of."""
        found: dict[str, int] = {}
        for held in session.scalars(select(RoleAssignment).where(RoleAssignment.address == person)):
            others = select(RoleAssignment.id).where(
                RoleAssignment.role == held.role, RoleAssignment.scope == held.scope, RoleAssignment.address != person
            )
            if session.scalar(others.limit(1)) is None:
                what = _LAST[Role(held.role)]
                found[what] = found.get(what, 0) + 1
        return found

    def _wards_alone(self, session: Session, person: Address) -> int:
        """Wards who could not reach their account any more."""
        others = (
            select(FamilyBond.ward)
            .where(FamilyBond.state == BondState.ACTIVE, FamilyBond.guardian != person)
            .scalar_subquery()
        )
        alone = (
            select(func.count())
            .select_from(FamilyBond)
            .join(Account, Account.address == FamilyBond.ward)
            .where(
                FamilyBond.guardian == person,
                FamilyBond.state == BondState.ACTIVE,
                Account.email_index.is_(None),
                FamilyBond.ward.not_in(others),
            )
        )
        return session.scalar(alone) or 0
