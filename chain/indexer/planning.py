"""What the next step does: which projectors go back, and which range comes next for which of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chain.db import Database
from chain.indexer.projector import Projector
from chain.indexer.reading import ChainReader, Header
from chain.indexer.storing import State, newest_blocks

_COMPARED_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Plan:
    """`first` > `last` when there is nothing to read. `parent_hash` is what the first block must follow on."""

    ancestor: int | None  # newest block of ours that is still on the chain, when ours left it
    rewinds: Mapping[str, int]  # projector -> last block it keeps
    cursors: Mapping[str, int]  # after the rewinds
    group: Sequence[str]  # the projectors that stand furthest back
    first: int
    last: int
    node_head: Header

    @property
    def is_empty(self) -> bool:
        return self.first > self.last and not self.rewinds and self.ancestor is None


def plan_step(
    state: State, projectors: Sequence[Projector], start: int, node_head: Header, ancestor: int | None, most: int
) -> Plan:
    """Rewind first where the chain changed or a contract came late, then read on for those furthest back.

    start: the block before the first one that matters, for projectors that have no cursor yet.
    """
    cursors = {one.name: state.cursors.get(one.name, start) for one in projectors}
    rewinds: dict[str, int] = {}
    for one in projectors:
        keep = cursors[one.name] if ancestor is None else min(cursors[one.name], max(ancestor, start))
        wanted = {contract for contract, _ in one.events}
        keep = min([keep, *(late.from_block - 1 for late in state.late if late.contract in wanted)])
        if keep < cursors[one.name]:
            rewinds[one.name] = cursors[one.name] = keep
    lowest = min(cursors.values(), default=node_head.number)
    further = [block for block in cursors.values() if block > lowest]
    return Plan(
        ancestor=ancestor,
        rewinds=rewinds,
        cursors=cursors,
        group=[name for name, block in cursors.items() if block == lowest],
        first=lowest + 1,
        last=min([lowest + most, node_head.number, *further]),
        node_head=node_head,
    )


def common_ancestor(db: Database, reader: ChainReader, top: int) -> int:
    """The newest block of ours that the node has too; -1 when there is none among those kept."""
    below = top + 1
    while True:
        with db.read() as session:
            ours = newest_blocks(session, below, _COMPARED_AT_ONCE)
        if not ours:
            return -1
        theirs = reader.blocks(*(number for number, _ in ours))
        for (number, known_hash), header in zip(ours, theirs, strict=True):
            if header is not None and header.hash == known_hash:
                return number
        below = ours[-1][0]


def has_left_chain(state: State, node_head: Header, at_top: Header | None, at_newest: str) -> bool:
    """True when a block of ours is another one on the node. A node that is merely behind is no reason to rewind.

    at_top: the node's block where ours ends; at_newest: hash of our block where the node's chain ends, "" if none.
    """
    if state.top < 0:
        return False
    if node_head.number < state.top:
        return bool(at_newest) and at_newest != node_head.hash
    return at_top is not None and bool(state.top_hash) and at_top.hash != state.top_hash
