"""What a bloom may say. That ours equal those of a real node is in tests/integration/chain/indexer."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from chain.indexer.bloom import bits_of, bloom_of, is_crowded, may_contain

_addresses = st.binary(min_size=20, max_size=20).map(lambda raw: "0x" + raw.hex())
_topics = st.binary(min_size=32, max_size=32).map(lambda raw: "0x" + raw.hex())
_logs = st.fixed_dictionaries({"address": _addresses, "topics": st.lists(_topics, max_size=4)})


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
