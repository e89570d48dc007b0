"""Cards, persons and both: who counts, and when two majorities decide."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.ids import Address
from dao.models.polls import CountedBallot, Holding, House, Mode, Rules, count, last_ballots
from tests.unit.dao.polls.test_auditing import SEED, rules_of


def rules(house: House, least_votes: int = 0, least_persons: int = 0) -> Rules:
    towns = ("292125",) if house.counts_persons else ()
    return dataclasses.replace(
        rules_of(Mode.SINGLE, options=3), house=house, towns=towns, least_votes=least_votes, least_persons=least_persons
    )


def ballot(number: int, choice: int | None, cards: int, *, is_person: bool) -> CountedBallot:
    answer = () if choice is None else (choice,)
    person = number.to_bytes(32, "big") if is_person else b""
    return CountedBallot(Address(f"0x{number:040x}"), answer, 1, cards, person)


BALLOTS = st.lists(
    st.tuples(st.none() | st.integers(0, 2), st.integers(0, 5), st.booleans()), min_size=0, max_size=12
).map(
    lambda rows: last_ballots(
        ballot(place + 1, choice, cards, is_person=person) for place, (choice, cards, person) in enumerate(rows)
    )
)


@given(BALLOTS)
def test_both_decide_exactly_when_each_alone_would_have_chosen_the_same(ballots: list[CountedBallot]) -> None:
    both = count(rules(House.BOTH), ballots, SEED)
    cards = count(rules(House.CARDS), [one for one in ballots if one.weight], SEED)
    persons = count(rules(House.PERSONS), [one for one in ballots if one.person], SEED)
    agree = cards["is_valid"] and persons["is_valid"] and cards["winners"] == persons["winners"]
    assert both["is_valid"] == agree
    assert both["winners"] == (cards["winners"] if agree else [])
    assert (both["votes"], both["persons"]) == (cards["votes"], persons["votes"])
    assert both["houses"]["persons"]["points"] == persons["points"]


@given(BALLOTS)
def test_a_person_is_one_vote_however_many_cards(ballots: list[CountedBallot]) -> None:
    result = count(rules(House.PERSONS), ballots, SEED)
    assert result["votes"] == sum(bool(one.person) for one in ballots)
    assert sum(result["points"]) == sum(bool(one.person and one.answer) for one in ballots)


def test_each_house_has_its_own_least() -> None:
    ballots = [ballot(1, 0, 5, is_person=False), ballot(2, 0, 0, is_person=True)]
    assert count(rules(House.BOTH, 5, 1), ballots, SEED)["is_valid"]
    assert not count(rules(House.BOTH, 6, 1), ballots, SEED)["is_valid"]
    assert not count(rules(House.BOTH, 5, 2), ballots, SEED)["is_valid"]


def test_rules_of_cards_are_written_as_before_there_were_persons() -> None:
    of_cards = rules(House.CARDS)
    assert not {"house", "towns", "least_persons"} & of_cards.as_json().keys()
    for house in House:
        written = rules(house)
        assert Rules.from_json(written.as_json()) == written
    assert len({rules(house).poll for house in House}) == len(House)


def test_a_tier_is_signed_with_the_rules_and_other_polls_keep_their_ids() -> None:
    plain = rules(House.CARDS)
    assert not {"holding", "tokens"} & plain.as_json().keys()
    token = Address("0x" + "70" * 20)
    asked = dataclasses.replace(plain, holding=Holding((token,), 10, "株主", "Shareholder"))
    more = dataclasses.replace(plain, holding=Holding((token,), 11, "株主", "Shareholder"))
    holders = dataclasses.replace(plain, house=House.HOLDERS, tokens=(token,))
    assert len({one.poll for one in (plain, asked, more, holders)}) == 4
    for one in (asked, holders):
        assert Rules.from_json(json.loads(json.dumps(one.as_json()))) == one


@pytest.mark.parametrize("person", [b"", b"\x01" * 32])
def test_the_receipt_tells_whether_a_person_was_counted(person: bytes) -> None:
    plain = ballot(1, 0, 1, is_person=False)
    counted = dataclasses.replace(plain, person=person)
    assert (plain.leaf(SEED) == counted.leaf(SEED)) is (not person)
