"""Finding accounts, names, roles, exported keys, and new key-encryption keys."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from eth_account import Account as KeyAccount

from chain.clock import FixedClock
from chain.contracts.typed_data import recover
from chain.db import Database
from chain.errors import ConfigError, Forbidden, Invalid
from chain.ids import Address
from chain.settings import Settings
from tests.fixtures.web import made_up_identities
from tests.integration.wallet.conftest import FakeNode, code_in_mail, wrong
from tests.integration.wallet.test_signing import act
from wallet import Account, Role, WalletServices, assemble
from wallet.errors import ExportRefused, SignInRefused
from wallet.models import AccountKind
from wallet.services.export_key import ExportForm

EMAIL = "hanako@example.jp"
STRANGER = Address("0x5FbDB2315678afecb367f032d93F642f64180aa3")


@pytest.fixture
def hanako(wallet: WalletServices) -> Account:
    return wallet.open_managed_account(EMAIL, display_name="青木 花子")[0]


def test_account_is_found_by_number_email_and_address(wallet: WalletServices, hanako: Account) -> None:
    for text in (hanako.member_number.lower(), " HANAKO@example.jp ", hanako.address, hanako.address.lower()):
        assert wallet.find(text) == hanako.address, text
    for text in ("", "M-0000-0001", "taro@example.jp", STRANGER, "0xabc", "花子"):
        assert wallet.find(text) is None, text


def test_many_are_found_at_once_each_under_what_was_asked(wallet: WalletServices, hanako: Account) -> None:
    others = [wallet.open_managed_account(f"person{number}@example.jp")[0] for number in range(3)]
    asked = [hanako.member_number.lower(), EMAIL, "PERSON0@example.jp", others[1].address, "nobody@example.jp", "?"]
    found = wallet.find_many(asked)
    wanted = {asked[0]: hanako, asked[1]: hanako, asked[2]: others[0], asked[3]: others[1]}
    assert found == {text: account.address for text, account in wanted.items()}


def test_name_is_the_display_name_or_else_the_member_number(wallet: WalletServices, hanako: Account) -> None:
    nameless = wallet.open_managed_account("taro@example.jp")[0]
    names = wallet.names([hanako.address, nameless.address, STRANGER])
    assert names == {hanako.address: "青木 花子", nameless.address: nameless.member_number}


def test_behind_whom_somebody_is_and_who_has_mail_is_told_of_many_as_their_contacts_say(
    wallet: WalletServices, hanako: Account, db: Database, clock: FixedClock
) -> None:
    shop, browser = wallet.shop_accounts.open("味噌屋"), Address(f"0x{1:040x}")
    with db.write() as session:
        session.add(
            Account(address=browser, kind=AccountKind.BROWSER, member_number="M-9999-9999", created_at=clock.now())
        )
    asked = [hanako.address, shop, browser, STRANGER]
    assert wallet.mail_holders(asked) == {hanako.address: True, browser: False}
    assert {one: bool(contact.email) for one, contact in wallet.contacts(asked).items()} == wallet.mail_holders(asked)


def test_profile_is_changed_and_a_twelve_digit_name_refused(wallet: WalletServices, hanako: Account) -> None:
    changed = wallet.change_profile(hanako, display_name="はなこ", locale="en")
    assert (changed.display_name, changed.locale) == ("はなこ", "en")
    with pytest.raises(Invalid, match="my_number"):
        wallet.change_profile(hanako, display_name="1234 5678 9012", locale="ja")
    with pytest.raises(Invalid, match="unknown"):
        wallet.change_profile(hanako, display_name="", locale="fr")


def test_two_first_sign_ins_at_once_make_one_account(wallet: WalletServices) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: wallet.open_managed_account(EMAIL), range(8)))
    assert len({account.address for account, _ in made}) == 1
    assert sum(is_new for _, is_new in made) == 1


def test_role_counts_in_its_scope_only_and_can_be_taken_back(wallet: WalletServices, hanako: Account) -> None:
    wallet.assign_role(hanako.address, Role.OFFICER, "292125")
    wallet.assign_role(hanako.address, Role.OFFICER, "292125")
    wallet.assign_role(hanako.address, Role.MERCHANT_STAFF, "7")
    assert wallet.roles_of(hanako.address) == [(Role.MERCHANT_STAFF, "7"), (Role.OFFICER, "292125")]
    assert wallet.has_role(hanako.address, Role.OFFICER, "292125")
    assert not wallet.has_role(hanako.address, Role.OFFICER, "192066")
    assert not wallet.has_role(hanako.address, Role.OPERATOR)
    assert not wallet.has_role(STRANGER, Role.OFFICER, "292125")
    assert wallet.has_role(hanako.address, Role.FAN)
    wallet.assign_role.withdraw(hanako.address, Role.OFFICER, "292125")
    assert not wallet.has_role(hanako.address, Role.OFFICER, "292125")


@pytest.mark.parametrize(
    ("role", "scope"),
    [
        (Role.FAN, ""),
        (Role.OFFICER, ""),
        (Role.OFFICER, "292126"),
        (Role.MERCHANT_STAFF, ""),
        (Role.OPERATOR, "292125"),
    ],
)
def test_role_without_sense_is_not_given(wallet: WalletServices, hanako: Account, role: Role, scope: str) -> None:
    with pytest.raises(Invalid):
        wallet.assign_role(hanako.address, role, scope)


def test_shop_has_a_managed_account_nobody_signs_in_to_and_staff_by_email(wallet: WalletServices) -> None:
    shop = wallet.shop_accounts.open("駿府みそ茶屋")
    assert wallet.is_managed(shop)
    assert wallet.names([shop]) == {shop: "駿府みそ茶屋"}
    wallet.shop_accounts.appoint("tencho@example.jp", 7)
    staff = wallet.find("tencho@example.jp")
    assert staff is not None and wallet.has_role(staff, Role.MERCHANT_STAFF, "7")
    account = wallet.find_account.by_address(shop)
    assert account is not None
    with pytest.raises(ExportRefused, match="no_email"):
        wallet.export_key.start(account, source="192.0.2.1")


def test_key_is_handed_out_after_a_fresh_code_and_noted(
    wallet: WalletServices, hanako: Account, clock: FixedClock
) -> None:
    assert wallet.export_key.last_export(hanako) is None
    ticket = wallet.export_key.start(hanako, source="192.0.2.1")
    exported = wallet.export_key.finish(hanako, ticket, code_in_mail(wallet), ExportForm.PRIVATE_KEY)
    assert KeyAccount.from_key(exported.text).address == hanako.address
    assert exported.text not in repr(exported)
    assert wallet.export_key.last_export(hanako) == clock.now()


def test_keystore_file_opens_with_its_password(wallet: WalletServices, hanako: Account) -> None:
    ticket = wallet.export_key.start(hanako, source="192.0.2.1")
    with pytest.raises(Invalid, match="too_short"):
        wallet.export_key.finish(hanako, ticket, code_in_mail(wallet), ExportForm.KEYSTORE, "short")
    exported = wallet.export_key.finish(hanako, ticket, code_in_mail(wallet), ExportForm.KEYSTORE, "long enough words")
    key = KeyAccount.decrypt(json.loads(exported.text), "long enough words")
    assert KeyAccount.from_key(key).address == hanako.address


def test_key_is_not_handed_out_for_a_wrong_code_a_sign_in_code_or_anothers_code(
    wallet: WalletServices, hanako: Account
) -> None:
    taro = wallet.open_managed_account("taro@example.jp")[0]
    ticket = wallet.export_key.start(hanako, source="192.0.2.1")
    code = code_in_mail(wallet)
    with pytest.raises(SignInRefused, match="wrong_code"):
        wallet.export_key.finish(hanako, ticket, wrong(code), ExportForm.PRIVATE_KEY)
    with pytest.raises(Forbidden):
        wallet.export_key.finish(taro, ticket, code, ExportForm.PRIVATE_KEY)
    sign_in_ticket = wallet.start_email_sign_in(EMAIL, source="192.0.2.1")
    with pytest.raises(SignInRefused, match="code_expired"):
        wallet.export_key.finish(hanako, sign_in_ticket, code_in_mail(wallet), ExportForm.PRIVATE_KEY)
    assert wallet.export_key.last_export(hanako) is None


def test_new_key_encryption_key_takes_over_and_the_old_one_can_go(
    wallet: WalletServices, hanako: Account, db: Database, clock: FixedClock, fake_node: FakeNode
) -> None:
    both = Settings(_env_file=None, keystore_key="a-new-key-encryption-key,dev-only-key-encryption-key")
    new_only = Settings(_env_file=None, keystore_key="a-new-key-encryption-key")
    between = assemble(db, clock, both, fake_node, made_up_identities())
    assert between.find(EMAIL) == hanako.address
    assert between.open_managed_account(EMAIL)[1] is False
    with pytest.raises(ConfigError, match="MUSUBI_KEYSTORE_KEY"):
        early = assemble(db, clock, new_only, fake_node, made_up_identities())
        early.sign_typed_data(hanako.address, act(), "points.refund")
    assert between.rotate_keystore_key() == 1
    assert between.rotate_keystore_key() == 0
    after = assemble(db, clock, new_only, fake_node, made_up_identities())
    assert after.find(EMAIL) == hanako.address
    assert recover(act(), after.sign_typed_data(hanako.address, act(), "points.refund")) == hanako.address
