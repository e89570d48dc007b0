"""Setting off what towns owe each other."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from app.demo.regions import TOWNS
from chain.units import Yen
from points.models.clearing import Debt, positions, set_off

CODES = [town.code for town in TOWNS[:5]]
DEBTS = st.lists(
    st.builds(Debt, st.sampled_from(CODES), st.sampled_from(CODES), st.integers(0, 10**9).map(Yen)), max_size=30
)


@given(DEBTS)
def test_positions_sum_to_zero(debts: list[Debt]) -> None:
    assert sum(positions(debts).values()) == 0


@given(DEBTS)
def test_the_transfers_give_every_town_its_position_and_are_one_for_a_pair(debts: list[Debt]) -> None:
    transfers = set_off(debts)
    moved: Counter[str] = Counter()
    for one in transfers:
        moved[one.creditor] += int(one.amount)
        moved[one.debtor] -= int(one.amount)
    wanted = positions(debts)
    assert {code: moved[code] for code in CODES} == {code: wanted.get(code, 0) for code in CODES}
    pairs = [frozenset((one.debtor, one.creditor)) for one in transfers]
    assert len(pairs) == len(set(pairs))
    assert all(int(one.amount) > 0 and one.debtor != one.creditor for one in transfers)
