"""Requests to sign and direct signatures: the right person, the right words, once, and on record."""

from __future__ import annotations

from datetime import timedelta

import pytest
from eth_account import Account as KeyAccount
from sqlalchemy import select

from chain.clock import FixedClock
from chain.contracts.typed_data import TypedData, digest, recover, sign, typed_data
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.ids import Address
from tests.integration.wallet.conftest import FakeNode
from wallet import Account, AccountKind, WalletServices
from wallet.errors import NotYours, SigningRefused
from wallet.member_number import new_member_number
from wallet.models import RequestState, SignatureLog, SignedBy

KEY = KeyAccount.from_key("0x" + "44" * 32)
_CONTRACT = Address("0x5FbDB2315678afecb367f032d93F642f64180aa3")


def act(amount: int = 500, chain_id: int = 1337) -> TypedData:
    return typed_data("RegionalPoints", chain_id, _CONTRACT, "Payment", "uint256 amount", {"amount": amount})


def asked(wallet: WalletServices, address: Address, return_to: str = "/points", data: TypedData | None = None) -> str:
    return wallet.request_signature(
        address,
        data or act(),
        words=[("金額", "500ポイント")],
        title="支払いに署名します",
        purpose="test.payment",
        subject="12",
        return_to=return_to,
    )


@pytest.fixture
def hanako(wallet: WalletServices) -> Account:
    return wallet.open_managed_account("hanako@example.jp")[0]


@pytest.fixture
def ken(db: Database, clock: FixedClock) -> Account:
    """Has a browser wallet."""
    account = Account(
        address=Address(KEY.address),
        kind=AccountKind.BROWSER,
        member_number=new_member_number(),
        created_at=clock.now(),
    )
    with db.write() as session:
        session.add(account)
    return account


def test_managed_account_signs_directly_and_it_is_on_record(
    wallet: WalletServices, hanako: Account, db: Database
) -> None:
    signature = wallet.sign_typed_data(hanako.address, act(), reason="points.refund")
    assert recover(act(), signature) == hanako.address
    with db.read() as session:
        row = session.scalars(select(SignatureLog)).one()
    assert (row.address, row.purpose, row.digest) == (hanako.address, "points.refund", digest(act()))
    assert row.signed_by == SignedBy.PLATFORM


def test_browser_wallet_is_not_signed_for(wallet: WalletServices, ken: Account) -> None:
    assert not wallet.is_managed(ken.address)
    with pytest.raises(SigningRefused, match="browser_wallet_signs_itself"):
        wallet.sign_typed_data(ken.address, act(), reason="points.refund")


def test_stranger_is_not_signed_for(wallet: WalletServices) -> None:
    with pytest.raises(SigningRefused, match="no_such_account"):
        wallet.sign_typed_data(_CONTRACT, act(), reason="points.refund")


def test_act_for_another_chain_is_neither_signed_nor_shown(wallet: WalletServices, hanako: Account) -> None:
    with pytest.raises(SigningRefused, match="wrong_chain"):
        wallet.sign_typed_data(hanako.address, act(chain_id=1), reason="points.refund")
    with pytest.raises(SigningRefused, match="wrong_chain"):
        asked(wallet, hanako.address, data=act(chain_id=1))


def test_managed_account_signs_on_request(wallet: WalletServices, hanako: Account, clock: FixedClock) -> None:
    request_id = asked(wallet, hanako.address)
    request = wallet.complete_signature.accept(request_id, hanako.address)
    assert request.signature is not None
    assert recover(act(), request.signature) == hanako.address
    assert request.state(clock.now()) is RequestState.SIGNED


def test_browser_wallet_brings_its_signature_in_any_accepted_form(wallet: WalletServices, ken: Account) -> None:
    good = sign(act(), KEY.key)
    from_zero = good[:64] + bytes([good[64] - 27])
    for brought in (good, from_zero):
        request = wallet.complete_signature.accept(asked(wallet, ken.address), ken.address, brought)
        assert request.signature == good


@pytest.mark.parametrize("brought", [b"", b"\x00" * 65, sign(act(501), KEY.key), sign(act(), "0x" + "55" * 32)])
def test_signature_of_something_or_somebody_else_is_refused(
    wallet: WalletServices, ken: Account, brought: bytes
) -> None:
    with pytest.raises(SigningRefused, match="bad_signature"):
        wallet.complete_signature.accept(asked(wallet, ken.address), ken.address, brought)


def test_contract_account_is_asked_by_erc_1271(wallet: WalletServices, ken: Account, fake_node: FakeNode) -> None:
    fake_node.accepted[ken.address] = {b"the contract's own proof"}
    request = wallet.complete_signature.accept(asked(wallet, ken.address), ken.address, b"the contract's own proof")
    assert request.signature == b"the contract's own proof"
    with pytest.raises(SigningRefused, match="bad_signature"):
        wallet.complete_signature.accept(asked(wallet, ken.address), ken.address, sign(act(), KEY.key))


def test_request_of_another_account_is_neither_shown_nor_signed(
    wallet: WalletServices, hanako: Account, ken: Account
) -> None:
    request_id = asked(wallet, hanako.address)
    with pytest.raises(NotYours):
        wallet.complete_signature.look_at(request_id, ken.address)
    with pytest.raises(NotYours):
        wallet.complete_signature.accept(request_id, ken.address, sign(act(), KEY.key))


def test_request_that_is_not_there_is_not_found(wallet: WalletServices, hanako: Account) -> None:
    with pytest.raises(NotFound):
        wallet.complete_signature.look_at("no-such-request", hanako.address)


def test_request_dies_after_fifteen_minutes(wallet: WalletServices, hanako: Account, clock: FixedClock) -> None:
    request_id = asked(wallet, hanako.address)
    clock.advance(timedelta(minutes=15))
    with pytest.raises(SigningRefused, match="request_expired"):
        wallet.complete_signature.accept(request_id, hanako.address)


def test_finished_request_is_not_signed_again(wallet: WalletServices, hanako: Account) -> None:
    request_id = asked(wallet, hanako.address)
    wallet.complete_signature.accept(request_id, hanako.address)
    wallet.complete_signature.finish(request_id)
    with pytest.raises(SigningRefused, match="request_used"):
        wallet.complete_signature.accept(request_id, hanako.address)


def test_request_whose_act_broke_off_gives_the_same_signature_again_and_logs_it_once(
    wallet: WalletServices, hanako: Account, db: Database
) -> None:
    request_id = asked(wallet, hanako.address)
    first = wallet.complete_signature.accept(request_id, hanako.address).signature
    assert wallet.complete_signature.accept(request_id, hanako.address).signature == first
    with db.read() as session:
        assert len(session.scalars(select(SignatureLog)).all()) == 1


def test_request_never_leads_to_another_site(wallet: WalletServices, hanako: Account) -> None:
    with pytest.raises(Invalid, match="not_a_path"):
        asked(wallet, hanako.address, return_to="//evil.example")
