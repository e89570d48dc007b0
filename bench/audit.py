"""How fast a poll of 100,000 ballots is audited: every signature, every answer, the Merkle tree and the tally, in one
process, plain and sealed, each beside its floor – bare recovery of the same signatures with coincurve, in the same
run."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from coincurve import PrivateKey, PublicKey

from chain.contracts.ballot_anchor import BallotDigest
from chain.hashing import keccak
from chain.ids import Address
from dao.models.polls import CountedBallot, Mode, Option, Rules, ballots_tree, count, last_ballots
from dao.models.polls.auditing import audit
from dao.models.polls.sealing import Seal, TrusteeKey, deal, recover, seal_answer, unlock
from dao.models.polls.sealing.opening import sealed_hash

_BALLOTS = 100_000
_OPTIONS = 8
_ANCHOR = Address("0x" + "11" * 20)
_DOMAIN = {"name": "BallotAnchor", "version": "1", "chainId": 1337, "verifyingContract": _ANCHOR}
Made = tuple[dict[str, Any], list[bytes]]  # bundle, and what each ballot signed


def main() -> None:
    print(f"{_BALLOTS:,} ranked ballots of {_OPTIONS} options, one process")
    print(f"{'':<52}{'ballots/s':>11}{'in s':>8}")
    _measure("signatures, answers, tree, tally", _plain())
    _measure("the same of a sealed poll, boxes opened", _sealed())


def _measure(what: str, made: Made) -> None:
    bundle, digests = made
    begun = time.perf_counter()
    for digest, ballot in zip(digests, bundle["ballots"], strict=True):
        signature = bytes.fromhex(ballot["signature"][2:])
        PublicKey.from_signature_and_message(signature[:64] + bytes([signature[64] - 27]), digest, hasher=None)
    floor = _row("floor: bare recovery of the signatures", time.perf_counter() - begun)
    begun = time.perf_counter()
    found = audit(bundle)
    whole = _row(f"audit: {what}", time.perf_counter() - begun)
    assert found.agrees, found.findings
    print(f"the audit reaches {whole / floor:.0%} of the floor")


def _plain() -> Made:
    rules = _rules(None)
    digest, digests = BallotDigest(_DOMAIN, rules.poll), []
    ballots: list[dict[str, Any]] = []
    for key, voter, answer in _voters():
        digests.append(digest.of(voter, answer, 1))
        ballots.append({"voter": voter, "answer": list(answer), "revision": 1, "signature": _signed(key, digests[-1])})
    counted = [CountedBallot(ballot["voter"], tuple(ballot["answer"]), 1, 1) for ballot in ballots]
    return _bundle(rules, ballots, counted), digests


def _sealed() -> Made:
    keys = [TrusteeKey.new(), TrusteeKey.new()]
    seal = deal([(str(place), key.public) for place, key in enumerate(keys, 1)], 2)
    secret = recover(seal, {place: unlock(seal, place, key) or b"" for place, key in enumerate(keys, 1)})
    assert secret is not None
    rules = _rules(seal)
    digest, ballots, counted, digests = BallotDigest(_DOMAIN, rules.poll), [], [], []
    for key, voter, answer in _voters():
        box = seal_answer(seal.poll_key, rules.poll, voter, answer, rules.most_numbers)
        digests.append(digest.of_sealed(voter, sealed_hash(box), 1))
        signature = _signed(key, digests[-1])
        ballots.append({"voter": voter, "sealed": "0x" + box.hex(), "revision": 1, "signature": signature})
        counted.append(CountedBallot(voter, answer, 1, 1, b"", sealed_hash(box)))
    return {**_bundle(rules, ballots, counted), "secret": "0x" + secret.hex()}, digests


def _rules(seal: Seal | None) -> Rules:
    return Rules(
        community="four-towns", municipality=292125, title_ja="ラベル", title_en="", body="", mode=Mode.RANKED,
        options=tuple(Option(f"案{number}", "") for number in range(_OPTIONS)), seats=1, collection=_ANCHOR,
        opens_at=0, closes_at=1, least_votes=0, salt="00", seal=seal,
    )  # fmt: skip


def _voters() -> Iterator[tuple[PrivateKey, Address, tuple[int, ...]]]:
    for number in range(1, _BALLOTS + 1):
        key = PrivateKey(number.to_bytes(32, "big"))
        voter = Address("0x" + keccak(key.public_key.format(compressed=False)[1:])[12:].hex())
        answer: tuple[int, ...] = (number % _OPTIONS, (number // 8 + 3) % _OPTIONS)
        yield key, voter, answer if answer[0] != answer[1] else answer[:1]


def _signed(key: PrivateKey, digest: bytes) -> str:
    raw = key.sign_recoverable(digest, hasher=None)
    return "0x" + (raw[:64] + bytes([raw[64] + 27])).hex()


def _bundle(rules: Rules, ballots: list[dict[str, Any]], counted: list[CountedBallot]) -> dict[str, Any]:
    counted = last_ballots(counted)
    tree = ballots_tree(rules.poll, counted)
    assert tree is not None
    return {
        "poll": "0x" + rules.poll.hex(), "rules": rules.as_json(), "domain": _DOMAIN,
        "snapshot": {ballot.voter: 1 for ballot in counted}, "ballots": ballots,
        "result": count(rules, counted, bytes(32)), "ballots_root": "0x" + tree.root.hex(),
    }  # fmt: skip


def _row(what: str, seconds: float) -> float:
    print(f"{what:<52}{_BALLOTS / seconds:>11,.0f}{seconds:>8.1f}")
    return _BALLOTS / seconds


if __name__ == "__main__":
    main()
