"""Polls from opening to the anchored result: signed off chain, counted by us and by an audit, held on chain."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from eth_account import Account
from eth_account.signers.local import LocalAccount

from chain.clock import unix
from chain.contracts.typed_data import sign
from chain.errors import Invalid
from chain.ids import Address
from dao.errors import NoCardAtOpening, NotAwaitingSignature, PollClosed, PollNotCounted, PollNotOpen
from dao.models.polls import Mode, Option
from dao.models.polls.auditing import audit
from dao.queries.polls.pages import PollState
from dao.services.polls.open_poll import PollDraft
from tests.fixtures.chain import UDA
from tests.fixtures.governance import CommunityOnChain

LABELS = tuple(Option(title, "") for title in ("山の藍", "川の緑", "朝の赤"))


def open_poll(community: CommunityOnChain, mode: Mode = Mode.RANKED, least_votes: int = 0, later: int = 0) -> int:
    now = unix(community.clock.now())
    draft = PollDraft("ラベルの絵", "A label", "", mode, LABELS, 1, now + later, now + later + 3_600, least_votes)
    return community.dao.polls.open.open("uda", UDA, Address(community.chain.officer.address), draft)


def answer(community: CommunityOnChain, poll: int, voter: LocalAccount, given: tuple[int, ...]) -> str:
    asked = community.dao.polls.answer.prepare(poll, Address(voter.address), given)
    community.dao.polls.answer.complete(asked.subject, sign(asked.typed_data, voter.key))
    return asked.subject


def close(community: CommunityOnChain, poll: int) -> None:
    community.travel_to(community.dao.polls.pages.poll(poll, None).standing.poll.closes_at + 5)
    community.travel(2)
    community.travel(2)


def test_a_poll_is_answered_changed_counted_audited_and_anchored(community: CommunityOnChain) -> None:
    pages, polls = community.dao.polls.pages, community.dao.polls
    many, few = community.member(cards=3), community.member(cards=2)
    poll = open_poll(community)
    community.travel(5)
    late = community.member()
    answer(community, poll, many, (0, 1))
    answer(community, poll, few, (1, 2))
    answer(community, poll, community.proposer, (2, 1))
    answer(community, poll, many, ())  # a changed mind: abstains
    answer(community, poll, many, (0,))
    with pytest.raises(NoCardAtOpening):
        polls.answer.prepare(poll, Address(late.address), (0,))
    with pytest.raises(Invalid, match="option_twice"):
        polls.answer.prepare(poll, Address(few.address), (1, 1))
    assert pages.poll(poll, None).standing.state is PollState.OPEN
    with pytest.raises(PollNotCounted):
        pages.bundle(poll)

    close(community, poll)
    with pytest.raises(PollClosed):
        answer(community, poll, few, (0,))
    assert polls.count.count() == 1
    assert polls.count.count() == 0
    standing = pages.poll(poll, Address(many.address)).standing
    assert standing.state is PollState.COUNTED
    assert standing.result is not None
    assert standing.result.result["votes"] == 6
    assert len(standing.result.result["winners"]) == 1
    bundle = json.loads(json.dumps(pages.bundle(poll)))
    found = audit(bundle)
    assert found.agrees, found.findings
    assert "0x" + found.leaves[Address(many.address)].hex() == pages.poll(poll, Address(many.address)).receipt()

    curator = Address(community.chain.officer.address)
    asked = polls.announce.prepare(poll, curator)
    signature = sign(asked.typed_data, community.chain.officer.key)
    for _ in range(2):
        polls.announce.complete(asked.subject, signature, curator)
    community.settle()
    standing = pages.poll(poll, None).standing
    assert standing.state is PollState.ANNOUNCED
    assert standing.anchor is not None
    assert standing.result is not None
    anchored = community.contracts.ballot_anchor.result_of(standing.poll.poll, UDA.number)
    assert anchored == (standing.result.ballots_root, standing.result.result_hash, 3)
    with pytest.raises(NotAwaitingSignature):
        polls.announce.prepare(poll, curator)


def test_an_older_device_does_not_overwrite_and_a_poll_waits_for_its_time(community: CommunityOnChain) -> None:
    polls = community.dao.polls
    odd = community.member()  # whose signature no key made: like a contract wallet's
    community.travel(2)
    poll = open_poll(community, Mode.SINGLE, least_votes=5)
    polls.answer.complete(polls.answer.prepare(poll, Address(odd.address), (2,)).subject, b"\x01" * 70)
    voter = Address(community.proposer.address)
    first = polls.answer.prepare(poll, voter, (0,))
    second = polls.answer.prepare(poll, voter, (1,))
    with pytest.raises(NotAwaitingSignature):
        polls.answer.complete(first.subject, sign(first.typed_data, community.proposer.key))
    for _ in range(2):
        polls.answer.complete(second.subject, sign(second.typed_data, community.proposer.key))
    assert polls.pages.poll(poll, voter).answer == (1,)
    coming = open_poll(community, later=600)
    with pytest.raises(PollNotOpen):
        polls.answer.prepare(coming, voter, (0,))
    close(community, poll)
    polls.count.count()
    result = polls.pages.poll(poll, None).standing.result
    assert result is not None
    assert not result.result["is_valid"]  # five votes had to take part
    offline = audit(polls.pages.bundle(poll))
    assert offline.agrees and [one.voter for one in offline.unchecked] == [Address(odd.address)]
    online = polls.pages.audit(poll)
    assert [(one.name, one.voter) for one in online.findings] == [("signature_refused", Address(odd.address))]


def test_a_refusal_by_the_chain_is_kept_with_its_reason(community: CommunityOnChain) -> None:
    polls = community.dao.polls
    poll = open_poll(community, Mode.SINGLE)
    close(community, poll)
    polls.count.count()
    stranger = Account.create()
    asked = polls.announce.prepare(poll, Address(stranger.address))
    polls.announce.complete(asked.subject, sign(asked.typed_data, stranger.key), Address(stranger.address))
    community.settle()
    standing = polls.pages.poll(poll, None).standing
    assert standing.state is PollState.COUNTED
    assert standing.result is not None
    assert standing.result.error_name == "OfficerUnauthorized"


def test_devices_at_once_leave_one_answer_and_the_closing_second_takes_none(community: CommunityOnChain) -> None:
    """Each device has the next draft; of what they sign, the last draft alone is taken."""
    polls, voter = community.dao.polls, Address(community.proposer.address)
    poll = open_poll(community, Mode.SINGLE)
    with ThreadPoolExecutor(4) as devices:
        asked = list(devices.map(lambda device: polls.answer.prepare(poll, voter, (device % 3,)), range(8)))
    drafts = sorted(asked, key=lambda one: int(one.subject.partition(":")[2]))
    assert [one.subject.partition(":")[2] for one in drafts] == [str(number) for number in range(1, 9)]
    for older in drafts[:-1]:
        with pytest.raises(NotAwaitingSignature):
            polls.answer.complete(older.subject, sign(older.typed_data, community.proposer.key))
    polls.answer.complete(drafts[-1].subject, sign(drafts[-1].typed_data, community.proposer.key))
    assert polls.pages.poll(poll, voter).answer == tuple(map(int, drafts[-1].typed_data["message"]["answer"]))

    closes_at = polls.pages.poll(poll, None).standing.poll.closes_at
    community.travel_to(closes_at - 1)
    answer(community, poll, community.proposer, (2,))
    in_time = polls.answer.prepare(poll, voter, (1,))
    community.travel_to(closes_at)
    with pytest.raises(PollClosed):
        polls.answer.prepare(poll, voter, (1,))
    with pytest.raises(PollClosed):  # asked for in time, and signed too late
        polls.answer.complete(in_time.subject, sign(in_time.typed_data, community.proposer.key))
    assert polls.pages.poll(poll, voter).answer == (2,)
