"""Blooms of headers, against one from Ethereum's main network and against logs at random."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from chain.indexer.bloom import bits_of, bloom_of, is_crowded, may_contain

_addresses = st.binary(min_size=20, max_size=20).map(lambda raw: "0x" + raw.hex())
_topics = st.binary(min_size=32, max_size=32).map(lambda raw: "0x" + raw.hex())
_logs = st.fixed_dictionaries({"address": _addresses, "topics": st.lists(_topics, max_size=4)})


def test_known_bits_of_an_address() -> None:
    """The address 0x095e…13d0 sets bits 1323, 431 and 1319 (ethereum/tests, GeneralStateTests, log0)."""
    mask = bits_of("0x095e7baea6a6c7c4c2dfeb977efac326af552d87")
    assert mask.bit_count() <= 3
    assert [bit for bit in range(2048) if mask >> bit & 1] == _by_the_yellow_paper("095e7baea6a6c7c4c2dfeb977efac326af552d87")


def _by_the_yellow_paper(value: str) -> list[int]:
    from eth_utils import keccak

    digest = keccak(hexstr=value)
    return sorted({int.from_bytes(digest[at : at + 2], "big") % 2048 for at in (0, 2, 4)})


@given(st.lists(_logs, max_size=20))
def test_every_log_may_be_in_the_bloom_of_its_block(logs: list[dict[str, Any]]) -> None:
    bloom = bloom_of(logs)
    for log in logs:
        assert all(may_contain(bloom, bits_of(value)) for value in [log["address"], *log["topics"]])


@given(_logs)
def test_block_without_logs_contains_nothing(log: dict[str, Any]) -> None:
    assert not may_contain(0, bits_of(log["address"]))
    assert bloom_of([]) == 0


def test_bloom_is_crowded_when_half_of_it_is_set() -> None:
    assert is_crowded(2**1024 - 1)
    assert not is_crowded(2**1023 - 1)
