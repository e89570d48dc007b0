"""Which counts of people may be shown: no group under five, nor one that the numbers beside it would give away. Pure.

Numbers that add up are seen as links between sums: what flows into a sum flows out of it. A table is one such net (the
whole flows to its rows, through the cells to its columns, and back), and so are two tables that share their columns. A
hidden number is safe when another filling of the hidden places fits everything shown and makes it five or more; that
filling is found by pushing people round the net. Whoever looks is thought to know that hidden numbers are not zero.
Source: D. Gusfield, A Graph Theoretic Approach to Statistical Data Security (1988), with bounds by flows.
"""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace

LEAST = 5  # k: so many people at least stand behind each number


@dataclass(frozen=True, slots=True)
class Link:
    """A count of people that is part of the sum `source` and of the sum `target`. `is_fixed`: it is known anyway, so
    that it can neither be hidden nor hide another."""

    source: Hashable
    target: Hashable
    people: int
    is_fixed: bool = False


class Unbalanced(ValueError):
    """More people flow into a sum than out of it: the numbers do not belong together."""


def hidden_links(links: Sequence[Link]) -> set[int] | None:
    """Places of the links that stay hidden; None when nothing may be shown.

    Raises: Unbalanced.
    """
    _check_balance(links)
    hidden = {place for place, link in enumerate(links) if is_small(link.people)}
    if any(links[place].is_fixed for place in hidden):
        return None
    for place in sorted(hidden, key=lambda one: (links[one].people, one)):
        if not _cover(links, hidden, place):
            return None
    return hidden


def determined_links(links: Sequence[Link], hidden: set[int]) -> set[int]:
    """Places of hidden links whose number follows from everything else: neither one more nor one less would fit."""
    known = [replace(link, is_fixed=link.is_fixed or place not in hidden) for place, link in enumerate(links)]
    net = _Net(known, hidden, [link.people for link in links])
    return {place for place in hidden if links[place].people and not _may_vary(net, place)}


def is_small(people: int) -> bool:
    return 0 < people < LEAST


def _check_balance(links: Sequence[Link]) -> None:
    sums: dict[Hashable, int] = {}
    for link in links:
        sums[link.source] = sums.get(link.source, 0) - link.people
        sums[link.target] = sums.get(link.target, 0) + link.people
    if any(sums.values()):
        raise Unbalanced


@dataclass(slots=True)
class _Net:
    """Another filling, on its way: `counts` by place, changed only where it is hidden or will be."""

    links: Sequence[Link]
    hidden: set[int]
    counts: list[int]
    at: dict[Hashable, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place, link in enumerate(self.links):
            if link.people and not link.is_fixed:
                self.at.setdefault(link.source, []).append(place)
                self.at.setdefault(link.target, []).append(place)

    def steps(self, node: Hashable) -> Iterator[tuple[int, Hashable, int]]:
        """From a sum on: place, the sum at its other end, +1 along the link and -1 against it."""
        for place in self.at.get(node, ()):
            link = self.links[place]
            if link.source == node:
                yield place, link.target, 1
            elif self.counts[place] > 1:
                yield place, link.source, -1

    def price(self, place: int) -> int:
        """What it costs to use a link: nothing where it is hidden already."""
        return 0 if place in self.hidden else self.links[place].people


def _cover(links: Sequence[Link], hidden: set[int], place: int) -> bool:
    """Hide so much more that `place` could hold five people; False where that cannot be."""
    net = _Net(links, hidden, [link.people for link in links])
    while net.counts[place] < LEAST:
        ring = _ring(net, place)
        if ring is None:
            return False
        room = [net.counts[one] - 1 for one, sign in ring if sign < 0]
        push = min([LEAST - net.counts[place], *room])
        net.counts[place] += push
        for one, sign in ring:
            net.counts[one] += sign * push
            hidden.add(one)
    return True


def _may_vary(net: _Net, place: int) -> bool:
    link = net.links[place]
    if _way(net, place, link.target, link.source) is not None:
        return True
    return net.counts[place] > 1 and _way(net, place, link.source, link.target) is not None


def _ring(net: _Net, place: int) -> list[tuple[int, int]] | None:
    """The cheapest way back from the end of a link to its beginning, as (place, sign)."""
    return _way(net, place, net.links[place].target, net.links[place].source)


def _way(net: _Net, place: int, start: Hashable, goal: Hashable) -> list[tuple[int, int]] | None:
    """The cheapest way between two sums without the link `place`, as (place, sign)."""
    best, came = {start: 0}, dict[Hashable, tuple[Hashable, int, int]]()
    waiting, number = [(0, 0, start)], 0
    while waiting:
        price, _, node = heapq.heappop(waiting)
        if node == goal:
            break
        if price > best[node]:
            continue
        for one, other, sign in net.steps(node):
            known = price + net.price(one)
            if one != place and known < best.get(other, known + 1):
                best[other], came[other] = known, (node, one, sign)
                number += 1
                heapq.heappush(waiting, (known, number, other))
    return _steps_back(came, start, goal)


def _steps_back(
    came: dict[Hashable, tuple[Hashable, int, int]], start: Hashable, goal: Hashable
) -> list[tuple[int, int]] | None:
    found = []
    node = goal
    while node != start:
        if node not in came:
            return None
        node, place, sign = came[node]
        found.append((place, sign))
    return found
