"""How fast a poll of 100,000 ballots is audited: every signature, every answer, the Merkle tree and the tally, in one
process, beside the floor – bare recovery of the same signatures with coincurve, in the same run."""

from __future__ import annotations

import time
from typing import Any

from coincurve import PrivateKey, PublicKey

from chain.contracts.ballot_anchor import BallotDigest
from chain.hashing import keccak
from chain.ids import Address
from dao.models.polls import CountedBallot, Mode, Option, Rules, ballots_tree, count, last_ballots
from dao.models.polls.auditing import audit

_BALLOTS = 100_000
_OPTIONS = 8
_ANCHOR = Address("0x" + "11" * 20)
_DOMAIN = {"name": "BallotAnchor", "version": "1", "chainId": 1337, "verifyingContract": _ANCHOR}


def main() -> None:
    rules = Rules(
        community="four-towns", municipality=292125, title_ja="ラベル", title_en="", body="", mode=Mode.RANKED,
        options=tuple(Option(f"案{number}", "") for number in range(_OPTIONS)), seats=1, collection=_ANCHOR,
        opens_at=0, closes_at=1, least_votes=0, salt="00",
    )  # fmt: skip
    bundle, digests = _made(rules)
    print(f"{_BALLOTS:,} ranked ballots of {_OPTIONS} options, one process")
    print(f"{'':<52}{'ballots/s':>11}{'in s':>8}")
    begun = time.perf_counter()
    for digest, ballot in zip(digests, bundle["ballots"], strict=True):
        signature = bytes.fromhex(ballot["signature"][2:])
        PublicKey.from_signature_and_message(signature[:64] + bytes([signature[64] - 27]), digest, hasher=None)
    floor = _row("floor: bare recovery of the signatures", time.perf_counter() - begun)
    begun = time.perf_counter()
    found = audit(bundle)
    whole = _row("audit: signatures, answers, tree, tally", time.perf_counter() - begun)
    assert found.agrees, found.findings
    print(f"the audit reaches {whole / floor:.0%} of the floor")


def _made(rules: Rules) -> tuple[dict[str, Any], list[bytes]]:
    digest = BallotDigest(_DOMAIN, rules.poll)
    ballots, counted, digests = [], [], []
    for number in range(1, _BALLOTS + 1):
        key = PrivateKey(number.to_bytes(32, "big"))
        voter = Address("0x" + keccak(key.public_key.format(compressed=False)[1:])[12:].hex())
        answer: tuple[int, ...] = (number % _OPTIONS, (number // 8 + 3) % _OPTIONS)
        answer = answer if answer[0] != answer[1] else answer[:1]
        digests.append(digest.of(voter, answer, 1))
        raw = key.sign_recoverable(digests[-1], hasher=None)
        signature = raw[:64] + bytes([raw[64] + 27])
        ballots.append({"voter": voter, "answer": list(answer), "revision": 1, "signature": "0x" + signature.hex()})
        counted.append(CountedBallot(voter, answer, 1, 1))
    counted = last_ballots(counted)
    tree = ballots_tree(rules.poll, counted)
    assert tree is not None
    bundle = {
        "poll": "0x" + rules.poll.hex(), "rules": rules.as_json(), "domain": _DOMAIN,
        "snapshot": {ballot.voter: 1 for ballot in counted}, "ballots": ballots,
        "result": count(rules, counted, bytes(32)), "ballots_root": "0x" + tree.root.hex(),
    }  # fmt: skip
    return bundle, digests


def _row(what: str, seconds: float) -> float:
    print(f"{what:<52}{_BALLOTS / seconds:>11,.0f}{seconds:>8.1f}")
    return _BALLOTS / seconds


if __name__ == "__main__":
    main()
