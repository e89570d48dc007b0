"""An act that waits for a signature."""

from __future__ import annotations

from dataclasses import dataclass

from chain.contracts.typed_data import TypedData
from chain.ids import Address


@dataclass(frozen=True, slots=True)
class ToSign:
    """`subject` names the row; whoever gets `typed_data` signed by `signer` hands both to the service's `complete`."""

    subject: str
    signer: Address
    typed_data: TypedData
    weight: int = 0  # of a ballot, in votes
