from __future__ import annotations

from eth_abi import encode
from eth_utils import keccak

from chain.reverts import canonical_type, decode_revert, register_errors, revert_bytes

_ABI = [
    {
        "type": "error",
        "name": "PointsShort",
        "inputs": [{"name": "id", "type": "uint256"}, {"name": "holder", "type": "address"}],
    }
]
_HOLDER = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"


def test_a_custom_error_comes_back_by_name_with_its_values() -> None:
    register_errors(_ABI)
    raw = keccak(text="PointsShort(uint256,address)")[:4] + encode(["uint256", "address"], [5, _HOLDER])
    found = decode_revert(raw)
    assert found.name == "PointsShort"
    assert found.args_by_name == {"id": 5, "holder": _HOLDER}


def test_a_revert_string_and_a_panic_are_named() -> None:
    assert decode_revert(keccak(text="Error(string)")[:4] + encode(["string"], ["no"])).args_by_name == {
        "message": "no"
    }
    overflow = decode_revert(keccak(text="Panic(uint256)")[:4] + encode(["uint256"], [0x11]))
    assert overflow.args_by_name == {"reason": "arithmetic_overflow"}


def test_unknown_and_empty_revert_data_are_kept_apart() -> None:
    assert decode_revert(bytes.fromhex("deadbeef")).name == "Unknowndeadbeef"
    assert decode_revert(b"", "execution reverted").name == "Reverted"


def test_revert_data_is_found_where_nodes_put_it() -> None:
    assert revert_bytes("0x01") == b"\x01"
    assert revert_bytes({"data": "0x02"}) == b"\x02"
    assert revert_bytes(None) is None
    assert revert_bytes("0xzz") is None


def test_a_nested_tuple_is_written_out_in_a_signature() -> None:
    inner = {"name": "b", "type": "tuple[]", "components": [{"name": "c", "type": "bytes32"}]}
    assert canonical_type({"type": "tuple", "components": [{"name": "a", "type": "uint8"}, inner]}) == (
        "(uint8,(bytes32)[])"
    )
