"""What the pages of polls show. Read only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.client import NodeClient
from chain.clock import Clock, from_unix, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.ids import Address
from dao.errors import PollNotCounted, PollUnknown
from dao.models import Community
from dao.models.polls import CountedBallot, Poll, PollAnchor, PollBallot, PollResult, Rules, public_voter
from dao.models.polls.auditing import Audit, audit
from dao.models.polls.trustees import PollTrustee
from dao.ports import TokenTier
from dao.queries.polls.anchors import anchor_of
from dao.queries.polls.bundle import bundle_of
from dao.queries.polls.contract_wallets import asked_of_the_chain
from dao.queries.polls.counted import counted_ballot, opening_of
from dao.queries.polls.trustees import trustees_of
from dao.queries.polls.voters import Voters
from dao.queries.voting_power import votes_of


class PollState(StrEnum):
    SCHEDULED = "scheduled"
    OPEN = "open"
    SEALED = "sealed"  # closed; trustees have not opened it yet
    VOID = "void"  # closed; nobody can open it any more
    COUNTING = "counting"  # closed; the block that breaks ties is not final yet
    COUNTED = "counted"  # everybody can see and count the ballots
    ANNOUNCED = "announced"  # the chain holds the result


@dataclass(frozen=True, slots=True)
class PollStanding:
    poll: Poll
    rules: Rules
    state: PollState
    ballots: int  # voters so far; what they answered is not shown before the close
    result: PollResult | None
    anchor: PollAnchor | None
    trustees: Sequence[PollTrustee] = ()  # of a sealed poll

    @property
    def keys_missing(self) -> int:
        """How many trustees must still bring their keys."""
        seal = self.rules.seal
        return max(seal.needed - sum(one.share is not None for one in self.trustees), 0) if seal else 0


@dataclass(frozen=True, slots=True)
class PollPage:
    standing: PollStanding
    community: Community
    votes_at_opening: int  # of the reader
    votes_now: int
    all_votes: int  # at the opening
    own: PollBallot | None
    person: bytes = b""  # nullifier of the reader, where persons count
    all_persons: int = 0  # on the roll
    reader: Address | None = None
    units_at_opening: int = 0  # of the reader, of the token that the poll's condition asks for
    units_now: int = 0

    @property
    def reaches_tier(self) -> bool:
        """Whether the reader meets the poll's condition: at its opening, or before it as things are now."""
        holding = self.standing.rules.holding
        is_to_come = self.standing.state is PollState.SCHEDULED
        return holding is None or (self.units_now if is_to_come else self.units_at_opening) >= holding.least

    @property
    def may_answer(self) -> bool:
        return bool(self.votes_at_opening or self.person)

    @property
    def has_answered(self) -> bool:
        return self.own is not None and bool(self.own.revision)

    @property
    def answer(self) -> tuple[int, ...] | None:
        """What the reader signed last; None too while it is sealed, and where it cannot be read."""
        if not self.has_answered:
            return None
        ballot = self._ballot()
        is_shut = ballot.sealed and self.standing.poll.opened_secret is None
        return None if is_shut or ballot.unreadable else ballot.answer

    @property
    def public_name(self) -> Address | None:
        """Who the reader is in the public bundle."""
        return public_voter(self.reader, self.votes_at_opening, self.person) if self.reader else None

    def receipt(self) -> str:
        """0x-hex leaf of the reader's ballot, by which it is found in the audit."""
        return "0x" + self._ballot().leaf(self.standing.poll.poll).hex()

    def _ballot(self) -> CountedBallot:
        assert self.own is not None
        voter, poll = public_voter(self.own.voter, self.votes_at_opening, self.person), self.standing.poll
        return counted_ballot(self.own, voter, self.votes_at_opening, self.person, opening_of(poll))


