"""One range of blocks, read so that nothing is missing, nothing is there twice, and all of it is one chain.

A node may leave logs out without an error. Each block's bloom is compared with what came; where it does not settle
the question, the block's receipts do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import structlog

from chain.indexer import metrics
from chain.indexer.bloom import bloom_of, is_crowded, may_contain
from chain.indexer.projector import LogRecord
from chain.indexer.reading import ChainReader, Header, InconsistentAnswer, Log
from chain.indexer.watching import Watched, WatchList

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Collected:
    headers: list[Header]
    logs: dict[int, dict[int, Log]] = field(default_factory=dict)  # block number -> log index -> log
    created: list[Watched] = field(default_factory=list)

    @property
    def last(self) -> Header:
        return self.headers[-1]

    def log_count(self) -> int:
        return sum(len(of_block) for of_block in self.logs.values())


class Collector:
    def __init__(self, reader: ChainReader, watch_list: WatchList, *, checks_crowded_blocks: bool) -> None:
        self._reader = reader
        self._watch_list = watch_list
        self._checks_crowded_blocks = checks_crowded_blocks

    def collect(self, first: int, last: int) -> Collected:
        """Raises: InconsistentAnswer, NodeUnavailable, RpcError."""
        found = Collected(self._reader.headers(first, last))
        by_number = {header.number: header for header in found.headers}
        addresses = list(self._watch_list.readers)
        while addresses:
            topics = sorted(self._watch_list.topics)
            fresh = _add(found, by_number, self._reader.logs(first, last, addresses, topics))
            addresses = self._watch_created(found, fresh)
            if not addresses:
                addresses = self._watch_created(found, self._recover(found, by_number))
        return found

    def _watch_created(self, found: Collected, logs: list[Log]) -> list[str]:
        """Add the contracts these logs created; the addresses that were not read yet."""
        created = self._watch_list.created_by(logs)
        found.created += created
        return [one.address.lower() for one in created if self._watch_list.add(one)]

    def _recover(self, found: Collected, by_number: dict[int, Header]) -> list[Log]:
        """Logs the node left out, from the receipts of every block that leaves a doubt."""
        doubtful = [header for header in found.headers if self._is_doubtful(header, found.logs.get(header.number, {}))]
        unsure = self._without_settled_by_last_receipt(doubtful, found)
        recovered: list[Log] = []
        for receipts in self._reader.receipts_of(unsure):
            logs = [log for receipt in receipts for log in receipt["logs"] if self._watch_list.reader_of(log)]
            recovered += _add(found, by_number, logs, repeats_are_faults=False)
        if recovered:
            metrics.OMITTED_LOGS.inc(len(recovered))
            _log.warning("node_omitted_logs", logs=len(recovered), first_block=recovered[0]["blockNumber"])
        return recovered

    def _is_doubtful(self, header: Header, logs: dict[int, Log]) -> bool:
        if header.bloom == 0:
            return False
        if is_crowded(header.bloom):
            return self._checks_crowded_blocks
        if logs:
            return not _is_unbroken(logs) or bloom_of(logs.values()) != header.bloom
        return any(
            may_contain(header.bloom, address) and any(may_contain(header.bloom, topic) for topic in topics)
            for address, topics in self._watch_list.masks
        )

    def _without_settled_by_last_receipt(self, doubtful: list[Header], found: Collected) -> list[Header]:
        """A crowded block whose logs run from 0 without a gap is whole if its last transaction has the last of them:
        much less to ask for than all its receipts."""
        whole = [
            header
            for header in doubtful
            if is_crowded(header.bloom) and header.number in found.logs and _is_unbroken(found.logs[header.number])
        ]
        settled = set()
        for header, receipt in zip(whole, self._reader.last_receipts_of(whole), strict=True):
            count = len(found.logs[header.number])
            logs = receipt["logs"] if receipt and receipt["blockHash"] == header.hash else []
            if logs and int(logs[-1]["logIndex"], 16) == count - 1:
                settled.add(header.number)
        return [header for header in doubtful if header.number not in settled]


def _is_unbroken(logs: dict[int, Log]) -> bool:
    return max(logs) == len(logs) - 1


def _add(
    found: Collected, by_number: dict[int, Header], logs: list[Log], *, repeats_are_faults: bool = True
) -> list[Log]:
    """Put logs in their place by (block hash, log index); those that were not there yet."""
    fresh: list[Log] = []
    repeated = 0
    for log in logs:
        number = int(log["blockNumber"], 16)
        header = by_number.get(number)
        if header is None or log["blockHash"] != header.hash or log.get("removed"):
            raise InconsistentAnswer(number, "a log is of another block")
        of_block = found.logs.setdefault(number, {})
        index = int(log["logIndex"], 16)
        known = of_block.setdefault(index, log)
        if known is log:
            fresh.append(log)
        elif known["topics"] != log["topics"] or known["data"] != log["data"] or known["address"] != log["address"]:
            raise InconsistentAnswer(number, f"log {index} is there in two versions")
        else:
            repeated += 1
    if repeated and repeats_are_faults:
        metrics.REPEATED_LOGS.inc(repeated)
    return fresh


def records(found: Collected, watch_list: WatchList) -> Iterator[LogRecord]:
    """The collected logs decoded, in chain order.

    Raises: UndecodableLog.
    """
    addresses = watch_list.addresses
    for header in found.headers:
        of_block = found.logs.get(header.number)
        if not of_block:
            continue
        block_hash = bytes.fromhex(header.hash[2:])
        for index in sorted(of_block):
            log = of_block[index]
            reader = watch_list.reader_of(log)
            if reader is None:
                continue
            yield LogRecord(
                reader.contract,
                addresses[log["address"]],
                reader.event,
                reader.decode(log["topics"], log["data"]),
                header.number,
                block_hash,
                header.time,
                bytes.fromhex(log["transactionHash"][2:]),
                index,
            )
