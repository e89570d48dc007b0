"""Rows of the wallet: accounts, their keys and sessions, roles, and what was asked to be signed and was."""

from wallet.models.account import Account, AccountKind
from wallet.models.account_deletion import AccountDeletion
from wallet.models.browser_session import BrowserSession
from wallet.models.data_export import DataExport
from wallet.models.email_code import CodePurpose, EmailCode
from wallet.models.family import BondState, EndedBy, FamilyAct, FamilyBond, Relation
from wallet.models.handover import Handover, HandoverWay
from wallet.models.identity_binding import IdentityBinding
from wallet.models.managed_key import KeyExport, ManagedKey
from wallet.models.passkey import Passkey, PasskeyChallenge
from wallet.models.role_assignment import Role, RoleAssignment
from wallet.models.second_factor import AuthenticatorApp, RecoveryCode
from wallet.models.sent_mail import SentMail
from wallet.models.signature_log import SignatureLog, SignedBy
from wallet.models.signature_request import RequestState, SignatureRequest
from wallet.models.siwe_nonce import SiweNonce
from wallet.models.verification import PersonMark, Verification, VerificationLevel

__all__ = [
    "Account",
    "AccountDeletion",
    "AccountKind",
    "AuthenticatorApp",
    "BondState",
    "BrowserSession",
    "CodePurpose",
    "DataExport",
    "EmailCode",
    "EndedBy",
    "FamilyAct",
    "FamilyBond",
    "Handover",
    "HandoverWay",
    "IdentityBinding",
    "KeyExport",
    "ManagedKey",
    "Passkey",
    "PasskeyChallenge",
    "PersonMark",
    "RecoveryCode",
    "Relation",
    "RequestState",
    "Role",
    "RoleAssignment",
    "SentMail",
    "SignatureLog",
    "SignatureRequest",
    "SignedBy",
    "SiweNonce",
    "Verification",
    "VerificationLevel",
]
