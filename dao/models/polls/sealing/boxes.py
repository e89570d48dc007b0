"""Sealed answers: every one of a poll has the same length, so that not even the kind of answer can be told from it."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from enum import StrEnum

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from chain.ids import Address
from dao.models.polls.sealing.hpke import decrypt, encrypt

_INFO = b"musubi poll ballot"
_OVERHEAD = 32 + 16  # encapsulated key, tag
MOST_NUMBER = 2**31 - 1


class Unreadable(StrEnum):
    """Why a sealed ballot counts as invalid."""

    NOT_OPENED = "not_opened"  # encrypted to another key or for another voter, or damaged
    MALFORMED = "malformed"  # what is inside is no answer
    NOT_ALLOWED = "not_allowed"  # an answer that the rules do not allow


def box_length(most_numbers: int) -> int:
    return _OVERHEAD + _plain_length(most_numbers)


def seal_answer(key: bytes, poll: bytes, voter: Address, answer: Sequence[int], most_numbers: int) -> bytes:
    """`voter` as the public bundle names it; `most_numbers` is what the longest answer of the poll holds."""
    plain = struct.pack(f">H{len(answer)}i", len(answer), *answer).ljust(_plain_length(most_numbers), b"\0")
    return encrypt(key, plain, _info(poll, voter))


def open_answer(
    key: X25519PrivateKey, poll: bytes, voter: Address, box: bytes, most_numbers: int
) -> tuple[int, ...] | Unreadable:
    plain = decrypt(key, box, _info(poll, voter))
    if plain is None:
        return Unreadable.NOT_OPENED
    if len(plain) != _plain_length(most_numbers):
        return Unreadable.MALFORMED
    (numbers,) = struct.unpack_from(">H", plain)
    if numbers > most_numbers or any(plain[2 + 4 * numbers :]):
        return Unreadable.MALFORMED
    return struct.unpack_from(f">{numbers}i", plain, 2)


def _plain_length(most_numbers: int) -> int:
    return 2 + 4 * most_numbers


def _info(poll: bytes, voter: Address) -> bytes:
    return _INFO + poll + bytes.fromhex(voter[2:])
