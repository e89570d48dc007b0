"""How far something an officer publishes has come. Whether it is on chain is read from the ledger, never stored."""

from __future__ import annotations

from enum import StrEnum


class PublishState(StrEnum):
    AWAITING_SIGNATURE = "awaiting_signature"
    PENDING = "pending"  # signed and in the outbox, or on chain: the ledger knows
    FAILED = "failed"  # the chain refused for good; error_name says why
