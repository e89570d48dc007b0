"""Ballots that count, as everybody may see them after the close."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import Address
from dao.models.polls import CountedBallot, Poll, PollBallot, public_voter
from dao.models.polls.sealing.opening import Opening, sealed_hash


def counted_rows(
    session: Session, poll: Poll, weights: Mapping[Address, int], persons: Mapping[Address, bytes]
) -> list[tuple[PollBallot, CountedBallot]]:
    """Signed rows beside what is counted of them, by public voter. What an officer signed for somebody who is no
    verified person any more is left out, cards too. `weights`: votes by account; `persons`: nullifiers by account."""
    rows = session.scalars(select(PollBallot).where(PollBallot.poll_row == poll.id, PollBallot.revision > 0)).all()
    opening = opening_of(poll)
    found = []
    for row in rows:
        weight, person = weights.get(row.voter, 0), persons.get(row.voter, b"")
        if person or (weight and row.officer is None):
            voter = public_voter(row.voter, weight, person)
            found.append((row, counted_ballot(row, voter, weight, person, opening)))
    return sorted(found, key=lambda pair: pair[1].voter.lower())


def counted_ballot(
    row: PollBallot, voter: Address, weight: int, person: bytes, opening: Opening | None
) -> CountedBallot:
    """`opening` of a sealed poll that trustees have opened; before, the answer is empty."""
    if row.sealed is None:
        return CountedBallot(voter, tuple(row.answer or ()), row.revision, weight, person)
    sealed = sealed_hash(row.sealed)
    if opening is None:
        return CountedBallot(voter, (), row.revision, weight, person, sealed)
    found = opening.read(voter, row.sealed, weight)
    return CountedBallot(voter, found.answer, row.revision, weight, person, sealed, str(found.unreadable))


def opening_of(poll: Poll) -> Opening | None:
    return Opening.of(poll.rules, poll.opened_secret) if poll.opened_secret is not None else None
