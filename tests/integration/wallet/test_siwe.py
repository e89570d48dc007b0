"""Signing in with an Ethereum wallet: the message is ours, fresh, for this browser, and really signed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from eth_account import Account as KeyAccount
from eth_account.messages import encode_defunct
from siwe import SiweMessage

from chain.clock import FixedClock
from chain.ids import Address
from tests.integration.wallet.conftest import FakeNode
from wallet import WalletServices
from wallet.errors import SignInRefused
from wallet.services.open_session import SignedIn
from wallet.siwe_message import iso

KEY = KeyAccount.from_key("0x" + "22" * 32)
OTHER = KeyAccount.from_key("0x" + "33" * 32)
BROWSER = "a-browser's-own-secret"


def message_for(wallet: WalletServices, browser: str = BROWSER, **changes: Any) -> str:
    asked = wallet.start_siwe(browser)
    fields: dict[str, Any] = {
        "domain": asked.domain,
        "address": KEY.address,
        "statement": asked.statement,
        "uri": asked.uri,
        "version": "1",
        "chain_id": asked.chain_id,
        "nonce": asked.nonce,
        "issued_at": iso(asked.issued_at),
        "expiration_time": iso(asked.expires_at),
    }
    return str(SiweMessage(**(fields | changes)).prepare_message())


def signed(message: str, key: Any = KEY) -> bytes:
    return bytes(key.sign_message(encode_defunct(text=message)).signature)


def sign_in(wallet: WalletServices, message: str, browser: str = BROWSER) -> SignedIn:
    return wallet.finish_siwe(browser, message, signed(message))


def test_signed_message_opens_the_account_of_its_address(wallet: WalletServices) -> None:
    first = sign_in(wallet, message_for(wallet))
    second = sign_in(wallet, message_for(wallet))
    assert first.account.address == KEY.address and not first.account.is_managed
    assert first.is_new and not second.is_new
    assert second.account.id == first.account.id


def test_message_is_good_for_one_sign_in(wallet: WalletServices) -> None:
    message = message_for(wallet)
    sign_in(wallet, message)
    with pytest.raises(SignInRefused, match="nonce_used"):
        sign_in(wallet, message)


def test_nonce_is_spent_by_a_wrong_signature_too(wallet: WalletServices) -> None:
    message = message_for(wallet)
    with pytest.raises(SignInRefused, match="bad_signature"):
        wallet.finish_siwe(BROWSER, message, signed(message, OTHER))
    with pytest.raises(SignInRefused, match="nonce_used"):
        sign_in(wallet, message)


def test_message_made_for_another_browser_is_refused(wallet: WalletServices) -> None:
    message = message_for(wallet, "the attacker's browser")
    with pytest.raises(SignInRefused, match="wrong_nonce"):
        sign_in(wallet, message)


def test_nonce_we_never_gave_is_refused(wallet: WalletServices) -> None:
    with pytest.raises(SignInRefused, match="wrong_nonce"):
        sign_in(wallet, message_for(wallet, nonce="0" * 32))


def test_nonce_dies_after_ten_minutes(wallet: WalletServices, clock: FixedClock) -> None:
    message = message_for(wallet)
    clock.advance(timedelta(minutes=10))
    with pytest.raises(SignInRefused, match="nonce_expired"):
        sign_in(wallet, message)


Change = Callable[[FixedClock], dict[str, Any]]


@pytest.mark.parametrize(
    ("reason", "change"),
    [
        ("wrong_domain", lambda clock: {"domain": "evil.example"}),
        ("wrong_domain", lambda clock: {"domain": "127.0.0.1:80"}),
        ("wrong_domain", lambda clock: {"scheme": "https"}),
        ("wrong_uri", lambda clock: {"uri": "http://evil.example"}),
        ("wrong_uri", lambda clock: {"uri": "https://127.0.0.1:8000"}),
        ("wrong_uri", lambda clock: {"uri": "http://127.0.0.1:8000@evil.example"}),
        ("wrong_chain", lambda clock: {"chain_id": 1}),
        ("no_expiry", lambda clock: {"expiration_time": None}),
        ("expired", lambda clock: {"expiration_time": iso(clock.now())}),
        ("not_yet_valid", lambda clock: {"not_before": iso(clock.now() + timedelta(seconds=1))}),
        ("issued_at_skew", lambda clock: {"issued_at": iso(clock.now() - timedelta(minutes=5, seconds=1))}),
        ("issued_at_skew", lambda clock: {"issued_at": iso(clock.now() + timedelta(minutes=5, seconds=1))}),
    ],
)
def test_message_for_another_place_or_time_is_refused(
    wallet: WalletServices, clock: FixedClock, reason: str, change: Change
) -> None:
    with pytest.raises(SignInRefused, match=f"^{reason}$"):
        sign_in(wallet, message_for(wallet, **change(clock)))


def test_address_with_wrong_checksum_is_refused(wallet: WalletServices) -> None:
    message = message_for(wallet).replace(KEY.address, KEY.address.lower())
    with pytest.raises(SignInRefused, match="malformed"):
        sign_in(wallet, message)


def test_contract_account_is_asked_by_erc_1271(wallet: WalletServices, fake_node: FakeNode) -> None:
    contract = Address("0x5FbDB2315678afecb367f032d93F642f64180aa3")
    fake_node.accepted[contract] = {b"owner's own proof"}
    message = message_for(wallet, address=contract)
    assert wallet.finish_siwe(BROWSER, message, b"owner's own proof").account.address == contract
    again = message_for(wallet, address=contract)
    with pytest.raises(SignInRefused, match="bad_signature"):
        wallet.finish_siwe(BROWSER, again, b"somebody else's")


def test_contract_account_not_yet_deployed_is_told_so(wallet: WalletServices) -> None:
    message = message_for(wallet)
    with pytest.raises(SignInRefused, match="wallet_not_deployed"):
        wallet.finish_siwe(BROWSER, message, signed(message) + bytes.fromhex("6492" * 16))


@pytest.mark.parametrize("text", ["", "hello", "Nonce: short"])
def test_text_that_is_no_message_is_refused(wallet: WalletServices, text: str) -> None:
    with pytest.raises(SignInRefused):
        sign_in(wallet, text)
