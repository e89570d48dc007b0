"""Who gets a place at an event: first come, then a waiting list in the order of replies. Pure.

A party is a person with companions; it comes as a whole or not at all. A place that frees is offered to the first
waiting party that fits into what is free; larger parties before it keep their turn. An offered place is taken until
it is confirmed or its time is over, so that nothing is ever promised twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class ReplyState(StrEnum):
    GOING = "going"
    WAITING = "waiting"
    OFFERED = "offered"  # a place is free for them until `offered_until`
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"  # they did not confirm in time


_HOLDING = (ReplyState.GOING, ReplyState.OFFERED)


@dataclass(frozen=True, slots=True)
class Standing:
    """A party as the rule sees it. `turn` orders the waiting list: who replied earlier has the lower one."""

    key: int
    state: ReplyState
    party: int
    turn: int


def places_taken(standings: Iterable[Standing]) -> int:
    return sum(standing.party for standing in standings if standing.state in _HOLDING)


def state_of_new(capacity: int, others: Sequence[Standing], party: int) -> ReplyState:
    """Whether a party that replies now has its places or waits."""
    return ReplyState.GOING if party <= capacity - places_taken(others) else ReplyState.WAITING


def offers_due(capacity: int, standings: Sequence[Standing]) -> list[int]:
    """Keys of the waiting parties that are offered places now, in their order."""
    free = capacity - places_taken(standings)
    offered = []
    waiting = [standing for standing in standings if standing.state is ReplyState.WAITING]
    for standing in sorted(waiting, key=lambda standing: standing.turn):
        if standing.party <= free:
            offered.append(standing.key)
            free -= standing.party
    return offered
