"""What the indexer tells Prometheus."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

LAG_BLOCKS = Gauge("musubi_indexer_lag_blocks", "Blocks of the node that are not projected yet")
LAG_SECONDS = Gauge("musubi_indexer_lag_seconds", "Time between the projected block and the node's newest block")
HEAD_BLOCK = Gauge("musubi_indexer_head_block", "Newest block of the node when it was last asked")
EVENTS = Counter("musubi_indexer_events_total", "Logs handed to projectors")
REORGS = Counter("musubi_indexer_reorgs_total", "Times that projected blocks left the chain")
REWIND_DEPTH = Histogram(
    "musubi_indexer_rewind_depth_blocks", "Projected blocks taken back by a reorg", buckets=(1, 2, 5, 10, 50, 200, 1000)
)
BROKEN_FINALITY = Counter("musubi_indexer_broken_finality_total", "Reorgs that took back blocks shown as final")
OMITTED_LOGS = Counter("musubi_indexer_omitted_logs_total", "Logs the node left out and its receipts had")
REPEATED_LOGS = Counter("musubi_indexer_repeated_logs_total", "Logs the node gave more than once")
NODE_FAULTS = Counter("musubi_indexer_node_faults_total", "Answers of the node that could not be used", ["kind"])
