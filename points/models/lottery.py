"""Who wins a prize draw (抽選): pure arithmetic that anybody can repeat with what the draw publishes.

The operator fixes a secret seed and publishes its commitment before entries open; the block that is mixed in comes into
being only after they closed. So neither the operator nor whoever makes blocks chooses the winners.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eth_utils import keccak

SEED_BYTES = 32


@dataclass(frozen=True, slots=True)
class LotteryEntry:
    """A payment that bought `tickets` tickets. `person` stands for the payer: one person wins one prize at most."""

    payment_id: bytes
    person: str
    tickets: int


@dataclass(frozen=True, slots=True)
class Prize:
    """`count` equal prizes. Prizes are drawn in the order in which they stand."""

    key: int
    count: int


@dataclass(frozen=True, slots=True)
class Win:
    prize_key: int
    payment_id: bytes
    person: str
    ticket: int  # 0 is the first of its payment


def commitment(seed: bytes) -> bytes:
    """keccak256 of the seed, published before the first entry."""
    return keccak(seed)


def person_label(draw_key: bytes, account: str) -> str:
    """Stands for an account in one draw: equal within it, different in every other, checkable by who knows both."""
    return keccak(draw_key + bytes.fromhex(account[2:])).hex()[:16]


def ticket_number(seed: bytes, block_hash: bytes, payment_id: bytes, ticket: int) -> bytes:
    """keccak256(seed ‖ block hash ‖ payment id ‖ ticket as 4 bytes, big-endian)."""
    return keccak(seed + block_hash + payment_id + ticket.to_bytes(4))


def pick_winners(seed: bytes, block_hash: bytes, entries: Iterable[LotteryEntry], prizes: Sequence[Prize]) -> list[Win]:
    """Tickets in the order of their numbers take the prizes in theirs; further tickets of a winner are passed over.
    Fewer wins than prizes come out when there are fewer people.
    """
    drawn = sorted(
        (ticket_number(seed, block_hash, entry.payment_id, ticket), entry, ticket)
        for entry in _unlike(entries)
        for ticket in range(entry.tickets)
    )
    left = [prize.key for prize in prizes for _ in range(prize.count)]
    wins: list[Win] = []
    seen: set[str] = set()
    for _, entry, ticket in drawn:
        if len(wins) == len(left):
            break
        if entry.person not in seen:
            seen.add(entry.person)
            wins.append(Win(left[len(wins)], entry.payment_id, entry.person, ticket))
    return wins


def _unlike(entries: Iterable[LotteryEntry]) -> Iterable[LotteryEntry]:
    """Each payment once, whatever the list says: two of the same would have equal numbers."""
    return {entry.payment_id: entry for entry in entries}.values()
