"""What this domain holds about one person, for the person."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from chain.db import OwnData, plain_rows
from chain.ids import Address
from wallet.models import (
    Account,
    AccountDeletion,
    AuthenticatorApp,
    BrowserSession,
    DataExport,
    KeyExport,
    Passkey,
    RecoveryCode,
    RoleAssignment,
    SignatureLog,
    SignatureRequest,
    Verification,
)
from wallet.models.identity_check import AppCheck
from wallet.services.family.directory import FamilyDirectory
from wallet.services.find_account import FindAccount
from wallet.services.identity.read_identity import ReadIdentity


class ReadOwnData:
    def __init__(self, find_account: FindAccount, read_identity: ReadIdentity, families: FamilyDirectory) -> None:
        self._find_account = find_account
        self._read_identity = read_identity
        self._families = families

    def __call__(self, session: Session, person: Address) -> OwnData:
        """The account, where it is signed in, what it may, what was signed with it. No keys, codes or tokens."""
        account = session.scalars(select(Account).where(Account.address == person)).one()
        return {
            "account": [self._account(account)],
            **{name: plain_rows(session, rows) for name, rows in _entries(account).items()},
            **{name: plain_rows(session, rows) for name, rows in _acts(person).items()},
            "kept_identity": self._kept(session, person),
            **self._families.own_data(session, person),
        }

    def _kept(self, session: Session, person: Address) -> list[dict[str, object]]:
        kept = self._read_identity.kept_in(session, person)
        return [asdict(kept)] if kept else []

    def _account(self, account: Account) -> dict[str, object]:
        return {
            "address": account.address,
            "kind": account.kind,
            "member_number": account.member_number,
            "email": self._find_account.email_of(account),
            "display_name": account.display_name,
            "language": account.locale,
            "created_at": account.created_at,
        }


def _entries(account: Account) -> dict[str, Select[*tuple[Any, ...]]]:
    """What stands in the account's name."""
    sessions = select(
        BrowserSession.browser, BrowserSession.created_at, BrowserSession.last_seen_at, BrowserSession.second_factor_at,
        BrowserSession.revoked_at,
    )  # fmt: skip
    deletions = select(
        AccountDeletion.asked_at, AccountDeletion.due_at, AccountDeletion.cancelled_at, AccountDeletion.erased_at
    )
    return {
        "sign_ins": sessions.where(BrowserSession.account_id == account.id).order_by(BrowserSession.id),
        "key_exports": select(KeyExport.form, KeyExport.exported_at)
        .where(KeyExport.account_id == account.id)
        .order_by(KeyExport.id),
        "passkeys": select(Passkey.name, Passkey.added_at, Passkey.last_used_at)
        .where(Passkey.account_id == account.id)
        .order_by(Passkey.id),
        "authenticator_apps": select(AuthenticatorApp.made_at, AuthenticatorApp.confirmed_at).where(
            AuthenticatorApp.account_id == account.id
        ),
        "recovery_codes": select(RecoveryCode.made_at, RecoveryCode.used_at)
        .where(RecoveryCode.account_id == account.id)
        .order_by(RecoveryCode.id),
        "copies": select(DataExport.asked_at, DataExport.made_at, DataExport.taken_at)
        .where(DataExport.account_id == account.id)
        .order_by(DataExport.id),
        "leaving": deletions.where(AccountDeletion.account_id == account.id).order_by(AccountDeletion.id),
    }


def _acts(person: Address) -> dict[str, Select[*tuple[Any, ...]]]:
    """What the person may, signed and was checked for."""
    signed = select(
        SignatureLog.purpose, SignatureLog.signed_by, SignatureLog.digest, SignatureLog.signed_at, SignatureLog.acted_by
    )
    asked = select(
        SignatureRequest.purpose, SignatureRequest.title, SignatureRequest.words, SignatureRequest.created_at,
        SignatureRequest.done_at,
    )  # fmt: skip
    verified = select(
        Verification.level, Verification.municipality, Verification.verified_at, Verification.valid_until,
        Verification.revoked_at, Verification.reason,
    )  # fmt: skip
    checks = select(AppCheck.age_band, AppCheck.acr, AppCheck.checked_at, AppCheck.reminded_at).join(
        Verification, Verification.id == AppCheck.verification_id
    )
    return {
        "roles": select(RoleAssignment.role, RoleAssignment.scope, RoleAssignment.assigned_at)
        .where(RoleAssignment.address == person)
        .order_by(RoleAssignment.id),
        "signatures": signed.where(SignatureLog.address == person).order_by(SignatureLog.id),
        "signature_requests": asked.where(SignatureRequest.address == person).order_by(SignatureRequest.created_at),
        "verifications": verified.where(Verification.account == person).order_by(Verification.id),
        "identity_checks": checks.where(Verification.account == person).order_by(AppCheck.verification_id),
    }
