"""Sealed polls from the first trustee to the anchored result; keys that are lost; and what the database can tell."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from eth_account import Account
from eth_account.signers.local import LocalAccount
from sqlalchemy import select

from chain.clock import unix
from chain.contracts.typed_data import sign
from chain.errors import Invalid
from chain.events import DomainEvent
from chain.ids import Address, MunicipalityCode
from dao.errors import (
    AnsweredAlready,
    NotAwaitingSignature,
    PollClosed,
    PollNotCounted,
    PollNotVoidable,
    PollVoid,
    PreparationEnded,
    PreparationUnknown,
    SealKept,
    TrusteesMissing,
)
from dao.models.polls import House, Mode, PollBallot, public_voter
from dao.models.polls.auditing import audit
from dao.models.polls.sealing import TrusteeKey, seal_answer
from dao.queries.own_data import own_data
from dao.queries.polls.pages import PollState
from dao.services.polls.open_poll import PollDraft
from dao.services.polls.sealed.prepare_poll import AskedTrustee
from tests.fixtures.chain import UDA
from tests.fixtures.governance import CommunityOnChain
from tests.integration.dao.test_person_polls import at_counter, officer, verify
from tests.integration.dao.test_polls import LABELS, answer, close

Keys = dict[Address, TrusteeKey]


def prepare(community: CommunityOnChain, trustees: Sequence[Address], house: House, mode: Mode, needed: int = 2) -> int:
    now = unix(community.clock.now())
    draft = PollDraft("封をした投票", "A sealed poll", "", mode, LABELS, 1, now, now + 3_600, 0, house, 0)
    asked = [AskedTrustee(account, f"立会人{place}") for place, account in enumerate(trustees, 1)]
    return community.dao.polls.sealed.prepare.prepare("uda", UDA, officer(community), draft, asked, needed)


def accept(community: CommunityOnChain, number: int, trustees: Sequence[Address]) -> Keys:
    keys = {account: TrusteeKey.new() for account in trustees}
    for account, key in keys.items():
        community.dao.polls.sealed.serve.accept(number, account, key.public)
    return keys


def opened(community: CommunityOnChain, house: House, mode: Mode) -> tuple[int, int, Keys]:
    """Preparation, poll and keys of three trustees of whom two are needed."""
    trustees = [Address(Account.create().address) for _ in range(3)]
    number = prepare(community, trustees, house, mode)
    keys = accept(community, number, trustees)
    poll = community.dao.polls.sealed.prepare.open(number, UDA, officer(community))
    community.travel(2)
    return number, poll, keys


def seal_by_hand(community: CommunityOnChain, poll: int, voter: LocalAccount, plain: Sequence[int]) -> None:
    """What a voter's browser does."""
    page = community.dao.polls.pages.poll(poll, Address(voter.address))
    rules = page.standing.rules
    assert rules.seal is not None
    assert page.public_name is not None
    box = seal_answer(rules.seal.poll_key, rules.poll, page.public_name, plain, rules.most_numbers)
    asked = community.dao.polls.answer.prepare_sealed(poll, Address(voter.address), box)
    community.dao.polls.answer.complete(asked.subject, sign(asked.typed_data, voter.key))


