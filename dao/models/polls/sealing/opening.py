"""Opening (開封): what the sealed ballots of a poll say, once the secret of its key is known."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from chain.errors import Invalid
from chain.hashing import keccak
from chain.ids import Address
from dao.models.polls.rules import Rules
from dao.models.polls.sealing.boxes import Unreadable, open_answer
from dao.models.polls.sealing.dealing import poll_key_of


@dataclass(frozen=True, slots=True)
class OpenedAnswer:
    """Empty and with a reason where nothing can be counted."""

    answer: tuple[int, ...]
    unreadable: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """Opens one poll's ballots."""

    rules: Rules
    poll: bytes
    key: X25519PrivateKey

    @classmethod
    def of(cls, rules: Rules, secret: bytes) -> Opening:
        return cls(rules, rules.poll, poll_key_of(secret))

    def read(self, voter: Address, box: bytes, weight: int) -> OpenedAnswer:
        """`voter` as the public bundle names it."""
        found = open_answer(self.key, self.poll, voter, box, self.rules.most_numbers)
        if isinstance(found, Unreadable):
            return OpenedAnswer((), found)
        try:
            is_allowed = self.rules.checked_answer(found, weight) == found
        except Invalid:
            is_allowed = False
        return OpenedAnswer(found) if is_allowed else OpenedAnswer((), Unreadable.NOT_ALLOWED)


def sealed_hash(box: bytes) -> bytes:
    """What the voter signs, and what the receipt is made of."""
    return keccak(box)
