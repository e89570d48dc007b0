"""Audit (検算): everything about a poll from its public bundle alone, with no database, chain or trust. Pure.

Signatures of contract wallets (ERC-1271) cannot be checked without the chain: a ballot that says it has one counts,
and is listed as unchecked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from chain.contracts.ballot_anchor import BallotDigest, is_signed_by
from chain.errors import Invalid
from chain.ids import Address
from dao.models.polls.counting import EMPTY_ROOT, CountedBallot, ballots_tree, count, last_ballots, public_voter
from dao.models.polls.rules import Rules
from dao.models.polls.sealing.dealing import is_secret_of
from dao.models.polls.sealing.opening import OpenedAnswer, Opening, sealed_hash


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be. `name` says what, `voter` whose ballot it is about."""

    name: str
    voter: str = ""


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A signature of a contract wallet, with what the contract has to be asked about."""

    voter: Address
    signer: Address
    digest: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Audit:
    ballots: int
    findings: tuple[Finding, ...]
    result: Mapping[str, Any] | None  # counted again
    leaves: Mapping[Address, bytes]  # receipt of each counted voter
    unchecked: tuple[Unchecked, ...] = ()  # that only the chain can tell
    asked: int = 0  # how many contracts were asked and accepted or refused
    at_counters: int = 0  # ballots that officers signed for voters
    unreadable: Mapping[Address, str] = field(default_factory=dict)  # sealed ballots that count as invalid, and why

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
    opening = _opening(rules, bundle, findings)
    if rules.seal and opening is None:
        return Audit(len(bundle["ballots"]), tuple(findings), None, {})
    unchecked: list[Unchecked] = []
    ballots = list(_ballots(rules, bundle, opening, findings, unchecked, seen))
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
    unreadable = {ballot.voter: ballot.unreadable for ballot in counted if ballot.unreadable}
    return Audit(len(ballots), tuple(findings), result, leaves, tuple(unchecked), 0, at_counters, unreadable)


def _opening(rules: Rules, bundle: Mapping[str, Any], findings: list[Finding]) -> Opening | None:
    """Of a sealed poll, when what the bundle says is the secret of the key that the voters signed."""
    if rules.seal is None:
        return None
    secret = _bytes(bundle.get("secret") or "0x")
    if not is_secret_of(rules.seal, secret):
        findings.append(Finding("secret_differs"))
        return None
    return Opening.of(rules, secret)


def _ballots(
    rules: Rules,
    bundle: Mapping[str, Any],
    opening: Opening | None,
    findings: list[Finding],
    unchecked: list[Unchecked],
    seen: Callable[[int], None],
) -> Iterator[CountedBallot]:
    """Those that count; a finding for each that must not."""
    digest = BallotDigest(bundle["domain"], rules.poll)
    voted: set[str] = set()
    persons: set[bytes] = set()
    roll = {_bytes(person) for person in bundle.get("roll", ())} if rules.house.counts_persons else set()
    for place, given in enumerate(bundle["ballots"]):
        seen(place)
        voter = Address(given["voter"])
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
        if given.get("contract") and "signature" in given:
            unchecked.append(_to_ask(digest, given, is_sealed=opening is not None))
        elif not _is_signed(digest, given, weight, is_sealed=opening is not None):
            findings.append(Finding("signature_invalid", voter))
            continue
        if opening is not None:
            yield _opened(opening, given, voter, weight, person)
        elif _is_allowed(rules, tuple(given["answer"]), weight):
            yield CountedBallot(voter, tuple(given["answer"]), given["revision"], weight, person)
        else:
            findings.append(Finding("answer_invalid", voter))


def _opened(opening: Opening, given: Mapping[str, Any], voter: Address, weight: int, person: bytes) -> CountedBallot:
    box = _bytes(given["sealed"])
    found: OpenedAnswer = opening.read(voter, box, weight)
    return CountedBallot(
        voter, found.answer, given["revision"], weight, person, sealed_hash(box), str(found.unreadable)
    )


def _is_signed(digest: BallotDigest, given: Mapping[str, Any], weight: int, *, is_sealed: bool) -> bool:
    """A person without cards is named by the nullifier, and whether it signed only its own receipt tells."""
    voter, person = Address(given["voter"]), _bytes(given.get("person", "0x"))
    if "signature" not in given:
        return bool(person) and not weight and voter == public_voter(voter, weight, person)
    asked = _to_ask(digest, given, is_sealed=is_sealed)
    return is_signed_by(asked.digest, asked.signature, asked.signer)


def _to_ask(digest: BallotDigest, given: Mapping[str, Any], *, is_sealed: bool) -> Unchecked:
    """What was signed, by whom."""
    voter, revision = Address(given["voter"]), given["revision"]
    if is_sealed:
        signed = digest.of_sealed(voter, sealed_hash(_bytes(given["sealed"])), revision)
    else:
        signed = digest.of(voter, given["answer"], revision)
    return Unchecked(voter, Address(given.get("officer", voter)), signed, _bytes(given["signature"]))


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.removeprefix("0x"))


def _is_allowed(rules: Rules, answer: tuple[int, ...], weight: int) -> bool:
    try:
        return rules.checked_answer(answer, weight) == answer
    except Invalid:
        return False
