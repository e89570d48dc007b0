"""Governors' logs: settings, proposals, votes and rejected ballots, and the running tally.

A proposal that was not written here gets a row too (stage SEEN). Such rows stay when their block is gone, so that page
addresses do not change; without its CREATED milestone nobody sees them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import from_unix
from chain.ids import MunicipalityCode
from chain.indexer.facts import Fact, FactProjector, Row, on
from chain.indexer.projector import LogRecord
from chain.indexer.sums import add_to_sums
from dao.models import (
    BallotRejection,
    BallotReplacement,
    GovernorSetting,
    KeptWords,
    Milestone,
    Proposal,
    ProposalMilestone,
    ProposalTally,
    Setting,
    Stage,
    Support,
    VoteCast,
)
from dao.models.description import title_of
from dao.models.vetoes import VetoFact


class ProposalProjector(FactProjector):
    name = "dao.proposals"
    tables: ClassVar[Mapping[type[Fact], tuple[str, ...]]] = {
        GovernorSetting: (),
        ProposalMilestone: (),
        VoteCast: (),
        BallotReplacement: (),
        BallotRejection: (),
        VetoFact: (),
    }

    def apply(self, session: Session, logs: Sequence[LogRecord]) -> None:
        for log in logs:
            if log.event == "ProposalCreated":
                self._note(session, log)
        super().apply(session, logs)

    @on("RegionGovernor", "ProposalCreated")
    def created(self, log: LogRecord) -> Iterable[Row]:
        yield _milestone(log, Milestone.CREATED, snapshot=log.args["voteStart"], deadline=log.args["voteEnd"])

    @on("RegionGovernor", "ProposalExtended")
    def extended(self, log: LogRecord) -> Iterable[Row]:
        yield _milestone(log, Milestone.EXTENDED, deadline=log.args["extendedDeadline"])

    @on("RegionGovernor", "QuorumReached")
    def quorum_reached(self, log: LogRecord) -> Iterable[Row]:
        yield _milestone(log, Milestone.QUORUM)

    @on("RegionGovernor", "ProposalQueued")
    def queued(self, log: LogRecord) -> Iterable[Row]:
        yield _milestone(log, Milestone.QUEUED, eta=log.args["etaSeconds"])

    @on("RegionGovernor", "ProposalExecuted")
    def executed(self, log: LogRecord) -> Iterable[Row]:
        yield _milestone(log, Milestone.EXECUTED)

    @on("RegionGovernor", "ProposalCanceled")
    def canceled(self, log: LogRecord) -> Iterable[Row]:
        yield _milestone(log, Milestone.CANCELED)

    @on("TownGuardian", "ProposalVetoed")
    def vetoed(self, log: LogRecord) -> Iterable[Row]:
        """The governor itself says nothing of what was cancelled in its treasury."""
        args = log.args
        place = {**_place(log), "governor": args["governor"], "tx_hash": log.tx_hash}
        times = {"snapshot": None, "deadline": None, "eta": None}
        yield ProposalMilestone, {**place, "milestone": Milestone.VETOED, **times}
        town = MunicipalityCode.from_number(args["municipality"])
        yield VetoFact, {**place, "municipality": town, "officer": args["officer"], "reason_hash": args["reasonHash"]}

    @on("RegionGovernor", "VoteCast")
    def voted(self, log: LogRecord) -> Iterable[Row]:
        yield VoteCast, {**_place(log), **_choice(log), "tx_hash": log.tx_hash}

    @on("RegionGovernor", "BallotReplaced")
    def replaced(self, log: LogRecord) -> Iterable[Row]:
        yield BallotReplacement, {**_place(log), **_choice(log)}

    @on("RegionGovernor", "BallotRejected")
    def rejected(self, log: LogRecord) -> Iterable[Row]:
        yield BallotRejection, {**_place(log), "voter": log.args["voter"], "reason": log.args["reason"]}

    @on("RegionGovernor", "VotingDelaySet")
    def delay_set(self, log: LogRecord) -> Iterable[Row]:
        yield _setting(log, Setting.VOTING_DELAY, log.args["newVotingDelay"])

    @on("RegionGovernor", "VotingPeriodSet")
    def period_set(self, log: LogRecord) -> Iterable[Row]:
        yield _setting(log, Setting.VOTING_PERIOD, log.args["newVotingPeriod"])

    @on("RegionGovernor", "ProposalThresholdSet")
    def threshold_set(self, log: LogRecord) -> Iterable[Row]:
        yield _setting(log, Setting.PROPOSAL_THRESHOLD, log.args["newProposalThreshold"])

    @on("RegionGovernor", "QuorumNumeratorUpdated")
    def quorum_set(self, log: LogRecord) -> Iterable[Row]:
        yield _setting(log, Setting.QUORUM_PER_CENT, log.args["newQuorumNumerator"])

    @on("RegionGovernor", "LateQuorumVoteExtensionSet")
    def extension_set(self, log: LogRecord) -> Iterable[Row]:
        yield _setting(log, Setting.VOTE_EXTENSION, log.args["newVoteExtension"])

    @on("Timelock", "MinDelayChange")
    def timelock_set(self, log: LogRecord) -> Iterable[Row]:
        yield _setting(log, Setting.TIMELOCK_DELAY, log.args["newDuration"])

    def deltas(self, session: Session, table: type[Fact], rows: Sequence[Mapping[str, Any]], sign: int) -> None:
        if table is BallotReplacement:
            sign = -sign
        elif table is not VoteCast:
            return
        sums: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for row in rows:
            counts = sums[row["governor"], row["proposal_id"]]
            counts[Support(row["support"])] += sign * row["weight"]
            counts[3] += sign
        add_to_sums(session, ProposalTally, sums)

    def _note(self, session: Session, log: LogRecord) -> None:
        """Keep a proposal that was made elsewhere, once."""
        named = {"governor": log.address, "proposal_id": str(log.args["proposalId"])}
        if session.scalar(select(Proposal.id).filter_by(**named)) is not None:
            return
        targets, values, calldatas = log.args["targets"], log.args["values"], log.args["calldatas"]
        description = log.args["description"]
        session.add(
            Proposal(
                **named,
                proposer=log.args["proposer"],
                title_ja=title_of(description),
                description=description,
                action=KeptWords().as_json(),
                targets=list(targets),
                call_values=[str(value) for value in values],
                calldatas=[calldata.hex() for calldata in calldatas],
                stage=Stage.SEEN,
                created_at=from_unix(log.block_time),
            )
        )
        session.flush()


def _place(log: LogRecord) -> dict[str, Any]:
    return {"governor": log.address, "proposal_id": str(log.args["proposalId"]), "block_time": log.block_time}


def _choice(log: LogRecord) -> dict[str, Any]:
    return {"voter": log.args["voter"], "support": log.args["support"], "weight": log.args["weight"]}


def _milestone(log: LogRecord, milestone: Milestone, **moments: int) -> Row:
    times = {"snapshot": None, "deadline": None, "eta": None} | moments
    return ProposalMilestone, {**_place(log), "milestone": milestone, "tx_hash": log.tx_hash, **times}


def _setting(log: LogRecord, name: Setting, value: int) -> Row:
    return GovernorSetting, {"contract": log.address, "name": name, "value": value, "block_time": log.block_time}
