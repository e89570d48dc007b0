from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.errors import Invalid
from chain.ids import Address
from marketplace.models.tickets.details import RefundRule, check_refunds, refund_of, slot_price
from marketplace.services.tickets.ticket_code import TicketCodes

HOLDER = Address("0x00000000000000000000000000000000000000AA")
RULES = (RefundRule(86_400, 8_000), RefundRule(3_600, 5_000))


def test_refund_rules_are_taken_in_order_and_end_before_the_start() -> None:
    begins = 1_000_000
    assert refund_of(1_001, RULES, begins, begins - 86_401) == 800
    assert refund_of(1_001, RULES, begins, begins - 86_400) == 500
    assert refund_of(1_001, RULES, begins, begins - 3_600) == 0
    assert refund_of(1_001, (), begins, 0) == 0


@given(
    st.lists(st.tuples(st.integers(0, 10**7), st.integers(1, 10_000)), max_size=5),
    st.integers(0, 10**7),
    st.integers(0, 10**8),
    st.integers(0, 10**7),
)
def test_waiting_never_returns_more_and_never_more_than_the_price(
    rules: list[tuple[int, int]], price: int, now: int, wait: int
) -> None:
    times = sorted({seconds for seconds, _ in rules}, reverse=True)
    parts = sorted((points for _, points in rules[: len(times)]), reverse=True)
    kept = [RefundRule(*rule) for rule in zip(times, parts, strict=False)]
    check_refunds(kept)
    begins = 5 * 10**7
    first, later = (refund_of(price, kept, begins, at) for at in (now, now + wait))
    assert 0 <= later <= first <= price


@pytest.mark.parametrize(
    "rules", [((60, 5_000), (60, 4_000)), ((60, 5_000), (30, 6_000)), ((60, 0),), ((60, 10_001),), ((-1, 5_000),)]
)
def test_rules_that_reward_waiting_or_say_nothing_are_refused(rules: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(Invalid):
        check_refunds([RefundRule(*rule) for rule in rules])


@given(st.integers(0, 10**7), st.integers(0, 100_000))
def test_a_slots_price_is_rounded_down_to_the_yen(price: int, basis_points: int) -> None:
    paid = slot_price(price, basis_points)
    assert paid * 10_000 <= price * basis_points < (paid + 1) * 10_000


def test_a_ticket_code_is_read_back_and_nobody_else_can_make_one() -> None:
    codes = TicketCodes("ours")
    code = codes.code(7 << 32 | 3, HOLDER)
    read = codes.read(f" {code} ")
    assert (read.token_id, read.holder) == (7 << 32 | 3, HOLDER)
    for other in (TicketCodes("theirs").code(1, HOLDER), code.replace(".3", ".4"), code[:-1], "", "MT1.1", "1.2.3.4.5"):
        with pytest.raises(Invalid):
            codes.read(other)
