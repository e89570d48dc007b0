from __future__ import annotations

import json

from eth_account import Account
from eth_account.messages import encode_typed_data
from eth_utils import keccak
from hypothesis import given
from hypothesis import strategies as st

from chain.contracts.merkle import MerkleTree
from chain.contracts.region_governor import Actions, proposal_id
from chain.contracts.regional_points import Payment
from chain.contracts.typed_data import digest, recover, sign, typed_data
from chain.ids import Address

_HOLDER = Account.from_key("0x" + "42" * 32)
_CONTRACT = Address("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")


def _payment(amount: int = 500) -> Payment:
    return Payment(Address(_HOLDER.address), 7, amount, (1 << 32 | 20_000, 2 << 32 | 20_001), (200, 300), 2**200, 99)


def _data(payment: Payment) -> dict[str, object]:
    return typed_data(
        "RegionalPoints", 1337, _CONTRACT, payment.primary, payment.signature_fields, payment.as_message()
    )


def test_typed_data_survives_json_so_that_a_browser_signs_the_same_digest() -> None:
    data = _data(_payment())
    assert digest(json.loads(json.dumps(data))) == digest(data)


def test_the_digest_is_what_eth_account_signs() -> None:
    data = _data(_payment())
    message = encode_typed_data(
        full_message={
            **data,
            "message": {
                "holder": _HOLDER.address,
                "merchantId": 7,
                "amount": 500,
                "ids": [1 << 32 | 20_000, 2 << 32 | 20_001],
                "amounts": [200, 300],
                "nonce": 2**200,
                "deadline": 99,
            },
        }
    )
    assert digest(data) == keccak(b"\x19" + message.version + message.header + message.body)


def test_a_signature_names_its_signer_and_no_other_amount() -> None:
    signature = sign(_data(_payment(500)), _HOLDER.key)
    assert recover(_data(_payment(500)), signature) == _HOLDER.address
    assert recover(_data(_payment(501)), signature) != _HOLDER.address


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=33))
def test_every_leaf_proves_itself_against_the_root(leaves: list[bytes]) -> None:
    tree = MerkleTree(leaves)
    for at, leaf in enumerate(leaves):
        node = leaf
        for sibling in tree.proof(at):
            node = keccak(b"".join(sorted((node, sibling))))
        assert node == tree.root


def test_a_proposal_has_another_id_when_its_text_or_its_action_differs() -> None:
    actions = Actions((_CONTRACT,), (0,), (b"\x01",))
    other = Actions((_CONTRACT,), (0,), (b"\x02",))
    ids = {proposal_id(actions, "a"), proposal_id(actions, "b"), proposal_id(other, "a")}
    assert len(ids) == 3
