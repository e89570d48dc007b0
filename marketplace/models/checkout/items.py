"""What a line of a cart names, as text that fits a row, a form and a visitor's session: "listing:12" for a listing,
"ticket:7:12:1:3x2,4x1" for two tickets of fare 3 and one of fare 4, slot 12, of
service 7; "points:5:3000" for 3,000 points of program 5."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chain.errors import Invalid

LONGEST_ITEM = 200
_NUMBER = r"([0-9]{1,15})"
_LISTING = re.compile(rf"listing:{_NUMBER}")
_CHARGE = re.compile(rf"points:{_NUMBER}:([0-9]{{1,9}})")
_BOOKING = re.compile(
    r"ticket:([0-9]{1,10}):([0-9]{1,10}):([0-9]{1,3}):([0-9]{1,10}x[0-9]{1,3}(?:,[0-9]{1,10}x[0-9]{1,3}){0,7})"
)


@dataclass(frozen=True, slots=True)
class ListingItem:
    number: int


@dataclass(frozen=True, slots=True)
class BookingItem:
    """`slots` in a row from `first_slot`; `fares` with how many of each."""

    service: int
    first_slot: int
    slots: int
    fares: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ChargeItem:
    """So many points, for as many yen."""

    program: int
    amount: int


Item = ListingItem | BookingItem | ChargeItem


def listing_item(number: int) -> str:
    return f"listing:{number}"


def booking_item(item: BookingItem) -> str:
    fares = ",".join(f"{fare}x{quantity}" for fare, quantity in item.fares)
    return f"ticket:{item.service}:{item.first_slot}:{item.slots}:{fares}"


def charge_item(item: ChargeItem) -> str:
    return f"points:{item.program}:{item.amount}"


def item_of(text: str) -> Item:
    """Raises: Invalid (unknown_item)."""
    if len(text) <= LONGEST_ITEM:
        if found := _LISTING.fullmatch(text):
            return ListingItem(int(found[1]))
        if found := _BOOKING.fullmatch(text):
            pairs = [one.split("x") for one in found[4].split(",")]
            fares = tuple((int(fare), int(quantity)) for fare, quantity in pairs)
            return BookingItem(int(found[1]), int(found[2]), int(found[3]), fares)
        if found := _CHARGE.fullmatch(text):
            return ChargeItem(int(found[1]), int(found[2]))
    raise Invalid("item", "unknown_item")
