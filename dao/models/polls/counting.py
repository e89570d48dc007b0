"""Counting (開票): from ballots with their weights to a result that anybody can hash again. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import rfc8785

from chain.contracts.merkle import MerkleTree
from chain.hashing import keccak
from chain.ids import Address
from dao.models.polls.rules import Mode, Rules
from dao.models.polls.tallies import (
    count_approvals,
    count_choices,
    count_pairs,
    count_quadratic,
    count_scores,
    count_stv,
    draw_lots,
)
from dao.models.polls.tallies.points import PointTally

EMPTY_ROOT = bytes(32)
_LEAF_HEAD = 5 * 32  # where the answer begins in abi.encode(bytes32, address, int64[], uint64, uint64)


@dataclass(frozen=True, slots=True)
class CountedBallot:
    """A voter's last ballot, with the votes it had at the snapshot."""

    voter: Address
    answer: tuple[int, ...]
    revision: int
    weight: int

    def leaf(self, poll: bytes) -> bytes:
        """The receipt: keccak(keccak(abi.encode(poll, voter, answer, revision, weight)))."""
        words = [int(self.voter, 16), _LEAF_HEAD, self.revision, self.weight, len(self.answer), *self.answer]
        return keccak(keccak(poll + b"".join([word.to_bytes(32, "big", signed=True) for word in words])))


def ballots_tree(poll: bytes, ballots: Sequence[CountedBallot]) -> MerkleTree | None:
    """Over the leaves in the order of `last_ballots`; none without a ballot."""
    return MerkleTree([ballot.leaf(poll) for ballot in ballots]) if ballots else None


def count(rules: Rules, ballots: Sequence[CountedBallot], seed: bytes) -> dict[str, Any]:
    """The result as JSON: winners, ranking, figures of the mode, who took part.

    Args:
        seed: hash of the first block at or after the close.
    """
    votes = sum(ballot.weight for ballot in ballots)
    answered = [(ballot.answer, ballot.weight) for ballot in ballots if ballot.answer]
    found: dict[str, Any] = {
        "version": 1,
        "poll": "0x" + rules.poll.hex(),
        "seed": "0x" + seed.hex(),
        "ballots": len(ballots),
        "votes": votes,
        "abstained": votes - sum(weight for _, weight in answered),
        "is_valid": votes >= rules.least_votes and bool(answered),
    }
    lots = draw_lots(seed, len(rules.options))
    return found | {"lots": list(lots)} | _COUNTS[rules.mode](rules, answered, lots)


def result_hash(result: Mapping[str, Any]) -> bytes:
    """keccak256 of the result as canonical JSON (RFC 8785)."""
    return keccak(rfc8785.dumps(dict(result)))


Answered = Sequence[tuple[tuple[int, ...], int]]


def _points(
    count_them: Callable[..., PointTally], read: Callable[[tuple[int, ...]], Any]
) -> Callable[..., dict[str, Any]]:
    def counted(rules: Rules, answered: Answered, lots: Sequence[int]) -> dict[str, Any]:
        tally = count_them(((read(answer), weight) for answer, weight in answered), len(rules.options), lots)
        return {
            "points": list(tally.points),
            "ranking": list(tally.ranking),
            "winners": list(tally.winners(rules.seats)),
            "lots_decided": tally.lots_decided,
        }

    return counted


def _ranked(rules: Rules, answered: Answered, lots: Sequence[int]) -> dict[str, Any]:
    tally = count_stv(answered, len(rules.options), rules.seats, lots)
    return {
        "quota": str(tally.quota),
        "winners": list(tally.elected),
        "rounds": [
            {
                "votes": {str(option): str(votes) for option, votes in step.votes.items()},
                "elected": list(step.elected),
                "excluded": step.excluded,
                "lot_decided": step.lot_decided,
            }
            for step in tally.rounds
        ],
        "lots_decided": any(step.lot_decided for step in tally.rounds),
    }


def _pairwise(rules: Rules, answered: Answered, lots: Sequence[int]) -> dict[str, Any]:
    pairs = ((_pairs(answer), weight) for answer, weight in answered)
    tally = count_pairs(pairs, len(rules.options), lots)
    return {
        "preferred": [list(row) for row in tally.preferred],
        "halves": list(tally.halves),
        "ranking": list(tally.ranking),
        "winners": list(tally.ranking[: rules.seats]),
        "lots_decided": tally.lots_decided,
    }


def _pairs(answer: Sequence[int]) -> tuple[tuple[int, int], ...]:
    return tuple((answer[at], answer[at + 1]) for at in range(0, len(answer), 2))


def last_ballots(ballots: Iterable[CountedBallot]) -> list[CountedBallot]:
    """Of each voter the ballot with the highest revision, if it has votes; by the voters' addresses."""
    newest: dict[Address, CountedBallot] = {}
    for ballot in ballots:
        known = newest.get(ballot.voter)
        if ballot.weight and (known is None or known.revision < ballot.revision):
            newest[ballot.voter] = ballot
    return sorted(newest.values(), key=lambda ballot: ballot.voter.lower())


_COUNTS: Mapping[Mode, Callable[[Rules, Answered, Sequence[int]], dict[str, Any]]] = {
    Mode.SINGLE: _points(count_choices, lambda answer: answer[0]),
    Mode.APPROVAL: _points(count_approvals, frozenset),
    Mode.SCORE: _points(count_scores, tuple),
    Mode.QUADRATIC: _points(count_quadratic, tuple),
    Mode.RANKED: _ranked,
    Mode.PAIRWISE: _pairwise,
}
