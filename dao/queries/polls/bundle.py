"""The public bundle of a poll: rules, snapshot, signed ballots and result, for whoever wants to count again."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from chain.contracts import Contracts
from chain.contracts.ballot_anchor import PollBallot as SignedBallot
from chain.ids import Address
from dao.models.polls import CountedBallot, Poll, PollBallot, PollResult
from dao.queries.polls.counted import counted_rows
from dao.queries.polls.voters import Voters

BUNDLE_VERSION = "musubi-poll-1"


def bundle_of(session: Session, contracts: Contracts, poll: Poll, voters: Voters) -> dict[str, Any]:
    """JSON. Voters stand in it with what they answered: by address where their cards count, and else by a name of this
    poll alone. The poll's page says so before anybody votes.

    The snapshot holds those who voted. The roll holds the nullifiers of all who might have voted as persons.
    """
    result = session.get(PollResult, poll.id)
    persons = voters.nullifiers_of(session, poll)
    counted = counted_rows(session, poll, voters.weights_of(session, poll), persons)
    domain = contracts.ballot_anchor.ballot_message(SignedBallot(poll.poll, Address("0x" + "0" * 40), (), 0))["domain"]
    return {
        "version": BUNDLE_VERSION,
        "poll": "0x" + poll.poll.hex(),
        "rules": poll.rules.as_json(),
        "domain": domain,
        "snapshot": {ballot.voter: ballot.weight for _, ballot in counted},
        "ballots": [_public(row, ballot) for row, ballot in counted],
        **({"roll": ["0x" + one.hex() for one in sorted(persons.values())]} if poll.rules.house.counts_persons else {}),
        **({"secret": "0x" + poll.opened_secret.hex()} if poll.opened_secret else {}),
        "result": result.result if result else None,
        "ballots_root": "0x" + result.ballots_root.hex() if result else None,
        "seed_block": result.seed_block if result else None,
    }


def _public(row: PollBallot, ballot: CountedBallot) -> dict[str, Any]:
    """The signature would name the account: it is left out where the account is not shown. A sealed answer stands as it
    was signed; with the poll's secret everybody opens it."""
    answer = {"answer": row.answer} if row.sealed is None else {"sealed": "0x" + row.sealed.hex()}
    found: dict[str, Any] = {"voter": ballot.voter, **answer, "revision": row.revision}
    if ballot.voter == row.voter:
        found["signature"] = "0x" + (row.signature or b"").hex()
        if row.by_contract:
            found["contract"] = True
    if ballot.person:
        found["person"] = "0x" + ballot.person.hex()
    if row.officer:
        found["officer"] = row.officer
    return found
