"""An act that waits for a signature, and the numbers of what an officer publishes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from chain.contracts.typed_data import TypedData

LOWEST_NUMBER, HIGHEST_NUMBER = 10_000_000, 99_999_999
OFFICER_SIGNATURE_LIFE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ToSign:
    """`subject` names the row; whoever gets `typed_data` signed hands both back to the service's `complete`."""

    subject: str
    typed_data: TypedData
