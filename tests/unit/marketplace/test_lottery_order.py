"""The order of a lottery: anybody who repeats it finds the same; nobody's place depends on when they entered."""

from __future__ import annotations

from eth_utils import keccak, to_checksum_address
from hypothesis import given
from hypothesis import strategies as st

from chain.ids import Address
from marketplace.models.lotteries import draw_order, entries_tree, entry_leaf

_ACCOUNTS = [Address(to_checksum_address(keccak(text=str(number))[-20:])) for number in range(40)]


@given(st.permutations(_ACCOUNTS), st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_the_order_is_one_of_all_entrants_whatever_the_list_says(
    accounts: list[Address], seed: bytes, block_hash: bytes
) -> None:
    order = draw_order(seed, block_hash, 7, [*accounts, accounts[0]])
    assert sorted(order) == sorted(_ACCOUNTS)
    assert order == draw_order(seed, block_hash, 7, _ACCOUNTS)
    assert entries_tree(7, accounts).root == entries_tree(7, _ACCOUNTS).root


def test_an_entry_counts_for_its_own_lottery() -> None:
    assert entry_leaf(7, _ACCOUNTS[0]) != entry_leaf(8, _ACCOUNTS[0])
