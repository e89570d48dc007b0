"""Rows that come from the chain: the same after a rebuild, after a reorg, and on an installation that wrote none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from eth_account import Account
from sqlalchemy import select

from chain.db import Base, Database
from chain.ids import Address
from dao.models import (
    BallotRejection,
    BallotReplacement,
    Electorate,
    GovernorSetting,
    PayYen,
    Proposal,
    ProposalMilestone,
    ProposalTally,
    Stage,
    State,
    Support,
    TreasuryBalance,
    TreasuryMovement,
    TreasuryOpening,
    VoteCast,
    VoteCheckpoint,
)
from dao.queries.ballots import BallotState
from tests.fixtures.governance import CommunityOnChain

PAYEE = Address(Account.create().address)
PROJECTED: tuple[type[Base], ...] = (
    BallotRejection,
    BallotReplacement,
    Electorate,
    GovernorSetting,
    Proposal,
    ProposalMilestone,
    ProposalTally,
    TreasuryBalance,
    TreasuryMovement,
    TreasuryOpening,
    VoteCast,
    VoteCheckpoint,
)


def rows(db: Database) -> dict[str, list[Any]]:
    with db.read() as session:
        return {
            table.__tablename__: [
                tuple(row) for row in session.execute(select(table.__table__).order_by(*table.__table__.primary_key))
            ]
            for table in PROJECTED
        }


def carried_out(community: CommunityOnChain) -> int:
    """A proposal of which everything happened: votes, a bad ballot, a changed mind, queueing, payment."""
    good, bad = community.member(2), community.member()
    community.fill_treasury(9_000)
    draft = community.draft(PAYEE, 1_200, title="読み戻せる提案")
    proposal = community.propose(replace(draft, is_changeable=True))
    community.open_vote(proposal)
    community.vote(proposal, good, Support.AGAINST)
    community.settle()
    community.vote(proposal, good, Support.FOR)
    asked = community.dao.cast_ballot.prepare(proposal, Address(bad.address), Support.AGAINST)
    community.dao.cast_ballot.complete(asked.subject, bytes(64) + b"\x1b")
    community.settle()
    community.close_vote(proposal)
    community.dao.queue_proposal.queue(proposal)
    community.settle()
    community.travel(120)
    community.dao.execute_proposal.execute(proposal)
    community.settle()
    return proposal


def test_a_rebuild_gives_identical_tables(community: CommunityOnChain) -> None:
    carried_out(community)
    before = rows(community.db)
    assert all(before[table.__tablename__] for table in PROJECTED if table is not BallotRejection)
    community.indexer.rebuild()
    assert rows(community.db) == before


def test_an_installation_that_wrote_nothing_reads_all_of_it_from_the_chain(
    community: CommunityOnChain,
    make_community: Callable[[Database], CommunityOnChain],
    new_sqlite: Callable[[], str],
) -> None:
    proposal = carried_out(community)
    written = community.page(proposal).standing
    elsewhere = Database(new_sqlite())
    stranger = make_community(elsewhere)
    found = [one for one in stranger.dao.pages.community("uda").past if one.proposal.title_ja == "読み戻せる提案"]
    assert len(found) == 1
    read = found[0]
    assert read.proposal.stage == Stage.SEEN
    paid = written.actions(community.contracts)[0]
    assert isinstance(paid, PayYen) and paid.payee_name
    assert read.actions(community.contracts) == [PayYen(PAYEE, "", paid.amount)]
    assert (read.state, read.tally, read.quorum) == (State.EXECUTED, written.tally, written.quorum)
    assert (read.schedule, read.proposal.actions) == (written.schedule, written.proposal.actions)
    elsewhere.close()


def test_a_ballot_whose_block_was_dropped_waits_again_and_is_counted_once(community: CommunityOnChain) -> None:
    proposal = community.propose(community.draft(PAYEE))
    community.open_vote(proposal)
    community.vote(proposal, community.proposer, Support.FOR)
    before = community.chain.client.block_number()
    community.settle()
    depth = community.chain.client.block_number() - before
    community.chain.client.request("anvil_reorg", [depth, []])
    community.chain.mine()
    community.look()
    waiting = community.page(proposal, community.proposer)
    assert waiting.receipt is not None and waiting.receipt.state is BallotState.PENDING
    assert waiting.standing.tally.total == 0
    community.settle()
    counted = community.page(proposal, community.proposer)
    assert counted.receipt is not None
    assert counted.receipt.state in (BallotState.CONFIRMED, BallotState.FINAL)
    assert (counted.standing.tally.in_favour, counted.standing.voters) == (1, 1)
