"""What this domain holds about one person, for the person."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.db import OwnData, plain_rows
from chain.ids import Address
from dao.models import Ballot, Proposal
from dao.models.facts import VoteCast, VoteCheckpoint
from dao.models.vetoes import Veto
from dao.queries.drafts.own_data import own_drafts
from dao.queries.events.own_data import event_data
from dao.queries.ideas.own_data import idea_data
from dao.queries.membership.own_data import own_membership
from dao.queries.moderation.own_data import own_moderation
from dao.queries.polls.own_data import poll_data
from dao.queries.product_projects.own_data import own_products
from dao.queries.surveys.own_data import survey_data
from dao.queries.treasury.own_data import own_plans


def own_data(session: Session, person: Address) -> OwnData:
    """Ballots with their reasons, votes as the chain has them, and proposals. No signatures."""
    ballots = (
        select(
            Proposal.title_ja, Ballot.support, Ballot.reason, Ballot.weight, Ballot.stage, Ballot.created_at,
            Ballot.submitted_at,
        )
        .join(Proposal, Proposal.id == Ballot.proposal_row)
        .where(Ballot.voter == person)
        .order_by(Ballot.id)
    )  # fmt: skip
    votes = (
        select(
            VoteCast.governor, VoteCast.proposal_id, VoteCast.support, VoteCast.weight, VoteCast.block_time,
            VoteCast.tx_hash,
        )
        .where(VoteCast.voter == person)
        .order_by(VoteCast.block_number, VoteCast.log_index)
    )  # fmt: skip
    proposals = (
        select(
            Proposal.governor, Proposal.proposal_id, Proposal.title_ja, Proposal.title_en, Proposal.body,
            Proposal.action, Proposal.stage, Proposal.created_at,
        )
        .where(Proposal.proposer == person)
        .order_by(Proposal.id)
    )  # fmt: skip
    vetoes = (
        select(Proposal.title_ja, Veto.municipality, Veto.reason_ja, Veto.reason_en, Veto.stage, Veto.created_at)
        .join(Proposal, Proposal.id == Veto.proposal_row)
        .where(Veto.officer == person)
        .order_by(Veto.id)
    )
    power = (
        select(VoteCheckpoint.collection, VoteCheckpoint.votes, VoteCheckpoint.block_time)
        .where(VoteCheckpoint.voter == person)
        .order_by(VoteCheckpoint.block_number, VoteCheckpoint.log_index)
    )
    return {
        "ballots": plain_rows(session, ballots),
        "votes_on_chain": plain_rows(session, votes),
        "voting_power": plain_rows(session, power),
        "proposals": plain_rows(session, proposals),
        "vetoes": plain_rows(session, vetoes),
        **event_data(session, person),
        **idea_data(session, person),
        **own_drafts(session, person),
        **own_membership(session, person),
        **own_moderation(session, person),
        **own_plans(session, person),
        **own_products(session, person),
        **poll_data(session, person),
        **survey_data(session, person),
    }
