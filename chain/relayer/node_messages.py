"""What nodes mean when they refuse a transaction. Wordings of Anvil, geth, Erigon, Nethermind, Besu and reth."""

from __future__ import annotations

from enum import StrEnum


class Refusal(StrEnum):
    ALREADY_KNOWN = "already_known"  # the node has these very bytes
    NONCE_TOO_LOW = "nonce_too_low"  # a transaction with this nonce is in a block, ours or not
    UNDERPRICED = "underpriced"  # another transaction of this nonce waits and pays about as much
    FEE_TOO_LOW = "fee_too_low"  # the block's base fee is higher than what ours may pay
    INSUFFICIENT_FUNDS = "insufficient_funds"
    IMPOSSIBLE = "impossible"  # no node will ever take these bytes
    BUSY = "busy"  # full pool, limits, and whatever we do not know: try again later


# The first fitting phrase decides, so the more particular ones stand first.
_PHRASES: tuple[tuple[str, Refusal], ...] = (
    ("already known", Refusal.ALREADY_KNOWN),
    ("already imported", Refusal.ALREADY_KNOWN),
    ("alreadyknown", Refusal.ALREADY_KNOWN),
    ("known transaction", Refusal.ALREADY_KNOWN),
    ("already in the mempool", Refusal.ALREADY_KNOWN),
    ("already in mempool", Refusal.ALREADY_KNOWN),
    ("nonce too low", Refusal.NONCE_TOO_LOW),
    ("nonce is too low", Refusal.NONCE_TOO_LOW),
    ("oldnonce", Refusal.NONCE_TOO_LOW),
    ("invalid nonce", Refusal.NONCE_TOO_LOW),
    ("insufficient funds", Refusal.INSUFFICIENT_FUNDS),
    ("insufficientfunds", Refusal.INSUFFICIENT_FUNDS),
    ("insufficient balance", Refusal.INSUFFICIENT_FUNDS),
    ("exceeds account balance", Refusal.INSUFFICIENT_FUNDS),
    ("overdraft", Refusal.INSUFFICIENT_FUNDS),
    ("less than block base fee", Refusal.FEE_TOO_LOW),
    ("fee cap less than", Refusal.FEE_TOO_LOW),
    ("feecap too low", Refusal.FEE_TOO_LOW),
    ("gas price below", Refusal.FEE_TOO_LOW),
    ("underpriced", Refusal.UNDERPRICED),
    ("notallowed", Refusal.UNDERPRICED),
    ("intrinsic gas too low", Refusal.IMPOSSIBLE),
    ("intrinsic gas too high", Refusal.IMPOSSIBLE),
    ("exceeds block gas limit", Refusal.IMPOSSIBLE),
    ("gas limit too high", Refusal.IMPOSSIBLE),
    ("exceeds transaction gas limit", Refusal.IMPOSSIBLE),
    ("oversized data", Refusal.IMPOSSIBLE),
    ("max initcode size exceeded", Refusal.IMPOSSIBLE),
    ("higher than max fee per gas", Refusal.IMPOSSIBLE),
)


def classify(message: str) -> Refusal:
    lowered = message.lower()
    return next((refusal for phrase, refusal in _PHRASES if phrase in lowered), Refusal.BUSY)


def means_out_of_gas(message: str) -> bool:
    """An estimate failed because the call needs more gas than it was allowed."""
    lowered = message.lower()
    return "gas required exceeds allowance" in lowered or "out of gas" in lowered
