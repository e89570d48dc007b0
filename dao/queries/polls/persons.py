"""Who votes in a poll as a person: verified when it opened, and still so; named by nullifiers of this poll alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from chain.clock import from_unix
from chain.ids import Address
from dao.models.polls import Poll
from dao.ports import PersonsRoll


def nullifier_of(session: Session, roll: PersonsRoll, poll: Poll, account: Address, now: datetime) -> bytes:
    """Of the person behind `account`; empty where persons do not count or there is none."""
    rules = poll.rules
    if not rules.house.counts_persons:
        return b""
    person = roll.person_of(session, account, rules.towns, from_unix(poll.opens_at), now)
    return poll.nullifier(person) if person is not None else b""


def count_persons(session: Session, roll: PersonsRoll, poll: Poll) -> int:
    """How many `nullifiers_of` names."""
    rules = poll.rules
    if not rules.house.counts_persons:
        return 0
    return roll.count(session, rules.towns, from_unix(poll.opens_at), from_unix(poll.closes_at))


def nullifiers_of(session: Session, roll: PersonsRoll, poll: Poll) -> Mapping[Address, bytes]:
    """Of everybody who could have voted until the close, by account; empty where persons do not count."""
    rules = poll.rules
    if not rules.house.counts_persons:
        return {}
    found = roll.persons(session, rules.towns, from_unix(poll.opens_at), from_unix(poll.closes_at))
    return {account: poll.nullifier(person) for account, person in found.items()}