def test_both_majorities_stay_sealed_until_two_of_three_trustees_open_them(community: CommunityOnChain) -> None:
    polls, sealed = community.dao.polls, community.dao.polls.sealed
    fan, villager, elder = community.member(cards=3), Account.create(), Account.create()
    for who, name in ((villager, "ムラ"), (elder, "オト")):
        verify(community, Address(who.address), name)
    community.travel(5)
    number, poll, keys = opened(community, House.BOTH, Mode.SINGLE)
    first, second, third = keys
    answer(community, poll, fan, (0,))
    answer(community, poll, villager, (1,))
    at_counter(community, poll, Address(elder.address), (1,))
    with pytest.raises(AnsweredAlready):
        at_counter(community, poll, Address(villager.address), (1,))
    seal_by_hand(community, poll, fan, (1,))  # a changed mind, from another device
    _two_devices_at_once(community, poll, fan)
    seal_by_hand(community, poll, community.proposer, (7,))  # no option: found out when it is opened
    _tells_nothing(community, poll, fan)
    with pytest.raises(SealKept):
        sealed.serve.bring_key(number, first, keys[first])
    closes_at = polls.pages.poll(poll, None).standing.poll.closes_at
    receipt = polls.pages.poll(poll, Address(fan.address)).receipt()

    community.travel_to(closes_at - 1)
    answer(community, poll, villager, (1,))  # in the last second
    asked = polls.answer.prepare(poll, Address(villager.address), (0,))
    community.travel_to(closes_at)
    with pytest.raises(PollClosed):  # a signature at the closing second
        polls.answer.complete(asked.subject, sign(asked.typed_data, villager.key))
    close(community, poll)
    assert sealed.remind.remind() == 3
    assert polls.count.count() == 0
    assert polls.pages.poll(poll, None).standing.state is PollState.SEALED
    with pytest.raises(Invalid, match="key_not_yours"):
        sealed.serve.bring_key(number, first, keys[second])
    with pytest.raises(PreparationUnknown):
        sealed.serve.bring_key(number, Address(fan.address), keys[first])
    for _ in range(2):
        assert sealed.serve.bring_key(number, third, keys[third]) == 1
    standing = polls.pages.poll(poll, None).standing
    assert (standing.state, standing.keys_missing) == (PollState.SEALED, 1)
    with pytest.raises(PollNotCounted):
        polls.pages.bundle(poll)
    assert sealed.serve.bring_key(number, first, keys[first]) == 0
    with pytest.raises(PollNotVoidable):
        sealed.void.void(poll, UDA, "鍵が失われた")

    assert polls.pages.poll(poll, None).standing.state is PollState.COUNTING
    assert polls.count.count() == 1
    standing = polls.pages.poll(poll, None).standing
    assert standing.result is not None
    result = standing.result.result
    assert (result["is_valid"], result["winners"], result["votes"], result["persons"]) == (True, [1], 3, 2)
    assert (result["ballots"], result["unreadable"]) == (3, 1)
    bundle = json.loads(json.dumps(polls.pages.bundle(poll)))
    found = audit(bundle)
    assert found.agrees, found.findings
    assert found.unreadable == {Address(community.proposer.address): "not_allowed"}
    assert "0x" + found.leaves[Address(fan.address)].hex() == receipt  # known since the ballot was signed
    own = polls.pages.poll(poll, Address(villager.address))
    assert own.answer == (1,)
    named = public_voter(Address(villager.address), 0, own.person)
    assert own.receipt() == "0x" + found.leaves[named].hex()
    assert villager.address.lower() not in json.dumps(bundle).lower()
    _notices_what_was_changed(bundle)
    _announces(community, poll)


def _two_devices_at_once(community: CommunityOnChain, poll: int, voter: LocalAccount) -> None:
    polls, who = community.dao.polls, Address(voter.address)
    first, second = polls.answer.prepare(poll, who, (0,)), polls.answer.prepare(poll, who, (1,))
    with pytest.raises(NotAwaitingSignature):
        polls.answer.complete(first.subject, sign(first.typed_data, voter.key))
    for _ in range(2):
        polls.answer.complete(second.subject, sign(second.typed_data, voter.key))


def _tells_nothing(community: CommunityOnChain, poll: int, voter: LocalAccount) -> None:
    """Neither a page nor a row says what somebody answered."""
    page = community.dao.polls.pages.poll(poll, Address(voter.address))
    assert page.has_answered
    assert page.answer is None
    with community.db.read() as session:
        rows = session.scalars(select(PollBallot).filter_by(poll_row=poll)).all()
        assert {row.answer for row in rows} | {row.draft for row in rows} == {None}
        assert len({len(row.sealed or b"") for row in rows}) == 1
        (own,) = own_data(session, Address(voter.address))["poll_ballots"]
        assert own["answer"] is None
    with pytest.raises(PollNotCounted):
        community.dao.polls.pages.bundle(poll)
    with pytest.raises(Invalid, match="not_a_box"):
        community.dao.polls.answer.prepare_sealed(poll, Address(voter.address), b"short")


def _notices_what_was_changed(bundle: dict[str, Any]) -> None:
    def exchange(forged: dict[str, Any]) -> None:
        one, other = [ballot for ballot in forged["ballots"] if "signature" in ballot][:2]
        one["sealed"], other["sealed"] = other["sealed"], one["sealed"]

    changes: dict[str, Callable[[dict[str, Any]], object]] = {
        "signature_invalid": exchange,
        "secret_differs": lambda forged: forged.update(secret="0x" + "00" * 16),
        "root_differs": lambda forged: forged["ballots"].pop(),
        "poll_is_not_its_rules": lambda forged: forged["rules"]["seal"].update(needed=1),
    }
    for finding, change in changes.items():
        forged = copy.deepcopy(bundle)
        change(forged)
        assert finding in {one.name for one in audit(forged).findings}


