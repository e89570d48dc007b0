"""Puts the wallet's services together from plain parts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.contracts.identity_registry import IdentityRegistry
from chain.db import Database
from chain.ids import Address
from chain.indexer.projector import Projector
from chain.settings import Settings, plain
from wallet.mail import KeptMail, Mailer, SmtpMail
from wallet.oidc.provider import Provider, provider_of
from wallet.openid.services.keep_keys import KeepKeys
from wallet.projections import IdentityProjector
from wallet.relying_party import RelyingParty
from wallet.services.assign_role import AssignRole, HasRole, RolesOf
from wallet.services.card_accounts import CardAccounts
from wallet.services.change_profile import ChangeProfile
from wallet.services.complete_signature import CompleteSignature
from wallet.services.email_codes import EmailCodes
from wallet.services.export_key import ExportKey
from wallet.services.family.act_as import ActAs
from wallet.services.family.confirm_bond import ConfirmBond
from wallet.services.family.directory import FamilyDirectory
from wallet.services.family.end_bonds import EndBonds
from wallet.services.family.hand_over import HandOver
from wallet.services.family.handover_mail import HandoverMail
from wallet.services.family.register_ward import RegisterWard
from wallet.services.family.take_over import TakeOver
from wallet.services.find_account import Contact, FindAccount
from wallet.services.finish_email_sign_in import FinishEmailSignIn
from wallet.services.finish_siwe import FinishSiwe
from wallet.services.forget_expired import ForgetExpired
from wallet.services.identity.finish_check import FinishIdentityCheck
from wallet.services.identity.move_check import MoveIdentityCheck
from wallet.services.identity.read_identity import ReadIdentity
from wallet.services.identity.record_app_check import RecordAppCheck
from wallet.services.identity.remind import RemindOfIdentity
from wallet.services.identity.renew_seals import RenewIdentitySeals
from wallet.services.identity.start_check import StartIdentityCheck
from wallet.services.keep_copies import KeepCopies
from wallet.services.leaving.ask_deletion import AskDeletion
from wallet.services.leaving.erase_account import EraseAccount
from wallet.services.managed_keys import ManagedKeys
from wallet.services.open_managed_account import OpenManagedAccount
from wallet.services.open_session import AccountOfSession, OpenSession, SessionsOf
from wallet.services.passkeys.challenges import PasskeyChallenges
from wallet.services.passkeys.keep_passkeys import KeepPasskeys
from wallet.services.passkeys.passkey_sign_in import PasskeySignIn
from wallet.services.persons.attest import Attest
from wallet.services.persons.list_persons import ListPersons
from wallet.services.persons.record_verification import RecordVerification
from wallet.services.persons.roll import PersonsRoll
from wallet.services.persons.sign_anew import SignAnew
from wallet.services.persons.verify_person import VerifyPerson
from wallet.services.read_own_data import ReadOwnData
from wallet.services.request_signature import RequestSignature
from wallet.services.rotate_keystore_key import RotateKeystoreKey
from wallet.services.second_factor.authenticator_apps import AuthenticatorApps
from wallet.services.second_factor.standing import SecondFactors
from wallet.services.shop_accounts import ShopAccounts
from wallet.services.sign_out import SignOut
from wallet.services.sign_out_everywhere import SignOutEverywhere
from wallet.services.sign_typed_data import SignTypedData
from wallet.services.start_email_sign_in import StartEmailSignIn
from wallet.services.start_siwe import StartSiwe
from wallet.services.tell_owner import TellOwner
from wallet.services.vendor_accounts import VendorAccounts
from wallet.signatures import Node
from wallet.siwe_message import Origin
from wallet.vault import Vault


@dataclass(frozen=True, slots=True)
class IdentityServices:
    """Of the identity check by the app. `provider`: None where this installation does not offer it."""

    provider: Provider | None
    start: StartIdentityCheck
    finish: FinishIdentityCheck
    move: MoveIdentityCheck
    record: RecordAppCheck
    read: ReadIdentity
    remind: RemindOfIdentity


@dataclass(frozen=True, slots=True)
class FamilyServices:
    register: RegisterWard
    confirm: ConfirmBond
    end: EndBonds
    act_as: ActAs
    hand_over: HandOver
    take_over: TakeOver
    directory: FamilyDirectory

    def household(self, session: Session, account: Address) -> frozenset[Address]:
        return self.directory.household(session, account)

    def together(self, session: Session, accounts: Collection[Address]) -> Sequence[Sequence[Address]]:
        return self.directory.together(session, accounts)

    def households(self, session: Session, accounts: Collection[Address]) -> Mapping[Address, frozenset[Address]]:
        return self.directory.households(session, accounts)


@dataclass(frozen=True, slots=True)
class LeavingServices:
    ask: AskDeletion
    erase: EraseAccount


@dataclass(frozen=True, slots=True)
class WalletServices:
    start_email_sign_in: StartEmailSignIn
    finish_email_sign_in: FinishEmailSignIn
    start_siwe: StartSiwe
    finish_siwe: FinishSiwe
    passkey_sign_in: PasskeySignIn
    passkeys: KeepPasskeys
    second_factors: SecondFactors
    authenticator_apps: AuthenticatorApps
    open_session: OpenSession
    account_of_session: AccountOfSession
    sessions_of: SessionsOf
    sign_out: SignOut
    sign_out_everywhere: SignOutEverywhere
    open_managed_account: OpenManagedAccount
    shop_accounts: ShopAccounts
    card_accounts: CardAccounts
    vendor_accounts: VendorAccounts
    change_profile: ChangeProfile
    find_account: FindAccount
    assign_role: AssignRole
    roles_of: RolesOf
    has_role: HasRole
    sign_typed_data: SignTypedData
    request_signature: RequestSignature
    complete_signature: CompleteSignature
    export_key: ExportKey
    keep_copies: KeepCopies
    read_own_data: ReadOwnData
    rotate_keystore_key: RotateKeystoreKey
    forget_expired: ForgetExpired
    record_verification: RecordVerification
    verify_person: VerifyPerson
    identity: IdentityServices
    families: FamilyServices
    leaving: LeavingServices
    list_persons: ListPersons
    sign_anew: SignAnew
    persons: PersonsRoll
    email_codes: EmailCodes
    mailer: Mailer
    mailbox: KeptMail | None  # where no mail server is set

    def is_managed(self, address: Address) -> bool:
        """Does this platform hold the key of `address`?"""
        account = self.find_account.by_address(address)
        return account is not None and account.is_managed

    def find(self, text: str) -> Address | None:
        """The address of a member number, e-mail address or 0x address."""
        return self.find_account.find(text)

    def find_many(self, identifiers: Collection[str]) -> dict[str, Address]:
        return self.find_account.find_many(identifiers)

    def names(self, addresses: Collection[Address]) -> dict[Address, str]:
        return self.find_account.names(addresses)

    def contacts(self, addresses: Collection[Address]) -> dict[Address, Contact]:
        return self.find_account.contacts(addresses)

    def mail_holders(self, addresses: Collection[Address]) -> dict[Address, bool]:
        return self.find_account.mail_holders(addresses)


def vault_of(settings: Settings) -> Vault:
    """MUSUBI_KEYSTORE_KEY may hold several keys with commas between, the newest first."""
    keys = settings.keystore_key.get_secret_value().split(",")
    return Vault([plain(key) for key in keys if key.strip()])


def mailer_of(settings: Settings, db: Database, clock: Clock) -> Mailer:
    if settings.smtp_url:
        return SmtpMail(settings.smtp_url, settings.mail_from)
    return KeptMail(db, vault_of(settings), clock)


def assemble(
    db: Database,
    clock: Clock,
    settings: Settings,
    client: Node,
    identities: IdentityRegistry,
    mailer: Mailer | None = None,
) -> WalletServices:
    vault = vault_of(settings)
    mailer = mailer or mailer_of(settings, db, clock)
    origin, chain_id = Origin.of(settings.public_url), settings.chain_id
    codes = EmailCodes(db, clock, vault, mailer, most_per_source=settings.codes_per_source)
    keys = ManagedKeys(vault)
    challenges, party = PasskeyChallenges(db, clock), RelyingParty.of(settings.public_url)
    second_factors = SecondFactors(db, clock, is_required=settings.asks_second_factor)
    assign_role = AssignRole(db, clock)
    attest = Attest(clock, identities, plain(settings.attester_key))
    record = RecordVerification(clock, vault, attest)
    open_account, find_account = OpenManagedAccount(db, clock, vault), FindAccount(db, vault)
    tell_owner = TellOwner(mailer, find_account)
    identity, verify_person = _identity(db, clock, settings, vault, record), VerifyPerson(db, clock, record)
    families = FamilyServices(
        register=RegisterWard(db, clock, open_account, find_account),
        confirm=ConfirmBond(db, clock),
        end=EndBonds(db, clock),
        act_as=ActAs(db, clock),
        hand_over=HandOver(
            db, clock, vault, HandoverMail(mailer, settings.public_url.rstrip("/")), record, verify_person
        ),
        take_over=TakeOver(db, clock, vault, identity.start, identity.finish, identity.record, record),
        directory=FamilyDirectory(db, clock),
    )
    return WalletServices(
        start_email_sign_in=StartEmailSignIn(codes),
        finish_email_sign_in=FinishEmailSignIn(db, clock, codes, open_account),
        start_siwe=StartSiwe(db, clock, origin, chain_id),
        finish_siwe=FinishSiwe(db, clock, client, origin, chain_id),
        passkey_sign_in=PasskeySignIn(db, clock, challenges, party),
        passkeys=KeepPasskeys(db, clock, challenges, find_account, party, tell_owner),
        second_factors=second_factors,
        authenticator_apps=AuthenticatorApps(db, clock, vault, tell_owner),
        open_session=OpenSession(db, clock),
        account_of_session=AccountOfSession(db, clock, second_factors.concerns_address),
        sessions_of=SessionsOf(db, clock),
        sign_out=SignOut(db, clock),
        sign_out_everywhere=SignOutEverywhere(db, clock),
        open_managed_account=open_account,
        shop_accounts=ShopAccounts(open_account, assign_role),
        card_accounts=CardAccounts(open_account),
        vendor_accounts=VendorAccounts(db, open_account, assign_role),
        change_profile=ChangeProfile(db),
        find_account=find_account,
        assign_role=assign_role,
        roles_of=RolesOf(db),
        has_role=HasRole(db),
        sign_typed_data=SignTypedData(db, clock, keys, chain_id),
        request_signature=RequestSignature(db, clock, chain_id),
        complete_signature=CompleteSignature(db, clock, keys, client),
        export_key=ExportKey(db, clock, keys, codes, find_account),
        keep_copies=KeepCopies(db, clock, vault),
        read_own_data=ReadOwnData(find_account, identity.read, families.directory),
        rotate_keystore_key=RotateKeystoreKey(
            db, clock, vault, RenewIdentitySeals(db, vault, record), KeepKeys(db, clock, vault)
        ),
        forget_expired=ForgetExpired(db, clock),
        record_verification=record,
        verify_person=verify_person,
        identity=identity,
        families=families,
        leaving=LeavingServices(
            ask=AskDeletion(db, clock, mailer, find_account), erase=EraseAccount(clock, vault, record, mailer)
        ),
        list_persons=ListPersons(db, clock),
        sign_anew=SignAnew(db, record),
        persons=PersonsRoll(),
        email_codes=codes,
        mailer=mailer,
        mailbox=mailer if isinstance(mailer, KeptMail) else None,
    )


def _identity(
    db: Database, clock: Clock, settings: Settings, vault: Vault, record: RecordVerification
) -> IdentityServices:
    provider = provider_of(settings)
    checks = RecordAppCheck(
        clock, vault, record, settings.identity_acr, settings.identity_months, settings.identity_kept_days
    )
    return IdentityServices(
        provider=provider,
        start=StartIdentityCheck(db, clock, vault, provider),
        finish=FinishIdentityCheck(db, clock, vault, provider, checks),
        move=MoveIdentityCheck(db, clock, vault, record, checks),
        record=checks,
        read=ReadIdentity(db, clock, vault),
        remind=RemindOfIdentity(db, clock),
    )


def projectors() -> list[Projector]:
    """What the indexer feeds for this domain."""
    return [IdentityProjector()]
