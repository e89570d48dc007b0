"""What a process remembers of a signer it holds, between two looks at the database; all of it may be forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chain.ids import Address
from chain.relayer.signing import SigningKey

Checkpoint = Callable[[str], None]


def no_checkpoint(name: str) -> None:
    """Tests put something here that ends the process at a named moment."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds. Tests shorten them."""

    lease: float = 10.0  # after this a signer of a process that says nothing is taken over
    resend: float = 2.0  # a sent transaction that is in no block is handed to the node again
    bump: float = 12.0  # one that still is in no block gets higher fees
    believe_step_back: float = 3.0  # how long a node may show an older newest block before it counts as a reorg
    retry: float = 0.3  # first delay of an entry whose simulation gave no final verdict
    longest_retry: float = 5.0


@dataclass(slots=True)
class Lane:
    """One signer's sequence of nonces."""

    key: SigningKey
    chain_nonce: int = 0  # of the next transaction, as the newest block has it
    balance: int = 0  # wei
    followed: bytes = b""  # hash of the block up to which receipts were looked at; b"" = look again
    needed: int = 0  # wei it must have to go on; 0 = it can pay
    balance_at_pause: int = 0
    said: str = ""  # last complaint about the node, so that it is logged once

    @property
    def address(self) -> Address:
        return self.key.address

    def is_paused(self) -> bool:
        return self.needed > 0
