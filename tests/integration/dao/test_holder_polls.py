"""Polls that ask for the community's token: one vote for each holder, and a tier as a condition, at the opening."""

from __future__ import annotations

import json

import pytest
from eth_account import Account
from eth_account.signers.local import LocalAccount

from chain.clock import unix
from chain.errors import Invalid
from chain.ids import Address
from dao.errors import NoCardAtOpening, NothingHeldAtOpening, TierNotReached
from dao.models.polls import House, Mode
from dao.models.polls.auditing import audit
from dao.services.polls.open_poll import PollDraft
from tests.fixtures.chain import UDA
from tests.fixtures.governance import CommunityOnChain, TokenHolders
from tests.integration.dao.test_announcements import told
from tests.integration.dao.test_person_polls import officer, verify
from tests.integration.dao.test_polls import LABELS, answer, close


@pytest.fixture
def tokens(community: CommunityOnChain) -> TokenHolders:
    """In the place of the market everywhere that polls ask it."""
    found, polls = TokenHolders(), community.dao.polls
    for part in (polls.open, polls.answer._voters, polls.sealed.prepare):
        part._holders = found
    return found


def buy(
    community: CommunityOnChain, tokens: TokenHolders, units: int, buyer: LocalAccount | None = None
) -> LocalAccount:
    person: LocalAccount = buyer or Account.create()
    tokens.bought.append((Address(person.address), units, unix(community.clock.now())))
    return person


def open_poll(community: CommunityOnChain, house: House, tier: str | None = None, mode: Mode = Mode.SINGLE) -> int:
    now = unix(community.clock.now())
    draft = PollDraft("ラベル", "A label", "", mode, LABELS, 1, now, now + 3_600, 0, house, 0, tier)
    return community.dao.polls.open.open("uda", UDA, officer(community), draft)


def test_a_holder_of_the_token_or_of_a_card_has_one_vote(community: CommunityOnChain, tokens: TokenHolders) -> None:
    polls, fan = community.dao.polls, community.member(cards=3)
    friend, patron, stranger = buy(community, tokens, 1), buy(community, tokens, 12), Account.create()
    poll = open_poll(community, House.HOLDERS)
    community.travel(5)
    late = buy(community, tokens, 5)
    community.dao.announce_votes.announce()
    opened = told(community, "poll", poll)["opened"]
    assert {fan.address, friend.address, patron.address} <= opened
    assert not {late.address, stranger.address} & opened
    for who, choice in ((fan, 0), (friend, 1), (patron, 1)):
        answer(community, poll, who, (choice,))
    for nobody in (stranger, late):
        with pytest.raises(NothingHeldAtOpening):
            polls.answer.prepare(poll, Address(nobody.address), (0,))
        assert not polls.pages.poll(poll, Address(nobody.address)).may_answer
    close(community, poll)
    polls.count.count()
    page = polls.pages.poll(poll, Address(patron.address))
    assert page.standing.result is not None
    result = page.standing.result.result
    assert (result["winners"], result["ballots"], result["votes"], page.votes_at_opening) == ([1], 3, 3, 1)
    bundle = json.loads(json.dumps(polls.pages.bundle(poll)))
    assert audit(bundle).agrees
    assert bundle["rules"]["tokens"] == [tokens.token]
    bundle["rules"]["tokens"] = []
    assert not audit(bundle).agrees, "who holds is part of what was signed"


def test_a_tier_is_a_condition_by_what_was_held_at_the_opening(
    community: CommunityOnChain, tokens: TokenHolders
) -> None:
    polls, fan = community.dao.polls, community.member(cards=2)
    patron, friend = buy(community, tokens, 10), buy(community, tokens, 8)
    buy(community, tokens, 10, fan)
    by_card, by_holder = open_poll(community, House.CARDS, "7:10"), open_poll(community, House.HOLDERS, "7:10")
    community.travel(5)
    buy(community, tokens, 2, friend)
    with pytest.raises(TierNotReached) as refused:
        polls.answer.prepare(by_holder, Address(friend.address), (0,))
    assert (refused.value.least, refused.value.held, refused.value.missing) == (10, 8, 2)
    with pytest.raises(TierNotReached):
        polls.answer.prepare(by_holder, Address(community.proposer.address), (0,))  # a card is not enough
    with pytest.raises(NoCardAtOpening):
        polls.answer.prepare(by_card, Address(patron.address), (0,))  # the tier alone is no card
    answer(community, by_card, fan, (1,))
    answer(community, by_holder, patron, (2,))
    page = polls.pages.poll(by_holder, Address(friend.address))
    assert (page.reaches_tier, page.units_at_opening, page.units_now) == (False, 8, 10)
    assert polls.pages.poll(by_card, None).all_votes == 2
    community.dao.announce_votes.announce()
    assert told(community, "poll", by_card)["opened"] == {fan.address}
    assert told(community, "poll", by_holder)["opened"] == {fan.address, patron.address}
    close(community, by_holder)
    assert polls.count.count() >= 2
    for poll, votes in ((by_card, 2), (by_holder, 1)):
        assert polls.pages.bundle(poll)["result"]["votes"] == votes
        assert audit(json.loads(json.dumps(polls.pages.bundle(poll)))).agrees


def test_verified_persons_may_have_to_hold_the_token(community: CommunityOnChain, tokens: TokenHolders) -> None:
    polls = community.dao.polls
    villager, other = buy(community, tokens, 1), Account.create()
    for who, name in ((villager, "ムラ"), (other, "ホカ")):
        verify(community, Address(who.address), name)
    community.travel(5)
    poll = open_poll(community, House.PERSONS, "")
    community.travel(5)
    assert polls.pages.poll(poll, None).all_persons == 1
    answer(community, poll, villager, (1,))
    with pytest.raises(TierNotReached):
        polls.answer.prepare(poll, Address(other.address), (0,))
    with pytest.raises(TierNotReached):
        polls.answer.prepare(poll, Address(other.address), (0,), officer(community))
    close(community, poll)
    polls.count.count()
    bundle = json.loads(json.dumps(polls.pages.bundle(poll)))
    assert (bundle["result"]["votes"], len(bundle["roll"])) == (1, 1)
    assert audit(bundle).agrees


def test_tiers_that_are_not_the_communitys_and_votes_by_credits_are_refused(
    community: CommunityOnChain, tokens: TokenHolders
) -> None:
    for tier in ("8:1", "7:2", "株主"):
        with pytest.raises(Invalid, match="tier"):
            open_poll(community, House.HOLDERS, tier)
    with pytest.raises(Invalid, match="quadratic_by_cards"):
        open_poll(community, House.HOLDERS, None, Mode.QUADRATIC)
