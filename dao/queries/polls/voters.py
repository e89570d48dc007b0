"""Who votes in a poll and with how much, at the moment it opened: with cards, as a verified person, or as a holder.

Verified persons are named by nullifiers of this poll alone, and must still be verified when it is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from chain.clock import from_unix
from chain.ids import Address
from dao.models.polls import House, Poll
from dao.ports import Holders, PersonsRoll, TokenTier
from dao.queries.voting_power import supply_of, votes_at, votes_of


class Voters:
    """Opens no transaction of its own."""

    def __init__(self, roll: PersonsRoll, holders: Holders) -> None:
        self._roll = roll
        self._holders = holders

    def weights_of(self, session: Session, poll: Poll) -> dict[Address, int]:
        """Votes of everybody who had some; empty where only persons count."""
        rules = poll.rules
        found: dict[Address, int] = {}
        if rules.house.counts_cards:
            found = votes_at(session, rules.collection, poll.opens_at)
        elif rules.house is House.HOLDERS:
            holders = self._holders.reached_at(session, rules.tokens, 1, poll.opens_at)
            found = dict.fromkeys(holders | set(votes_at(session, rules.collection, poll.opens_at)), 1)
        reached = self._reached(session, poll)
        return found if reached is None else {voter: votes for voter, votes in found.items() if voter in reached}

    def weight_of(self, session: Session, poll: Poll, voter: Address) -> int:
        rules = poll.rules
        if rules.house is House.PERSONS or not self.reaches(session, poll, voter):
            return 0
        cards = votes_of(session, rules.collection, voter, poll.opens_at)
        if rules.house.counts_cards:
            return cards
        return int(bool(cards or self._holders.units_held(session, rules.tokens, voter, poll.opens_at)))

    def all_votes(self, session: Session, poll: Poll) -> int:
        rules = poll.rules
        if rules.house.counts_cards and rules.holding is None:
            return supply_of(session, rules.collection, poll.opens_at)
        return sum(self.weights_of(session, poll).values())

    def nullifier_of(self, session: Session, poll: Poll, account: Address, now: datetime) -> bytes:
        """Of the person behind `account`; empty where persons do not count or there is none."""
        rules = poll.rules
        if not rules.house.counts_persons or not self.reaches(session, poll, account):
            return b""
        person = self._roll.person_of(session, account, rules.towns, from_unix(poll.opens_at), now)
        return poll.nullifier(person) if person is not None else b""

    def nullifiers_of(self, session: Session, poll: Poll) -> Mapping[Address, bytes]:
        """Of everybody who could have voted until the close, by account; empty where persons do not count."""
        persons = self._persons(session, poll, from_unix(poll.closes_at))
        return {account: poll.nullifier(person) for account, person in persons.items()}

    def count_persons(self, session: Session, poll: Poll) -> int:
        """How many `nullifiers_of` names."""
        rules, until = poll.rules, from_unix(poll.closes_at)
        if rules.house.counts_persons and rules.holding is None:
            return self._roll.count(session, rules.towns, from_unix(poll.opens_at), until)
        return len(self._persons(session, poll, until))

    def electors(self, session: Session, poll: Poll, now: datetime) -> set[Address]:
        """Who is told of the poll: everybody who may answer it."""
        return {*self.weights_of(session, poll), *self._persons(session, poll, now)}

    def tiers_of(self, session: Session, community: str) -> Sequence[TokenTier]:
        """What a poll of this community may ask for."""
        return self._holders.tiers_of(session, community)

    def reaches(self, session: Session, poll: Poll, account: Address) -> bool:
        """Whether somebody meets the poll's condition; everybody does where there is none."""
        holding = poll.rules.holding
        return holding is None or self.units_of(session, poll, account, poll.opens_at) >= holding.least

    def units_of(self, session: Session, poll: Poll, account: Address, moment: int | None = None) -> int:
        """Of the token that the poll's condition asks for, at `moment` or now; 0 without a condition."""
        holding = poll.rules.holding
        return self._holders.units_held(session, holding.tokens, account, moment) if holding else 0

    def _persons(self, session: Session, poll: Poll, now: datetime) -> Mapping[Address, bytes]:
        rules = poll.rules
        if not rules.house.counts_persons:
            return {}
        found = self._roll.persons(session, rules.towns, from_unix(poll.opens_at), now)
        reached = self._reached(session, poll)
        return found if reached is None else {account: one for account, one in found.items() if account in reached}

    def _reached(self, session: Session, poll: Poll) -> frozenset[Address] | None:
        """Who meets the poll's condition; None where there is none."""
        holding = poll.rules.holding
        if holding is None:
            return None
        return self._holders.reached_at(session, holding.tokens, holding.least, poll.opens_at)
