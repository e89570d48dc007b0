"""Own decoding gives what eth_abi and web3.py give, and refuses what does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import pytest
from eth_abi import decode, encode
from eth_typing import ABIEvent
from eth_utils import keccak, to_checksum_address
from hexbytes import HexBytes
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from web3 import Web3
from web3.types import LogReceipt

from chain.indexer.decoding import UndecodableLog, decoder_of, topic_of

_WORDS: dict[str, SearchStrategy[Any]] = {
    "address": st.binary(min_size=20, max_size=20).map(lambda raw: to_checksum_address(raw)),
    "bool": st.booleans(),
    "uint8": st.integers(0, 2**8 - 1),
    "uint64": st.integers(0, 2**64 - 1),
    "uint256": st.integers(0, 2**256 - 1),
    "int64": st.integers(-(2**63), 2**63 - 1),
    "int256": st.integers(-(2**255), 2**255 - 1),
    "bytes4": st.binary(min_size=4, max_size=4),
    "bytes32": st.binary(min_size=32, max_size=32),
}
_DYNAMIC: dict[str, SearchStrategy[Any]] = {
    "string": st.text(st.characters(exclude_categories=["Cs"])),
    "bytes": st.binary(max_size=100),
    "string[]": st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), max_size=3),
    "uint256[2]": st.lists(_WORDS["uint256"], min_size=2, max_size=2),
    "address[2][]": st.lists(st.lists(_WORDS["address"], min_size=2, max_size=2), max_size=3),
    **{f"{kind}[]": st.lists(values, max_size=5) for kind, values in _WORDS.items()},
}


def _event(indexed: Sequence[str], rest: Sequence[str]) -> dict[str, Any]:
    inputs = [{"name": f"topic{at}", "type": kind, "indexed": True} for at, kind in enumerate(indexed)]
    inputs += [{"name": f"value{at}", "type": kind, "indexed": False} for at, kind in enumerate(rest)]
    return {"type": "event", "name": "Happened", "anonymous": False, "inputs": inputs}


@st.composite
def logs(draw: DrawFn, kinds: dict[str, SearchStrategy[Any]]) -> tuple[dict[str, Any], list[Any], list[str], str]:
    """An event's ABI, its values, and the log that says them."""
    indexed = draw(st.lists(st.sampled_from(sorted(_WORDS)), max_size=3))
    rest = draw(st.lists(st.sampled_from(sorted(kinds)), max_size=6))
    topic_values = [draw(_WORDS[kind]) for kind in indexed]
    rest_values = [draw(kinds[kind]) for kind in rest]
    event = _event(indexed, rest)
    words = ["0x" + encode([kind], [value]).hex() for kind, value in zip(indexed, topic_values, strict=True)]
    return event, topic_values + rest_values, [topic_of(event), *words], "0x" + encode(rest, rest_values).hex()


@given(logs(_WORDS))
def test_static_values_come_back_as_they_were_encoded(log: tuple[dict[str, Any], list[Any], list[str], str]) -> None:
    event, values, topics, payload = log
    assert list(decoder_of(event)(topics, payload).values()) == values


@given(logs({**_WORDS, **_DYNAMIC}))
def test_dynamic_values_come_back_as_they_were_encoded(log: tuple[dict[str, Any], list[Any], list[str], str]) -> None:
    event, values, topics, payload = log
    assert list(decoder_of(event)(topics, payload).values()) == values


@given(logs({**_WORDS, **_DYNAMIC}))
def test_values_equal_those_of_web3(log: tuple[dict[str, Any], list[Any], list[str], str]) -> None:
    event, _, topics, payload = log
    receipt = {
        "address": "0x" + "11" * 20,
        "topics": [HexBytes(topic) for topic in topics],
        "data": HexBytes(payload),
        "blockHash": HexBytes(b"\1" * 32),
        "transactionHash": HexBytes(b"\2" * 32),
        "blockNumber": 1,
        "logIndex": 0,
        "transactionIndex": 0,
    }
    contract = Web3().eth.contract(abi=[cast(ABIEvent, event)])
    theirs = contract.events.Happened().process_log(cast(LogReceipt, receipt))["args"]
    ours = decoder_of(event)(topics, payload)
    assert {key: _lists(value) for key, value in theirs.items()} == ours


def _lists(value: Any) -> Any:
    return [_lists(item) for item in value] if isinstance(value, list | tuple) else value


@given(logs({**_WORDS, **_DYNAMIC}), st.binary(max_size=300))
def test_broken_payload_is_refused_or_read_without_harm(
    log: tuple[dict[str, Any], list[Any], list[str], str], noise: bytes
) -> None:
    event, _, topics, _ = log
    try:
        read = decoder_of(event)(topics, "0x" + noise.hex())
    except UndecodableLog as error:
        assert error.event == "Happened"
    else:
        assert len(read) == len(event["inputs"])


def test_log_cut_short_is_refused() -> None:
    event = _event(["address"], ["uint256", "string"])
    payload = "0x" + encode(["uint256", "string"], [1, "むすび"]).hex()
    with pytest.raises(UndecodableLog):
        decoder_of(event)([topic_of(event), "0x" + "00" * 32], payload[:-64])


def test_missing_topic_is_refused() -> None:
    event = _event(["address", "uint256"], [])
    with pytest.raises(UndecodableLog, match="2 topics"):
        decoder_of(event)([topic_of(event), "0x" + "00" * 32], "0x")


def test_indexed_string_is_known_by_its_hash() -> None:
    event = _event(["string"], [])
    read = decoder_of(event)([topic_of(event), "0x" + keccak(text="宇陀市").hex()], "0x")
    assert read == {"topic0": keccak(text="宇陀市")}


def test_struct_comes_as_a_tuple_with_checksummed_addresses() -> None:
    struct = {"components": [{"name": "who", "type": "address"}, {"name": "much", "type": "uint64"}]}
    event = _event([], ["uint256"])
    event["inputs"].append({"name": "shares", "type": "tuple[]", "indexed": False, **struct})
    who = "0x" + "ab" * 20
    payload = encode(["uint256", "(address,uint64)[]"], [5, [(who, 7)]])
    read = decoder_of(event)([topic_of(event)], "0x" + payload.hex())
    assert read == {"value0": 5, "shares": [(to_checksum_address(who), 7)]}
    assert topic_of(event) == "0x" + keccak(text="Happened(uint256,(address,uint64)[])").hex()
    assert decode(["uint256"], payload[:32]) == (5,)
