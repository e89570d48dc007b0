"""What an operator watches of the relayer, for Prometheus."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

OLDEST_QUEUED_SECONDS = Gauge("musubi_relay_oldest_queued_seconds", "Age of the oldest entry that nobody has sent")
QUEUED = Gauge("musubi_relay_queued", "Entries that nobody has sent")
IN_FLIGHT = Gauge("musubi_relay_in_flight", "Transactions signed or sent and in no block", ["signer"])
CONFIRMED = Counter("musubi_relay_confirmed", "Entries that reached a block with success")
FAILED = Counter("musubi_relay_failed", "Entries that can never succeed", ["error"])
SENT = Counter("musubi_relay_sent", "Transactions the node took", ["signer"])
BUMPED = Counter("musubi_relay_bumped", "Transactions replaced by one with higher fees")
FOREIGN = Counter("musubi_relay_foreign_nonces", "Nonces of our signers used by somebody else")
UNDONE = Counter("musubi_relay_undone", "Transactions whose block vanished")
BALANCE = Gauge("musubi_relay_signer_balance_wei", "What a signer can pay for gas", ["signer"])
PAUSED = Gauge("musubi_relay_signer_paused", "1 while a signer cannot pay", ["signer"])
SECONDS_TO_BLOCK = Histogram(
    "musubi_relay_seconds_to_block",
    "From the enqueueing of an entry to its block being seen",
    buckets=(0.25, 0.5, 1, 1.5, 2, 3, 5, 10, 30, 60, 300),
)
