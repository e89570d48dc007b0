"""Names of things in a cart: each is read as it was written, and nothing else is read at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.errors import Invalid
from marketplace.models.checkout import (
    BookingItem,
    ChargeItem,
    ListingItem,
    booking_item,
    charge_item,
    item_of,
    listing_item,
)
from marketplace.models.checkout.items import LONGEST_ITEM

_NUMBER = st.integers(0, 2**31)
_FARES = st.lists(st.tuples(_NUMBER, st.integers(0, 999)), min_size=1, max_size=8).map(tuple)


@given(_NUMBER, _NUMBER, st.integers(1, 60), _FARES)
def test_a_name_is_read_as_it_was_written_and_fits_its_column(
    number: int, slot: int, slots: int, fares: tuple[tuple[int, int], ...]
) -> None:
    booking, charge = BookingItem(number, slot, slots, fares), ChargeItem(number, slot % 10**9)
    assert item_of(listing_item(number)) == ListingItem(number)
    assert item_of(booking_item(booking)) == booking
    assert item_of(charge_item(charge)) == charge
    assert len(booking_item(booking)) <= LONGEST_ITEM


_WRONG = ("", "listing:", "listing:-1", "listing:１", "ticket:1:2:3:", "points:1:", "points:1:2:3", "x" * 999)


@given(st.text(max_size=30))
def test_anything_else_is_unknown(more: str) -> None:
    for wrong in (*_WRONG, f"listing:{more}x", f"points:1:{more}a", f"ticket:1:1:1:{more}y"):
        with pytest.raises(Invalid):
            item_of(wrong)
