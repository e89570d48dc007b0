"""Who wins: always the same from the same seed and block, one prize a person, in the order of the ticket numbers."""

from __future__ import annotations

from eth_utils import keccak
from hypothesis import given
from hypothesis import strategies as st

from points.models.lottery import LotteryEntry, Prize, commitment, person_label, pick_winners, ticket_number

SEED, BLOCK = b"\x01" * 32, b"\x02" * 32
ENTRIES = st.lists(
    st.builds(
        LotteryEntry,
        payment_id=st.binary(min_size=32, max_size=32),
        person=st.sampled_from([f"person{number}" for number in range(8)]),
        tickets=st.integers(1, 4),
    ),
    max_size=20,
)
PRIZES = st.lists(st.integers(1, 4), min_size=1, max_size=3).map(
    lambda counts: [Prize(key, count) for key, count in enumerate(counts)]
)


@given(ENTRIES, PRIZES)
def test_nobody_wins_twice_and_as_many_win_as_there_are_prizes_or_people(
    entries: list[LotteryEntry], prizes: list[Prize]
) -> None:
    wins = pick_winners(SEED, BLOCK, entries, prizes)
    people = {entry.person for entry in {entry.payment_id: entry for entry in entries}.values()}
    assert len({win.person for win in wins}) == len(wins) == min(len(people), sum(prize.count for prize in prizes))


@given(ENTRIES, PRIZES)
def test_the_order_of_the_list_changes_nothing(entries: list[LotteryEntry], prizes: list[Prize]) -> None:
    one_each = list({entry.payment_id: entry for entry in entries}.values())
    assert pick_winners(SEED, BLOCK, one_each, prizes) == pick_winners(SEED, BLOCK, reversed(one_each), prizes)


@given(ENTRIES, PRIZES)
def test_winners_hold_the_lowest_ticket_numbers_of_those_who_had_not_won(
    entries: list[LotteryEntry], prizes: list[Prize]
) -> None:
    wins = pick_winners(SEED, BLOCK, entries, prizes)
    numbers = [ticket_number(SEED, BLOCK, win.payment_id, win.ticket) for win in wins]
    assert numbers == sorted(numbers)
    assert [win.prize_key for win in wins] == sorted(win.prize_key for win in wins)


def test_another_seed_or_block_gives_other_winners() -> None:
    entries = [LotteryEntry(bytes([number]) * 32, f"person{number}", 1) for number in range(50)]
    prizes = [Prize(0, 3)]
    first = pick_winners(SEED, BLOCK, entries, prizes)
    assert pick_winners(b"\x03" * 32, BLOCK, entries, prizes) != first
    assert pick_winners(SEED, b"\x03" * 32, entries, prizes) != first


def test_more_tickets_win_more_often() -> None:
    entries = [LotteryEntry(b"\x07" * 32, "many", 9), LotteryEntry(b"\x08" * 32, "one", 1)]
    wins = [pick_winners(bytes([seed]) * 32, BLOCK, entries, [Prize(0, 1)])[0].person for seed in range(200)]
    assert 150 < wins.count("many") < 200


def test_the_commitment_binds_the_seed_and_a_label_hides_the_account() -> None:
    assert commitment(SEED) == keccak(SEED)
    account = "0x" + "ab" * 20
    assert person_label(b"\x01" * 32, account) == keccak(b"\x01" * 32 + b"\xab" * 20).hex()[:16]
    assert person_label(b"\x01" * 32, account) != person_label(b"\x02" * 32, account)
