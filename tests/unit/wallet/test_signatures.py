"""Signatures of externally owned and contract accounts, judged as the contracts will judge them."""

from __future__ import annotations

import pytest
from eth_account import Account

from chain.errors import ContractReverted
from chain.ids import Address
from wallet.signatures import is_counterfactual, is_signature_of, normalised, recovered

_KEY = Account.from_key("0x" + "11" * 32)
_DIGEST = bytes(range(32))
_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
_SIGNATURE = bytes(Account.unsafe_sign_hash(_DIGEST, _KEY.key).signature)


class FakeNode:
    """One account with code; its contract gives `answer`, or reverts when there is none."""

    def __init__(self, contract: str = "", answer: bytes | None = None) -> None:
        self.contract = contract
        self.answer = answer

    def code(self, address: Address) -> bytes:
        return b"\x60" if address == self.contract else b""

    def call(self, to: Address, calldata: bytes, block: str = "latest") -> bytes:
        assert to == self.contract
        if self.answer is None:
            raise ContractReverted("Nope")
        return self.answer


def test_key_that_signed_is_recovered() -> None:
    assert recovered(_DIGEST, _SIGNATURE) == _KEY.address
    assert recovered(b"\x01" * 32, _SIGNATURE) != _KEY.address


@pytest.mark.parametrize("nonsense", [b"", b"\x00" * 65, b"\xff" * 65, _SIGNATURE[:-1], _SIGNATURE[:-1] + b"\x1d"])
def test_nonsense_is_nobodys_signature(nonsense: bytes) -> None:
    assert recovered(_DIGEST, nonsense) is None


def test_recovery_byte_from_zero_and_high_s_are_brought_into_the_form_contracts_take() -> None:
    r, s, v = _SIGNATURE[:32], int.from_bytes(_SIGNATURE[32:64]), _SIGNATURE[64] - 27
    high = r + (_ORDER - s).to_bytes(32) + bytes([1 - v])
    assert normalised(high) == _SIGNATURE
    assert recovered(_DIGEST, high) == _KEY.address


def test_wrapped_signature_of_a_contract_is_left_alone() -> None:
    assert normalised(b"\x01" * 97) == b"\x01" * 97


def test_account_without_code_signs_with_its_key() -> None:
    assert is_signature_of(FakeNode(), Address(_KEY.address), _DIGEST, _SIGNATURE)
    assert not is_signature_of(FakeNode(), Address("0x" + "00" * 19 + "01"), _DIGEST, _SIGNATURE)


@pytest.mark.parametrize(
    ("answer", "accepted"),
    [
        (bytes.fromhex("1626ba7e") + bytes(28), True),
        (bytes.fromhex("ffffffff") + bytes(28), False),
        (bytes.fromhex("1626ba7e") + b"\x01" * 28, False),
        (bytes.fromhex("1626ba7e"), False),
        (b"", False),
        (None, False),
    ],
)
def test_account_with_code_is_asked_and_only_the_magic_value_counts(answer: bytes | None, accepted: bool) -> None:
    node = FakeNode(_KEY.address, answer)
    assert is_signature_of(node, Address(_KEY.address), _DIGEST, b"\x01") is accepted


def test_key_of_an_account_with_code_does_not_override_its_contract() -> None:
    assert not is_signature_of(FakeNode(_KEY.address, None), Address(_KEY.address), _DIGEST, _SIGNATURE)


def test_signature_for_a_contract_not_yet_deployed_is_told_apart() -> None:
    assert is_counterfactual(b"\x00" * 96 + bytes.fromhex("6492" * 16))
    assert not is_counterfactual(_SIGNATURE)
