"""Announce a result: a curator of the poll's town signs it, and the chain holds it for good."""

from __future__ import annotations

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts.ballot_anchor import Result
from chain.db import Database
from chain.ids import Address
from chain.outbox import enqueue
from dao.errors import NotAwaitingSignature, PollNotCounted, PollUnknown
from dao.models.polls import Poll, PollResult
from dao.queries.polls.anchors import anchor_of
from dao.signing import ToSign

SIGN_WITHIN_SECONDS = 24 * 3600


class AnnounceResult:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self._db = db
        self._clock = clock
        self._anchor = contracts.ballot_anchor

    def prepare(self, number: int, curator: Address) -> ToSign:
        """The caller has checked that `curator` curates for the poll's town.

        Raises: PollUnknown, PollNotCounted, NotAwaitingSignature when it is anchored already.
        """
        with self._db.write() as session:
            poll = session.get(Poll, number)
            if poll is None:
                raise PollUnknown(number)
            row = session.get(PollResult, number, with_for_update=True)
            if row is None:
                raise PollNotCounted(number)
            if anchor_of(session, poll) is not None:
                raise NotAwaitingSignature("poll result")
            row.sign_by = max(unix(self._clock.now()) + SIGN_WITHIN_SECONDS, row.sign_by + 1)
            row.error_name, row.error_args = "", {}
            return ToSign(f"{number}:{row.sign_by}", curator, self._anchor.result_message(_signed(poll, row)))

    def complete(self, subject: str, signature: bytes, curator: Address) -> None:
        """Hand the signed result to the chain. A repeated call changes nothing.

        Raises: NotAwaitingSignature when it was put to signature anew meanwhile.
        """
        number, _, sign_by = subject.partition(":")
        with self._db.write() as session:
            poll, row = session.get(Poll, int(number)), session.get(PollResult, int(number), with_for_update=True)
            if poll is None or row is None or row.sign_by != int(sign_by):
                raise NotAwaitingSignature("poll result")
            row.curator = curator
            call = self._anchor.anchor(_signed(poll, row), curator, signature)
            key, about = f"dao.poll:{number}:{row.sign_by}", f"dao.poll:{number}"
            enqueue(session, call, key=key, subject=about, now=self._clock.now(), principal=curator)


def _signed(poll: Poll, row: PollResult) -> Result:
    return Result(
        poll.poll, poll.rules.municipality, row.ballots_root, row.result_hash, row.result["ballots"], row.sign_by
    )
