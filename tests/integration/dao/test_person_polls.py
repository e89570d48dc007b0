"""Polls of persons and of both: at home and at the counter, and nobody votes twice."""

from __future__ import annotations

import copy
import json
from datetime import date, timedelta

import pytest
from eth_account import Account

from chain.clock import unix
from chain.contracts.typed_data import sign
from chain.errors import Invalid
from chain.ids import Address
from chain.settings import Settings, plain
from dao.errors import AnsweredAlready, NoCardAtOpening, NotVerifiedAtOpening
from dao.models.polls import House, Mode, public_voter
from dao.models.polls.auditing import audit
from dao.services.polls.open_poll import PollDraft
from tests.fixtures.chain import UDA
from tests.fixtures.governance import CommunityOnChain
from tests.integration.dao.test_announcements import told
from tests.integration.dao.test_polls import LABELS, answer, close
from wallet.assembly import vault_of
from wallet.services.persons.attest import Attest
from wallet.services.persons.record_verification import RecordVerification
from wallet.services.persons.verify_person import Document, VerifyPerson


def verify(community: CommunityOnChain, account: Address, name: str) -> int:
    until = community.clock.now().date() + timedelta(days=365)
    return counter(community).verify(UDA, officer(community), account, Document(name, date(1950, 1, 2), until))


def revoke(community: CommunityOnChain, number: int) -> None:
    counter(community).revoke(UDA, officer(community), number, "転出")


def counter(community: CommunityOnChain) -> VerifyPerson:
    settings = Settings(_env_file=None)
    attest = Attest(community.clock, community.contracts.identities, plain(settings.attester_key))
    record = RecordVerification(community.clock, vault_of(settings), attest)
    return VerifyPerson(community.db, community.clock, record)


def officer(community: CommunityOnChain) -> Address:
    return Address(community.chain.officer.address)


def open_poll(community: CommunityOnChain, house: House, mode: Mode = Mode.SINGLE) -> int:
    now = unix(community.clock.now())
    draft = PollDraft("ラベル", "A label", "", mode, LABELS, 1, now, now + 3_600, 0, house, 0)
    return community.dao.polls.open.open("uda", UDA, officer(community), draft)


def at_counter(community: CommunityOnChain, poll: int, voter: Address, given: tuple[int, ...]) -> None:
    asked = community.dao.polls.answer.prepare(poll, voter, given, officer(community))
    community.dao.polls.answer.complete(asked.subject, sign(asked.typed_data, community.chain.officer.key))


def test_cards_abroad_and_villagers_decide_together(community: CommunityOnChain) -> None:
    """One fan holds three cards; of two villagers one answers by phone, one by paper card at the counter."""
    polls = community.dao.polls
    fan = community.member(cards=3)
    villager, elder, late, gone = (Account.create() for _ in range(4))
    for who, name in ((villager, "ムラ"), (elder, "オト"), (gone, "デタ")):
        number = verify(community, Address(who.address), name)
    community.travel(5)
    poll, other = open_poll(community, House.BOTH), open_poll(community, House.PERSONS)
    cards_only = open_poll(community, House.CARDS)
    with pytest.raises(Invalid, match="quadratic_by_cards"):
        open_poll(community, House.PERSONS, Mode.QUADRATIC)
    community.travel(5)
    verify(community, Address(late.address), "アト")
    community.dao.announce_votes.announce()
    assert {fan.address, villager.address} <= told(community, "poll", poll)["opened"]
    assert late.address not in told(community, "poll", other)["opened"]
    assert villager.address not in told(community, "poll", cards_only)["opened"]
    answer(community, poll, fan, (1,))
    answer(community, poll, villager, (0,))
    answer(community, poll, villager, (1,))  # a changed mind
    answer(community, poll, gone, (0,))
    answer(community, other, villager, (2,))
    at_counter(community, poll, Address(elder.address), (1,))
    with pytest.raises(AnsweredAlready):
        at_counter(community, poll, Address(villager.address), (0,))  # has answered by phone
    with pytest.raises(NotVerifiedAtOpening):
        at_counter(community, poll, Address(fan.address), (0,))  # an officer signs for verified persons only
    with pytest.raises(NotVerifiedAtOpening):
        polls.answer.prepare(poll, Address(late.address), (0,))
    with pytest.raises(NotVerifiedAtOpening):
        polls.answer.prepare(other, Address(fan.address), (0,))  # cards are no persons
    with pytest.raises(NoCardAtOpening):
        polls.answer.prepare(cards_only, Address(villager.address), (0,))
    _moves_account_and_tries_again(community)
    revoke(community, number)

    close(community, poll)
    assert polls.count.count() >= 3
    standing = polls.pages.poll(poll, Address(villager.address)).standing
    assert standing.result is not None
    result = standing.result.result
    assert (result["is_valid"], result["winners"], result["votes"], result["persons"]) == (True, [1], 3, 2)
    assert result["roll"] == 2  # the one who left is gone, with the ballot
    assert polls.pages.poll(poll, None).all_persons == result["roll"]
    bundle = json.loads(json.dumps(polls.pages.bundle(poll)))
    found = audit(bundle)
    assert found.agrees, found.findings
    assert found.at_counters == 1
    own = polls.pages.poll(poll, Address(villager.address))
    assert own.receipt() == "0x" + found.leaves[public_voter(Address(villager.address), 0, own.person)].hex()
    written = json.dumps(bundle).lower()
    assert villager.address.lower() not in written  # an account would tie the ballots of several polls together
    assert elder.address.lower() not in written
    assert fan.address.lower() in written
    in_other = json.loads(json.dumps(polls.pages.bundle(other)))
    assert audit(in_other).agrees
    assert not set(bundle["roll"]) & set(in_other["roll"])  # nobody can be followed from poll to poll
    _notices_what_was_added(bundle)


def _moves_account_and_tries_again(community: CommunityOnChain) -> None:
    """Somebody answers, is verified anew on another account, and may not answer from there."""
    old, new = Account.create(), Account.create()
    number = verify(community, Address(old.address), "ウツル")
    later = open_poll(community, House.PERSONS)
    community.travel(2)
    answer(community, later, old, (0,))
    revoke(community, number)
    verify(community, Address(new.address), "ウツル")
    with pytest.raises(NotVerifiedAtOpening):
        answer(community, later, new, (1,))


def _notices_what_was_added(bundle: dict[str, object]) -> None:
    for finding in ("person_twice", "person_unknown", "officer_without_person", "signature_invalid"):
        forged = copy.deepcopy(bundle)
        ballots = forged["ballots"]
        assert isinstance(ballots, list)
        persons = [ballot for ballot in ballots if "person" in ballot]
        if finding == "officer_without_person":
            next(ballot for ballot in ballots if "person" not in ballot)["officer"] = "0x" + "0f" * 20
        elif finding == "signature_invalid":
            del next(ballot for ballot in ballots if "person" not in ballot)["signature"]
        else:
            persons[0]["person"] = persons[1]["person"] if finding == "person_twice" else "0x" + "07" * 32
        assert finding in {one.name for one in audit(forged).findings}
