"""What this domain holds about one person, for the person."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.db import OwnData, plain_rows
from chain.ids import Address
from wallet.models import (
    Account,
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
        sessions = select(
            BrowserSession.browser,
            BrowserSession.created_at,
            BrowserSession.last_seen_at,
            BrowserSession.second_factor_at,
            BrowserSession.revoked_at,
        ).where(BrowserSession.account_id == account.id)
        roles = select(RoleAssignment.role, RoleAssignment.scope, RoleAssignment.assigned_at).where(
            RoleAssignment.address == person
        )
        signed = select(
            SignatureLog.purpose,
            SignatureLog.signed_by,
            SignatureLog.digest,
            SignatureLog.signed_at,
            SignatureLog.acted_by,
        ).where(SignatureLog.address == person)
        asked = select(
            SignatureRequest.purpose, SignatureRequest.title, SignatureRequest.words, SignatureRequest.created_at,
            SignatureRequest.done_at,
        ).where(SignatureRequest.address == person)  # fmt: skip
        verified = select(
            Verification.level, Verification.municipality, Verification.verified_at, Verification.valid_until,
            Verification.revoked_at, Verification.reason,
        ).where(Verification.account == person)  # fmt: skip
        checks = (
            select(AppCheck.age_band, AppCheck.acr, AppCheck.checked_at, AppCheck.reminded_at)
            .join(Verification, Verification.id == AppCheck.verification_id)
            .where(Verification.account == person)
        )
        keys = select(KeyExport.form, KeyExport.exported_at).where(KeyExport.account_id == account.id)
        passkeys = select(Passkey.name, Passkey.added_at, Passkey.last_used_at).where(Passkey.account_id == account.id)
        apps = select(AuthenticatorApp.made_at, AuthenticatorApp.confirmed_at).where(
            AuthenticatorApp.account_id == account.id
        )
        codes = select(RecoveryCode.made_at, RecoveryCode.used_at).where(RecoveryCode.account_id == account.id)
        copies = select(DataExport.asked_at, DataExport.made_at, DataExport.taken_at).where(
            DataExport.account_id == account.id
        )
        return {
            "account": [self._account(account)],
            "sign_ins": plain_rows(session, sessions.order_by(BrowserSession.id)),
            "roles": plain_rows(session, roles.order_by(RoleAssignment.id)),
            "signatures": plain_rows(session, signed.order_by(SignatureLog.id)),
            "signature_requests": plain_rows(session, asked.order_by(SignatureRequest.created_at)),
            "key_exports": plain_rows(session, keys.order_by(KeyExport.id)),
            "verifications": plain_rows(session, verified.order_by(Verification.id)),
            "passkeys": plain_rows(session, passkeys.order_by(Passkey.id)),
            "identity_checks": plain_rows(session, checks.order_by(AppCheck.verification_id)),
            "kept_identity": self._kept(session, person),
            "authenticator_apps": plain_rows(session, apps),
            "recovery_codes": plain_rows(session, codes.order_by(RecoveryCode.id)),
            "copies": plain_rows(session, copies.order_by(DataExport.id)),
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
