"""Compares our slots with the chain: which are in a block, which are there no more, which lost their nonce."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from chain.client import NodeClient
from chain.errors import NodeUnavailable
from chain.relayer.batching import Receipt
from chain.relayer.fees import Head
from chain.relayer.lanes import Lane
from chain.relayer.models import TransactionState
from chain.relayer.slots import Slot, Version

_HASHES_A_REQUEST = 100


@dataclass(slots=True)
class Seen:
    """What the chain says about slots, to be written in one transaction."""

    mined: list[tuple[Slot, Version, Receipt]] = field(default_factory=list)
    undone: list[Slot] = field(default_factory=list)  # were in a block, are in none
    foreign: list[Slot] = field(default_factory=list)  # their nonce is used for good by something else
    final: list[Slot] = field(default_factory=list)
    waiting: list[Slot] = field(default_factory=list)  # live, and their nonce is still free

    def needs_writing(self) -> bool:
        return bool(self.mined or self.undone or self.foreign or self.final)


class ReceiptReader:
    """Every answer is asked together with the block it must be based on, so that a node which is behind the one that
    told us the newest block is noticed instead of believed."""

    def __init__(self, client: NodeClient, finality_blocks: int) -> None:
        self._client = client
        self._finality_blocks = finality_blocks

    def look(self, lane: Lane, slots: Sequence[Slot], head: Head) -> Seen:
        """Raises: NodeUnavailable."""
        seen = Seen()
        canonical = self._block_hashes(slots, head)
        asked: list[Slot] = []
        for slot in slots:
            mined = slot.in_block
            if mined is not None:
                if slot.nonce >= lane.chain_nonce or not _stands(mined, canonical):
                    asked.append(slot)
                elif not slot.is_final and self._is_deep(mined, head):
                    seen.final.append(slot)
            elif slot.live is not None:
                (asked if slot.nonce < lane.chain_nonce else seen.waiting).append(slot)
        self._sort(lane, asked, head, seen)
        return seen

    def receipts(self, hashes: Sequence[bytes], head: Head) -> dict[bytes, Receipt]:
        """Receipts of those transactions that are in a block. Raises: NodeUnavailable."""
        found: dict[bytes, Receipt] = {}
        for start in range(0, len(hashes), _HASHES_A_REQUEST):
            part = hashes[start : start + _HASHES_A_REQUEST]
            calls = [("eth_getTransactionReceipt", ["0x" + one.hex()]) for one in part]
            answers = self._on(head, calls)
            found |= {one: answer for one, answer in zip(part, answers, strict=True) if answer is not None}
        return found

    def _sort(self, lane: Lane, asked: Sequence[Slot], head: Head, seen: Seen) -> None:
        receipts = self.receipts([version.hash for slot in asked for version in slot.versions], head)
        lost: list[Slot] = []
        for slot in asked:
            version = next((version for version in slot.versions if version.hash in receipts), None)
            if version is not None:
                seen.mined.append((slot, version, receipts[version.hash]))
            elif slot.in_block is not None:
                seen.undone.append(slot)
            else:
                lost.append(slot)
        if lost:
            used_for_good = self._final_nonce(lane, head)
            seen.foreign += [slot for slot in lost if slot.nonce < used_for_good]

    def _final_nonce(self, lane: Lane, head: Head) -> int:
        depth = max(self._finality_blocks, 1)
        if head.number < depth:
            return 0
        (count,) = self._on(head, [("eth_getTransactionCount", [lane.address, hex(head.number - depth)])])
        return int(count, 16)

    def _block_hashes(self, slots: Sequence[Slot], head: Head) -> dict[int, bytes]:
        numbers = {slot.in_block.block_number for slot in slots if slot.in_block is not None and not slot.is_final}
        ordered = sorted(number for number in numbers if number is not None)
        answers = self._on(head, [("eth_getBlockByNumber", [hex(number), False]) for number in ordered])
        found = zip(ordered, answers, strict=True)
        return {number: bytes.fromhex(block["hash"][2:]) for number, block in found if block is not None}

    def _is_deep(self, version: Version, head: Head) -> bool:
        return version.block_number is not None and head.number - version.block_number >= self._finality_blocks

    def _on(self, head: Head, calls: Sequence[tuple[str, Sequence[Any]]]) -> list[Any]:
        if not calls:
            return []
        base: tuple[str, Sequence[Any]] = ("eth_getBlockByHash", ["0x" + head.hash.hex(), False])
        known, *answers = self._client.batch([base, *calls])
        if known is None:
            raise NodeUnavailable(self._client.url, f"block {head.number} is not known there (any more)")
        return answers


def _stands(version: Version, canonical: dict[int, bytes]) -> bool:
    if version.state == TransactionState.CONFIRMED or version.block_number is None:
        return version.state == TransactionState.CONFIRMED
    return canonical.get(version.block_number) == version.block_hash