class PollPages:
    def __init__(self, db: Database, clock: Clock, client: NodeClient, contracts: Contracts, voters: Voters) -> None:
        self._client = client
        self._db = db
        self._clock = clock
        self._contracts = contracts
        self._voters = voters

    def of_community(self, slug: str) -> list[PollStanding]:
        """Open ones first, then the newest."""
        with self._db.read() as session:
            rows = session.scalars(select(Poll).filter_by(community=slug).order_by(Poll.id.desc()).limit(50)).all()
            found = [self._standing(session, poll) for poll in rows]
        return sorted(found, key=lambda standing: standing.state not in (PollState.OPEN, PollState.SCHEDULED))

    def communities_of(self, code: str) -> list[Community]:
        """Those a town belongs to."""
        with self._db.read() as session:
            rows = session.scalars(select(Community).order_by(Community.id)).all()
        return [community for community in rows if code in community.towns]

    def tiers_of(self, slug: str) -> Sequence[TokenTier]:
        """Of a community's tokens, which polls and events may ask for."""
        with self._db.read() as session:
            return self._voters.tiers_of(session, slug)

    def poll(self, number: int, reader: Address | None) -> PollPage:
        """Raises: PollUnknown."""
        with self._db.read() as session:
            poll = _poll(session, number)
            rules = poll.rules
            community = session.scalar(select(Community).filter_by(slug=poll.community))
            assert community is not None
            return PollPage(
                self._standing(session, poll),
                community,
                self._voters.weight_of(session, poll, reader) if reader else 0,
                votes_of(session, rules.collection, reader) if reader else 0,
                self._voters.all_votes(session, poll),
                session.scalar(select(PollBallot).filter_by(poll_row=number, voter=reader)) if reader else None,
                self._person(session, poll, reader) if reader else b"",
                self._voters.count_persons(session, poll),
                reader,
                self._voters.units_of(session, poll, reader, poll.opens_at) if reader else 0,
                self._voters.units_of(session, poll, reader) if reader else 0,
            )

    def rules(self, number: int) -> Rules:
        """Raises: PollUnknown."""
        with self._db.read() as session:
            return _poll(session, number).rules

    def counter_voter(self, number: int, subject: str, officer: Address) -> Address | None:
        """Whose ballot an officer signed at the counter, by what was signed."""
        row_id = subject.partition(":")[0]
        if not row_id.isdecimal():
            return None
        with self._db.read() as session:
            row = session.get(PollBallot, int(row_id))
        is_signed = row is not None and row.poll_row == number and row.officer == officer
        return row.voter if row is not None and is_signed else None

    def bundle(self, number: int) -> Mapping[str, Any]:
        """Raises: PollUnknown, PollNotCounted: before the close nobody sees a ballot."""
        with self._db.read() as session:
            poll = _poll(session, number)
            if session.get(PollResult, number) is None:
                raise PollNotCounted(number)
            return bundle_of(session, self._contracts, poll, self._voters)

    def audit(self, number: int) -> Audit:
        """Count again from the public bundle, and ask contract wallets about their signatures, as of the block that
        decides lots: the first one after the close. Raises: PollUnknown, PollNotCounted."""
        bundle = self.bundle(number)
        return asked_of_the_chain(audit(bundle), self._client, bundle["seed_block"])

    def _person(self, session: Session, poll: Poll, reader: Address) -> bytes:
        """As at the close, once it is over: the receipt is of what was counted."""
        now = min(self._clock.now(), from_unix(poll.closes_at))
        return self._voters.nullifier_of(session, poll, reader, now)

    def _standing(self, session: Session, poll: Poll) -> PollStanding:
        signed = select(func.count()).select_from(PollBallot)
        ballots = session.scalar(signed.where(PollBallot.poll_row == poll.id, PollBallot.revision > 0)) or 0
        result, anchor = session.get(PollResult, poll.id), anchor_of(session, poll)
        state = _state(poll, unix(self._clock.now()), result is not None, anchor is not None)
        trustees = trustees_of(session, poll) if poll.is_sealed else ()
        return PollStanding(poll, poll.rules, state, ballots, result, anchor, trustees)


def _poll(session: Session, number: int) -> Poll:
    poll = session.get(Poll, number)
    if poll is None:
        raise PollUnknown(number)
    return poll


def _state(poll: Poll, now: int, is_counted: bool, is_anchored: bool) -> PollState:
    if is_anchored:
        return PollState.ANNOUNCED
    if is_counted:
        return PollState.COUNTED
    if now < poll.opens_at:
        return PollState.SCHEDULED
    if now < poll.closes_at:
        return PollState.OPEN
    if poll.voided_at is not None:
        return PollState.VOID
    return PollState.SEALED if poll.is_sealed and poll.opened_secret is None else PollState.COUNTING


def ranking_of(result: Mapping[str, Any]) -> Sequence[int]:
    """Options from the first to the last, as far as the mode ranks them."""
    if "ranking" in result:
        return list(result["ranking"])
    out = [step["excluded"] for step in result["rounds"] if step["excluded"] is not None]
    left = [int(option) for option in result["rounds"][-1]["votes"]] if result["rounds"] else []
    order = [*result["winners"], *[option for option in left if option not in out], *reversed(out)]
    return list(dict.fromkeys(order))
