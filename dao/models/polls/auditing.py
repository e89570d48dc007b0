"""Audit (検算): everything about a poll from its public bundle alone, with no database, chain or trust. Pure.

Signatures of contract accounts (ERC-1271) cannot be checked without the chain; they are reported as such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from chain.contracts.ballot_anchor import BallotDigest
from chain.errors import Invalid
from chain.ids import Address
from dao.models.polls.counting import EMPTY_ROOT, CountedBallot, ballots_tree, count, last_ballots, public_voter
from dao.models.polls.rules import Rules


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be. `name` says what, `voter` whose ballot it is about."""

    name: str
    voter: str = ""


@dataclass(frozen=True, slots=True)
class Audit:
    ballots: int
    findings: tuple[Finding, ...]
    result: Mapping[str, Any] | None  # counted again
    leaves: Mapping[Address, bytes]  # receipt of each counted voter
    at_counters: int = 0  # ballots that officers signed for voters

    @property
    def agrees(self) -> bool:
        return not self.findings


def audit(bundle: Mapping[str, Any], seen: Callable[[int], None] = lambda done: None) -> Audit:
    """Count the poll of `bundle` again. `seen` is told how many ballots were looked at.

    Raises: KeyError, TypeError, ValueError when it is no bundle of a poll.
    """
    rules = Rules.from_json(bundle["rules"])
    findings: list[Finding] = []
    poll = rules.poll
    if "0x" + poll.hex() != bundle["poll"]:
        findings.append(Finding("poll_is_not_its_rules"))
    ballots = list(_ballots(rules, bundle, findings, seen))
    counted = last_ballots(ballots)
    tree = ballots_tree(poll, counted)
    result = None
    if bundle["result"] is not None:
        seed = _bytes(bundle["result"]["seed"])
        result = count(rules, counted, seed, [_bytes(person) for person in bundle.get("roll", ())])
        if result != bundle["result"]:
            findings.append(Finding("result_differs"))
        if "0x" + (tree.root if tree else EMPTY_ROOT).hex() != bundle["ballots_root"]:
            findings.append(Finding("root_differs"))
    leaves = {ballot.voter: leaf for ballot, leaf in zip(counted, tree.leaves if tree else (), strict=True)}
    at_counters = sum("officer" in given for given in bundle["ballots"])
    return Audit(len(ballots), tuple(findings), result, leaves, at_counters)


def _ballots(
    rules: Rules, bundle: Mapping[str, Any], findings: list[Finding], seen: Callable[[int], None]
) -> Iterator[CountedBallot]:
    """Those that count; a finding for each that must not."""
    digest = BallotDigest(bundle["domain"], rules.poll)
    voted: set[str] = set()
    persons: set[bytes] = set()
    roll = {_bytes(person) for person in bundle.get("roll", ())} if rules.house.counts_persons else set()
    for place, given in enumerate(bundle["ballots"]):
        seen(place)
        voter, answer = Address(given["voter"]), tuple(given["answer"])
        weight = bundle["snapshot"].get(voter, 0)
        person = _bytes(given.get("person", "0x"))
        if voter in voted:
            findings.append(Finding("voted_twice", voter))
            continue
        voted.add(voter)
        if person in persons or (person and person not in roll):
            findings.append(Finding("person_twice" if person in persons else "person_unknown", voter))
            continue
        if person:
            persons.add(person)
        if "officer" in given and not person:
            findings.append(Finding("officer_without_person", voter))
            continue
        if not _is_signed(digest, given, weight):
            findings.append(Finding("signature_invalid", voter))
            continue
        if not _is_allowed(rules, answer, weight):
            findings.append(Finding("answer_invalid", voter))
            continue
        yield CountedBallot(voter, answer, given["revision"], weight, person)


def _is_signed(digest: BallotDigest, given: Mapping[str, Any], weight: int) -> bool:
    """A person without cards is named by the nullifier, and whether it signed only its own receipt tells."""
    voter, person = Address(given["voter"]), _bytes(given.get("person", "0x"))
    if "signature" not in given:
        return bool(person) and not weight and voter == public_voter(voter, weight, person)
    signer = Address(given.get("officer", voter))
    return digest.is_signed_by(voter, given["answer"], given["revision"], _bytes(given["signature"]), signer)


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.removeprefix("0x"))


def _is_allowed(rules: Rules, answer: tuple[int, ...], weight: int) -> bool:
    try:
        return rules.checked_answer(answer, weight) == answer
    except Invalid:
        return False
