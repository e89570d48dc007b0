"""The public bundle of a poll: rules, snapshot, signed ballots and result, for whoever wants to count again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.contracts import Contracts
from chain.contracts.ballot_anchor import PollBallot as SignedBallot
from chain.ids import Address
from dao.models.polls import Poll, PollBallot, PollResult
from dao.ports import PersonsRoll
from dao.queries.polls.persons import nullifiers_of
from dao.queries.polls.weights import weights_of

BUNDLE_VERSION = "musubi-poll-1"


def bundle_of(session: Session, contracts: Contracts, poll: Poll, roll: PersonsRoll) -> dict[str, Any]:
    """JSON. Voters stand in it by address with what they answered: the poll's page says so before anybody votes.

    The snapshot holds those who voted; a voter whom it gave no votes, and who is no verified person, is in none of the
    counts. The roll holds the nullifiers of all who might have voted as persons.
    """
    result = session.get(PollResult, poll.id)
    rows = session.scalars(
        select(PollBallot).where(PollBallot.poll_row == poll.id, PollBallot.revision > 0).order_by(PollBallot.voter)
    ).all()
    votes, persons = weights_of(session, poll), nullifiers_of(session, roll, poll)
    domain = contracts.ballot_anchor.ballot_message(SignedBallot(poll.poll, Address("0x" + "0" * 40), (), 0))["domain"]
    return {
        "version": BUNDLE_VERSION,
        "poll": "0x" + poll.poll.hex(),
        "rules": poll.rules.as_json(),
        "domain": domain,
        "snapshot": {row.voter: votes.get(row.voter, 0) for row in rows},
        "ballots": [
            {
                "voter": row.voter,
                "answer": row.answer,
                "revision": row.revision,
                "signature": "0x" + (row.signature or b"").hex(),
                **({"person": "0x" + persons[row.voter].hex()} if row.voter in persons else {}),
                **({"officer": row.officer} if row.officer else {}),
            }
            for row in rows
        ],
        **({"roll": ["0x" + one.hex() for one in sorted(persons.values())]} if poll.rules.house.counts_persons else {}),
        "result": result.result if result else None,
        "ballots_root": "0x" + result.ballots_root.hex() if result else None,
        "seed_block": result.seed_block if result else None,
    }
