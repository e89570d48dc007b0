"""Copied together, many calls' arguments are what encoding the lists of them gives."""

from __future__ import annotations

from typing import Any

import pytest
from eth_abi import encode
from hypothesis import given
from hypothesis import strategies as st

from chain.relayer.columns import Columns

_uint = st.integers(0, 2**64 - 1)
_word = st.binary(min_size=32, max_size=32)
_payment = st.tuples(_uint, _uint, st.lists(_uint, max_size=3), st.lists(_uint, max_size=3))
_ballot = st.tuples(_uint, st.integers(0, 2))
_entry = st.tuples(_uint, st.lists(_word, max_size=3))

_CALLS = (
    (("(uint256,uint64,uint256[],uint128[])", "bytes"), st.tuples(_payment, st.binary(max_size=70))),
    (("(uint256,uint8)", "bytes"), st.tuples(_ballot, st.binary(max_size=70))),
    (
        ("(uint256,uint64,uint256[],uint128[])", "bytes", "(uint256,bytes32[])[]"),
        st.tuples(_payment, st.binary(max_size=70), st.lists(_entry, max_size=2)),
    ),
    (("uint256", "(uint256,uint8)", "uint8[2]"), st.tuples(_uint, _ballot, st.tuples(*[st.integers(0, 9)] * 2))),
)


@pytest.mark.parametrize(("types", "calls"), _CALLS)
@given(data=st.data())
def test_the_lists_are_those_of_an_encoder(types: tuple[str, ...], calls: st.SearchStrategy[Any], data: Any) -> None:
    given_calls = data.draw(st.lists(calls, min_size=1, max_size=5))
    items = [encode(types, call) for call in given_calls]
    lists = [list(column) for column in zip(*given_calls, strict=True)]
    assert Columns(types).join(items) == encode([f"{kind}[]" for kind in types], lists)
