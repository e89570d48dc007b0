"""A town stops what was accepted, before it is paid; the members hear why; after the payment it is too late."""

from __future__ import annotations

import pytest
from eth_account import Account
from eth_account.signers.local import LocalAccount
from sqlalchemy import select

from chain.contracts.region_governor import ProposalState
from chain.contracts.typed_data import sign
from chain.errors import Invalid
from chain.events import DomainEvent
from chain.ids import Address
from dao.errors import NotAwaitingSignature, ProposalNotWaiting, StepNotDue, VetoOnItsWay
from dao.models import Stage, State, Support
from dao.models.vetoes import Veto, VetoFact
from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.governance import TIMELOCK_DELAY, CommunityOnChain

PAYEE = Address(Account.create().address)
WHY = ("見積もりに誤りがありました。直してから、もう一度提案してください。", "The estimate was wrong.")


def accepted(community: CommunityOnChain) -> int:
    """A proposal that waits in the treasury, which can pay for it."""
    community.fill_treasury(1_500)
    proposal = community.propose(community.draft(PAYEE))
    community.open_vote(proposal)
    community.vote(proposal, community.proposer, Support.FOR)
    community.settle()
    community.close_vote(proposal)
    community.dao.queue_proposal.queue(proposal)
    community.settle()
    return proposal


def veto(community: CommunityOnChain, proposal: int, officer: LocalAccount) -> None:
    """Signed, and in the outbox."""
    asked = community.dao.vetoes.veto.prepare(proposal, UDA, Address(officer.address), *WHY)
    community.dao.vetoes.veto.complete(asked.subject, sign(asked.typed_data, officer.key))


def test_a_town_stops_an_accepted_proposal_and_the_members_hear_why(community: CommunityOnChain) -> None:
    dao, officer = community.dao, community.chain.officer
    service, signer = dao.vetoes.veto, Address(officer.address)
    early = community.propose(community.draft(PAYEE, title="まだ投票中"))
    proposal = accepted(community)
    with pytest.raises(ProposalNotWaiting):
        service.prepare(early, UDA, signer, *WHY)
    with pytest.raises(Invalid, match="municipality"):
        service.prepare(proposal, MUKAWA, signer, *WHY)
    with pytest.raises(Invalid, match="reason_ja"):
        service.prepare(proposal, UDA, signer, " ", "")

    stranger: LocalAccount = Account.create()  # who is no officer: what the site let through the chain refuses
    veto(community, proposal, stranger)
    community.settle()
    refused = dao.vetoes.pages.desk(proposal, UDA).own
    assert refused is not None
    assert (refused.stage, refused.error_name) == (Stage.FAILED, "OfficerUnauthorized")
    assert community.state_on_chain(proposal) is ProposalState.QUEUED

    stale = service.prepare(proposal, UDA, signer, "ほかの画面で書いた理由", "")
    asked = service.prepare(proposal, UDA, signer, *WHY)
    with pytest.raises(NotAwaitingSignature):
        service.complete(stale.subject, sign(stale.typed_data, officer.key))
    service.complete(asked.subject, sign(asked.typed_data, officer.key))
    service.complete(asked.subject, sign(asked.typed_data, officer.key))
    with pytest.raises(VetoOnItsWay):
        service.prepare(proposal, UDA, signer, *WHY)
    assert dao.vetoes.pages.towns_under_way(proposal) == [UDA]
    community.travel(TIMELOCK_DELAY)
    with pytest.raises(VetoOnItsWay):
        dao.execute_proposal.execute(proposal)
    assert dao.advance_proposals.advance() == 0
    community.settle()
    community.travel(1)

    standing = community.page(proposal).standing
    assert (standing.state, standing.is_vetoed) == (State.CANCELED, True)
    assert community.state_on_chain(proposal) is ProposalState.CANCELED
    seen = dao.vetoes.pages.of_proposal(standing.proposal)
    assert seen is not None and seen.written is not None
    assert (seen.municipality, seen.fact.officer, seen.written.reason_ja) == (UDA, signer, WHY[0])
    assert_told_once(community, proposal)
    with pytest.raises(StepNotDue):
        dao.execute_proposal.execute(proposal)
    with pytest.raises(ProposalNotWaiting):
        service.prepare(proposal, UDA, signer, *WHY)
    assert dao.advance_proposals.advance() == 0

    facts = stopped(community)
    community.indexer.rebuild()
    assert stopped(community) == facts
    with community.db.write() as session:  # a reason that was written over later is not shown as the town's
        session.scalars(select(Veto).filter_by(proposal_row=proposal)).one().reason_ja = "別の理由"
    written_over = dao.vetoes.pages.of_proposal(standing.proposal)
    assert written_over is not None and written_over.written is None


def test_a_veto_that_comes_after_the_payment_says_so(community: CommunityOnChain) -> None:
    proposal = accepted(community)
    community.travel(TIMELOCK_DELAY)
    community.dao.execute_proposal.execute(proposal)
    veto(community, proposal, community.chain.officer)
    community.settle()
    assert community.page(proposal).standing.state is State.EXECUTED
    late = community.dao.vetoes.pages.desk(proposal, UDA).own
    assert late is not None
    assert (late.stage, late.error_name) == (Stage.FAILED, "ProposalNotWaiting")
    with pytest.raises(ProposalNotWaiting) as refused:
        community.dao.vetoes.veto.prepare(proposal, UDA, Address(community.chain.officer.address), *WHY)
    assert refused.value.reason == "executed"


def assert_told_once(community: CommunityOnChain, proposal: int) -> None:
    announce = community.dao.vetoes.announce.announce
    assert (announce(), announce()) == (1, 0)
    with community.db.read() as session:
        told = session.scalars(select(DomainEvent).where(DomainEvent.name == "dao.proposal_vetoed")).all()
    bodies = [event.body for event in told if event.body["number"] == proposal]
    assert len(bodies) == 1
    assert community.proposer.address in bodies[0]["accounts"]
    assert (bodies[0]["reason_ja"], bodies[0]["reason_en"]) == WHY


def stopped(community: CommunityOnChain) -> list[tuple[object, ...]]:
    with community.db.read() as session:
        return [tuple(row) for row in session.execute(select(VetoFact.__table__))]
