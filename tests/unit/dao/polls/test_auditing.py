"""An audit agrees with what was counted and notices every single change."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from eth_account import Account
from hypothesis import given
from hypothesis import strategies as st

from chain.contracts.ballot_anchor import BallotDigest, PollBallot
from chain.contracts.merkle import double_hashed_leaf
from chain.contracts.typed_data import digest, sign, typed_data
from chain.errors import Invalid, NodeUnavailable
from chain.ids import Address
from dao.models.polls import CountedBallot, Mode, Option, Rules, ballots_tree, count, last_ballots
from dao.models.polls.auditing import audit
from dao.queries.polls.contract_wallets import asked_of_the_chain

ANCHOR = Address("0x" + "11" * 20)
SEED = bytes(range(32))
VOTERS = [Account.from_key(bytes([place]) * 32) for place in range(1, 6)]


def rules_of(mode: Mode, options: int = 4, seats: int = 1) -> Rules:
    return Rules(
        community="uda", municipality=292125, title_ja="ラベル", title_en="", body="", mode=mode,
        options=tuple(Option(f"案{number}", "") for number in range(options)), seats=seats, collection=ANCHOR,
        opens_at=1_000, closes_at=5_000, least_votes=0, salt="00",
    )  # fmt: skip


def message(rules: Rules, voter: Address, answer: tuple[int, ...], revision: int) -> dict[str, Any]:
    ballot = PollBallot(rules.poll, voter, answer, revision)
    return typed_data("BallotAnchor", 1337, ANCHOR, ballot.primary, ballot.signature_fields, ballot.as_message())


def bundle_of(rules: Rules, answers: list[tuple[int, ...]]) -> dict[str, Any]:
    ballots, counted = [], []
    for place, (voter, answer) in enumerate(zip(VOTERS, answers, strict=False)):
        address = Address(voter.address)
        signature = sign(message(rules, address, answer, 1), voter.key)
        ballots.append({"voter": address, "answer": list(answer), "revision": 1, "signature": "0x" + signature.hex()})
        counted.append(CountedBallot(address, answer, 1, place + 1))
    counted = last_ballots(counted)
    tree = ballots_tree(rules.poll, counted)
    return {
        "poll": "0x" + rules.poll.hex(),
        "rules": rules.as_json(),
        "domain": message(rules, ANCHOR, (), 0)["domain"],
        "snapshot": {ballot.voter: ballot.weight for ballot in counted},
        "ballots": ballots,
        "result": count(rules, counted, SEED),
        "ballots_root": "0x" + (tree.root if tree else bytes(32)).hex(),
    }


@pytest.mark.parametrize(
    ("mode", "answers"),
    [
        (Mode.SINGLE, [(0,), (1,), (1,), ()]),
        (Mode.APPROVAL, [(0, 2), (1,), (0, 1, 2, 3)]),
        (Mode.SCORE, [(0, 10, 3, 4), (10, 0, 0, 0)]),
        (Mode.RANKED, [(3, 1), (1, 3, 2), (0,), (2, 0)]),
        (Mode.PAIRWISE, [(0, 1, 2, 3), (1, 0)]),
        (Mode.QUADRATIC, [(10, 0, 0, 0), (0, -10, 10, 0)]),
    ],
)
def test_what_was_counted_comes_out_again(mode: Mode, answers: list[tuple[int, ...]]) -> None:
    found = audit(bundle_of(rules_of(mode), answers))
    assert found.agrees, found.findings
    assert len(found.leaves) == len(answers)


def _another_answer(bundle: dict[str, Any]) -> None:
    bundle["ballots"][0]["answer"] = [1]


def _another_voter(bundle: dict[str, Any]) -> None:
    bundle["ballots"][0]["voter"] = VOTERS[4].address


def _twice(bundle: dict[str, Any]) -> None:
    bundle["ballots"].append(bundle["ballots"][0])


def _left_out(bundle: dict[str, Any]) -> None:
    bundle["ballots"].pop()


def _heavier(bundle: dict[str, Any]) -> None:
    bundle["snapshot"][VOTERS[0].address] = 99


def _other_rules(bundle: dict[str, Any]) -> None:
    bundle["rules"]["closes_at"] += 1


def _other_winner(bundle: dict[str, Any]) -> None:
    bundle["result"]["winners"] = [3]


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (_another_answer, "signature_invalid"),
        (_another_voter, "signature_invalid"),
        (_twice, "voted_twice"),
        (_left_out, "root_differs"),
        (_heavier, "root_differs"),
        (_other_rules, "poll_is_not_its_rules"),
        (_other_winner, "result_differs"),
    ],
)
def test_every_change_is_noticed(change: Callable[[dict[str, Any]], None], finding: str) -> None:
    bundle = copy.deepcopy(bundle_of(rules_of(Mode.SINGLE), [(0,), (1,), (1,)]))
    change(bundle)
    assert finding in {found.name for found in audit(bundle).findings}


@given(st.lists(st.integers(-(2**63), 2**63 - 1), max_size=5), st.integers(0, 2**64 - 1))
def test_the_quick_digest_is_the_one_that_wallets_sign(answer: list[int], revision: int) -> None:
    rules = rules_of(Mode.SCORE)
    typed = message(rules, Address(VOTERS[0].address), tuple(answer), revision)
    quick = BallotDigest(typed["domain"], rules.poll)
    assert quick.of(Address(VOTERS[0].address), answer, revision) == digest(typed)


@given(st.lists(st.integers(-2, 6), max_size=6), st.sampled_from(Mode))
def test_a_checked_answer_is_in_its_one_form(answer: list[int], mode: Mode) -> None:
    rules = rules_of(mode)
    try:
        checked = rules.checked_answer(answer, weight=1)
    except Invalid:
        return
    assert rules.checked_answer(checked, weight=1) == checked
    assert sorted(checked) == sorted(answer)
    count(rules, [CountedBallot(ANCHOR, checked, 1, 1)], SEED)


@given(st.lists(st.integers(-(2**63), 2**63 - 1), max_size=5), st.integers(0, 2**64 - 1))
def test_a_receipt_is_the_leaf_that_solidity_computes(answer: list[int], number: int) -> None:
    voter = Address(VOTERS[0].address)
    kinds = ("bytes32", "address", "int64[]", "uint64", "uint64")
    expected = double_hashed_leaf(kinds, (SEED, voter, answer, number, number))
    assert CountedBallot(voter, tuple(answer), number, number).leaf(SEED) == expected


def test_of_two_ballots_of_a_voter_the_later_counts_and_one_without_votes_never() -> None:
    one, two = Address(VOTERS[0].address), Address(VOTERS[1].address)
    kept = last_ballots(
        [CountedBallot(one, (0,), 2, 5), CountedBallot(one, (1,), 1, 5), CountedBallot(two, (0,), 1, 0)]
    )
    assert kept == [CountedBallot(one, (0,), 2, 5)]


class Wallets:
    """A node on which one contract wallet accepts whatever ends in its mark."""

    def __init__(self, mark: bytes, *, is_away: bool = False) -> None:
        self.mark = mark
        self.is_away = is_away

    def call(self, to: Address, calldata: bytes, block: str = "latest") -> bytes:
        assert block == "0x7"
        if self.is_away:
            raise NodeUnavailable("node", "away")
        return bytes.fromhex("1626ba7e") + bytes(28) if self.mark in calldata else b""


def test_ballots_of_contract_wallets_are_unchecked_until_the_chain_is_asked() -> None:
    bundle = bundle_of(rules_of(Mode.SINGLE), [(0,), (1,), (1,)])
    for place, mark in ((0, b"good!"), (1, b"other")):
        bundle["ballots"][place] |= {"signature": "0x" + mark.hex(), "contract": True}
    found = audit(bundle)
    assert found.agrees
    assert [one.voter for one in found.unchecked] == [Address(VOTERS[place].address) for place in (0, 1)]
    assert asked_of_the_chain(found, Wallets(b"good!", is_away=True), 7) == found
    asked = asked_of_the_chain(found, Wallets(b"good!"), 7)
    assert (asked.asked, asked.unchecked) == (2, ())
    assert [(one.name, one.voter) for one in asked.findings] == [("signature_refused", VOTERS[1].address)]
    first = asked_of_the_chain(found, Wallets(b"good!"), 7, most=1)
    assert (first.asked, len(first.unchecked), first.agrees) == (1, 1, True)
