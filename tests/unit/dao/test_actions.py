"""Actions into calldata and back, and what stays unknown."""

from __future__ import annotations

from eth_abi import encode
from hypothesis import given
from hypothesis import strategies as st

from chain.contracts.region_governor import Actions
from chain.ids import Address, parse_address
from chain.units import MAX_AMOUNT, Yen
from dao.models import PayYen, UnknownAction, action_from_json, decode_action

YEN = parse_address("0x" + "ab" * 20)
OTHER = parse_address("0x" + "cd" * 20)
addresses = st.integers(1, 2**160 - 1).map(lambda number: parse_address(f"0x{number:040x}"))


def transfer(payee: Address, amount: int) -> bytes:
    return bytes.fromhex("a9059cbb") + encode(["address", "uint256"], [payee, amount])


@given(addresses, st.integers(0, MAX_AMOUNT))
def test_a_yen_transfer_is_read_back(payee: Address, amount: int) -> None:
    found = decode_action(Actions((YEN,), (0,), (transfer(payee, amount),)), YEN)
    assert found == PayYen(payee, "", Yen(amount))


def test_json_keeps_the_action() -> None:
    action = PayYen(OTHER, "みずほ酒店", Yen(120_000))
    assert action_from_json(action.as_json()) == action
    assert action_from_json({"kind": "something_newer"}) == UnknownAction()


def test_anything_but_one_plain_transfer_of_yen_is_unknown() -> None:
    good = transfer(OTHER, 5)
    for actions in (
        Actions((OTHER,), (0,), (good,)),  # another token
        Actions((YEN,), (1,), (good,)),  # with gas money
        Actions((YEN, YEN), (0, 0), (good, good)),
        Actions((YEN,), (0,), (good + b"\0",)),
        Actions((YEN,), (0,), (good[:-1],)),
        Actions((YEN,), (0,), (b"\1\2\3\4" + good[4:],)),
        Actions((YEN,), (0,), (good[:4] + b"\xff" * 12 + good[16:],)),  # dirty upper bytes
        Actions((YEN,), (0,), (transfer(OTHER, 2**200),)),
        Actions((), (), ()),
    ):
        assert decode_action(actions, YEN) == UnknownAction()