def _announces(community: CommunityOnChain, poll: int) -> None:
    polls, curator = community.dao.polls, officer(community)
    asked = polls.announce.prepare(poll, curator)
    polls.announce.complete(asked.subject, sign(asked.typed_data, community.chain.officer.key), curator)
    community.settle()
    standing = polls.pages.poll(poll, None).standing
    assert standing.state is PollState.ANNOUNCED
    assert standing.result is not None
    anchored = community.contracts.ballot_anchor.result_of(standing.poll.poll, UDA.number)
    assert anchored == (standing.result.ballots_root, standing.result.result_hash, 3)


def test_a_poll_waits_for_its_trustees_and_without_keys_it_is_void(community: CommunityOnChain) -> None:
    polls, sealed = community.dao.polls, community.dao.polls.sealed
    trustees = [Address(Account.create().address) for _ in range(3)]
    for chosen, needed, reason in (
        (trustees[:1], 2, "how_many_trustees"),
        ([trustees[0]] * 2, 2, "trustee_twice"),
        (trustees, 1, "needed_of_trustees"),
        (trustees, 4, "needed_of_trustees"),
    ):
        with pytest.raises(Invalid, match=reason):
            prepare(community, chosen, House.CARDS, Mode.RANKED, needed)
    number = prepare(community, trustees, House.CARDS, Mode.RANKED)
    lost = accept(community, number, trustees[:1])
    with pytest.raises(TrusteesMissing):
        sealed.prepare.open(number, UDA, officer(community))
    with pytest.raises(PreparationUnknown):
        sealed.prepare.open(number, MunicipalityCode("015865"), officer(community))
    with pytest.raises(PreparationUnknown):
        sealed.serve.accept(number, officer(community), TrusteeKey.new().public)
    sealed.serve.decline(number, trustees[2])
    keys = accept(community, number, trustees[:2])  # the first one has lost the slip and makes a new key
    poll = sealed.prepare.open(number, UDA, officer(community))
    assert len(polls.pages.poll(poll, None).standing.trustees) == 2  # who declined is no trustee
    with pytest.raises(PreparationEnded):
        sealed.serve.accept(number, trustees[2], TrusteeKey.new().public)
    with pytest.raises(PreparationEnded):
        sealed.prepare.withdraw(number, UDA)
    community.travel(2)
    answer(community, poll, community.proposer, (2, 0))
    with pytest.raises(PollNotVoidable):
        sealed.void.void(poll, UDA, "早すぎる")
    close(community, poll)
    assert sealed.remind.remind() == 2
    assert sealed.remind.remind() == 0
    with pytest.raises(Invalid, match="key_not_yours"):
        sealed.serve.bring_key(number, trustees[0], lost[trustees[0]])
    assert sealed.serve.bring_key(number, trustees[0], keys[trustees[0]]) == 1
    community.travel(24 * 3600)
    assert sealed.remind.remind() == 1  # the one who is missing
    with pytest.raises(PollNotVoidable):  # trustees have a week
        sealed.void.void(poll, UDA, "早すぎる")
    community.travel(6 * 24 * 3600)
    with pytest.raises(Invalid, match="empty"):
        sealed.void.void(poll, UDA, " ")
    sealed.void.void(poll, UDA, "立会人のひとりが鍵をなくしたため")
    standing = polls.pages.poll(poll, None).standing
    assert standing.state is PollState.VOID
    assert polls.count.count() == 0
    with pytest.raises(PollVoid):
        sealed.serve.bring_key(number, trustees[1], keys[trustees[1]])
    with community.db.read() as session:
        told = session.scalars(select(DomainEvent).where(DomainEvent.name == "dao.trustees_told")).all()
        (voided,) = session.scalars(select(DomainEvent).where(DomainEvent.name == "dao.poll_voided"))
    assert {event.body["moment"] for event in told} == {"asked", "opened", "due-1", "due-2"}
    assert voided.body["accounts"] == sorted([community.proposer.address, *map(str, trustees[:2])])
    assert voided.body["reason"] == "立会人のひとりが鍵をなくしたため"
