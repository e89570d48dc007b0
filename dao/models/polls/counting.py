"""Counting (開票): from ballots with their weights to a result that anybody can hash again. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import rfc8785

from chain.contracts.merkle import MerkleTree
from chain.hashing import keccak
from chain.ids import Address
from dao.models.polls.rules import House, Mode, Rules
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
    """A voter's last ballot, with the votes it had at the snapshot. `person`: of a verified person, the nullifier that
    names it in this poll alone; empty where persons do not count or nobody verified the voter. `sealed`: of a sealed
    poll, the hash of the encrypted answer; `unreadable` says why it could not be read, and then it is not counted."""

    voter: Address
    answer: tuple[int, ...]
    revision: int
    weight: int
    person: bytes = b""
    sealed: bytes = b""
    unreadable: str = ""

    def leaf(self, poll: bytes) -> bytes:
        """The receipt: keccak(keccak(abi.encode(poll, voter, answer, revision, weight) ‖ person)); of a sealed ballot
        abi.encode(poll, voter, sealed, revision, weight), so that it is known before the ballot is opened."""
        if self.sealed:
            fixed = b"".join(number.to_bytes(32, "big") for number in (self.revision, self.weight))
            voter = int(self.voter, 16).to_bytes(32, "big")
            return keccak(keccak(poll + voter + self.sealed + fixed + self.person))
        words = [int(self.voter, 16), _LEAF_HEAD, self.revision, self.weight, len(self.answer), *self.answer]
        encoded = b"".join([word.to_bytes(32, "big", signed=True) for word in words])
        return keccak(keccak(poll + encoded + self.person))


def public_voter(voter: Address, weight: int, person: bytes) -> Address:
    """Who a voter is in the public bundle: the account where its cards count, which stand on chain under it; else, of a
    person, what the nullifier makes, so that the account does not tie the ballots of several polls together."""
    return Address("0x" + keccak(person)[12:].hex()) if person and not weight else voter


def ballots_tree(poll: bytes, ballots: Sequence[CountedBallot]) -> MerkleTree | None:
    """Over the leaves in the order of `last_ballots`; none without a ballot."""
    return MerkleTree([ballot.leaf(poll) for ballot in ballots]) if ballots else None


def count(rules: Rules, given: Sequence[CountedBallot], seed: bytes, roll: Sequence[bytes] = ()) -> dict[str, Any]:
    """The result as JSON: winners, ranking, figures of the mode, who took part. Where cards and persons must choose the
    same, both counts stand under `houses`, and there are winners only when they agree. Of a sealed poll it says how
    many of the ballots `given` could not be read.

    Args:
        seed: hash of the first block at or after the close.
        roll: nullifiers of all persons who might have voted, ascending.
    """
    found: dict[str, Any] = {"version": 1, "poll": "0x" + rules.poll.hex(), "seed": "0x" + seed.hex()}
    if rules.house.counts_persons:
        found |= {"roll": len(roll), "roll_hash": "0x" + keccak(b"".join(roll)).hex()}
    ballots = [ballot for ballot in given if not ballot.unreadable]
    if rules.seal:
        found["unreadable"] = len(given) - len(ballots)
    if not rules.house.counts_persons:
        return found | _tally(rules, [(ballot.answer, ballot.weight) for ballot in ballots], rules.least_votes, seed)
    persons = [(ballot.answer, 1) for ballot in ballots if ballot.person]
    by_persons = _tally(rules, persons, rules.least_persons, seed)
    if rules.house is House.PERSONS:
        return found | by_persons
    cards = [(ballot.answer, ballot.weight) for ballot in ballots if ballot.weight]
    return found | _agreed(len(ballots), _tally(rules, cards, rules.least_votes, seed), by_persons)


def _tally(rules: Rules, given: Answered, least: int, seed: bytes) -> dict[str, Any]:
    votes = sum(weight for _, weight in given)
    answered = [(answer, weight) for answer, weight in given if answer]
    lots = draw_lots(seed, len(rules.options))
    return {
        "ballots": len(given),
        "votes": votes,
        "abstained": votes - sum(weight for _, weight in answered),
        "is_valid": votes >= least and bool(answered),
        "lots": list(lots),
        **_COUNTS[rules.mode](rules, answered, lots),
    }


def _agreed(ballots: int, cards: dict[str, Any], persons: dict[str, Any]) -> dict[str, Any]:
    """Both majorities: the winners, where both houses decide validly and choose the same ones."""
    is_valid = cards["is_valid"] and persons["is_valid"]
    is_same = set(cards["winners"]) == set(persons["winners"])
    return {
        "ballots": ballots,
        "votes": cards["votes"],
        "persons": persons["votes"],
        "abstained": cards["abstained"],
        "is_valid": is_valid and is_same,
        "is_same": is_same,
        "winners": cards["winners"] if is_valid and is_same else [],
        "lots_decided": cards["lots_decided"] or persons["lots_decided"],
        "houses": {"cards": cards, "persons": persons},
    }


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
    """Of each voter the ballot with the highest revision, if it counts; by the voters' addresses."""
    newest: dict[Address, CountedBallot] = {}
    for ballot in ballots:
        known = newest.get(ballot.voter)
        if (ballot.weight or ballot.person) and (known is None or known.revision < ballot.revision):
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
