"""Votes that cards give in a poll."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chain.ids import Address
from dao.models.polls import Poll
from dao.queries.voting_power import votes_at, votes_of


def weights_of(session: Session, poll: Poll) -> dict[Address, int]:
    """Of everybody who had votes at the opening; empty where only persons count."""
    rules = poll.rules
    return votes_at(session, rules.collection, poll.opens_at) if rules.house.counts_cards else {}


def weight_of(session: Session, poll: Poll, voter: Address) -> int:
    rules = poll.rules
    return votes_of(session, rules.collection, voter, poll.opens_at) if rules.house.counts_cards else 0
