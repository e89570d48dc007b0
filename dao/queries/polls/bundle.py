"""The public bundle of a poll: rules, snapshot, signed ballots and result, for whoever wants to count again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.contracts import Contracts
from chain.contracts.ballot_anchor import PollBallot as SignedBallot
from chain.ids import Address
from dao.models.polls import Poll, PollBallot, PollResult
from dao.queries.voting_power import votes_at

BUNDLE_VERSION = "musubi-poll-1"


def bundle_of(session: Session, contracts: Contracts, poll: Poll) -> dict[str, Any]:
    """JSON. Voters stand in it by address with what they answered: the poll's page says so before anybody votes.

    The snapshot holds those who voted; a voter whom it gave no votes is in none of the counts.
    """
    result = session.get(PollResult, poll.id)
    rows = session.scalars(
        select(PollBallot).where(PollBallot.poll_row == poll.id, PollBallot.revision > 0).order_by(PollBallot.voter)
    ).all()
    votes = votes_at(session, poll.rules.collection, poll.opens_at)
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
            }
            for row in rows
        ],
        "result": result.result if result else None,
        "ballots_root": "0x" + result.ballots_root.hex() if result else None,
        "seed_block": result.seed_block if result else None,
    }
