"""Puts the dao domain together for app/wiring.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chain.client import NodeClient
from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database
from chain.indexer.projector import Projector
from dao.models.moderation import ReportedKind
from dao.ports import (
    BlockMaker,
    CardHolders,
    Directory,
    FinalBlock,
    Holders,
    PersonsRoll,
    ProductSales,
    ThanksGrants,
)
from dao.projections import PollProjector, ProposalProjector, TreasuryProjector, VotingPowerProjector
from dao.queries.membership.belonging import Belonging
from dao.queries.pages import Pages
from dao.queries.polls.voters import Voters
from dao.services.advance_proposals import AdvanceProposals, WakeChain
from dao.services.announce_votes import AnnounceVotes
from dao.services.cast_ballot import CastBallot
from dao.services.drafts.assembly import Drafts, assemble_drafts
from dao.services.erase_person import ErasePerson
from dao.services.events.assembly import Events, assemble_events
from dao.services.execute_proposal import ExecuteProposal
from dao.services.grants.assembly import Grants, assemble_grants
from dao.services.ideas.assembly import Ideas, assemble_ideas
from dao.services.kept_simulations import KeptSimulations
from dao.services.membership.assembly import Membership, Moderation, assemble_membership, assemble_moderation
from dao.services.open_community import OpenCommunity
from dao.services.polls.assembly import Polls, assemble_polls
from dao.services.product_projects.assembly import ProductProjects, assemble_product_projects
from dao.services.queue_proposal import QueueProposal
from dao.services.requests.assembly import Requests, assemble_requests
from dao.services.simulate_actions import SimulateActions
from dao.services.submit_proposal import SubmitProposal
from dao.services.surveys.assembly import Surveys, assemble_surveys
from dao.services.treasury.assembly import Treasury, assemble_treasury
from dao.services.vetoes.assembly import Vetoes, assemble_vetoes


@dataclass(frozen=True, slots=True)
class Dao:
    """`open_community` asks nobody; by `requests` towns get one. `wake_chain` is for an on-demand devnet only;
    `advance_proposals` for every installation."""

    pages: Pages
    erase_person: ErasePerson
    directory: Directory
    open_community: OpenCommunity
    requests: Requests
    drafts: Drafts
    submit_proposal: SubmitProposal
    cast_ballot: CastBallot
    simulate_actions: SimulateActions
    simulations: KeptSimulations
    queue_proposal: QueueProposal
    execute_proposal: ExecuteProposal
    advance_proposals: AdvanceProposals
    wake_chain: WakeChain
    announce_votes: AnnounceVotes
    vetoes: Vetoes
    events: Events
    grants: Grants
    ideas: Ideas
    treasury: Treasury
    polls: Polls
    product_projects: ProductProjects
    surveys: Surveys
    membership: Membership
    moderation: Moderation


def assemble(
    db: Database,
    clock: Clock,
    contracts: Contracts,
    client: NodeClient,
    *,
    directory: Directory,
    holders: Holders,
    final_block: FinalBlock,
    make_block: BlockMaker,
    secret: str,
    card_holders: CardHolders,
    thanks: ThanksGrants,
    persons: PersonsRoll,
    product_sales: ProductSales,
    reported_of_towns: Mapping[str, ReportedKind],
) -> Dao:
    queue = QueueProposal(db, clock, contracts)
    trial = SimulateActions(contracts, client)
    execute = ExecuteProposal(db, clock, contracts, trial)
    belonging, voters = Belonging(holders), Voters(persons, holders)
    opening = OpenCommunity(db, clock)
    return Dao(
        pages=Pages(db, clock, final_block, contracts),
        erase_person=ErasePerson(clock),
        directory=directory,
        open_community=opening,
        requests=assemble_requests(db, clock, holders, opening),
        drafts=assemble_drafts(db, clock, belonging),
        submit_proposal=SubmitProposal(db, clock, contracts),
        cast_ballot=CastBallot(db, clock, contracts),
        simulate_actions=trial,
        simulations=KeptSimulations(db, trial),
        queue_proposal=queue,
        execute_proposal=execute,
        advance_proposals=AdvanceProposals(db, clock, queue, execute),
        wake_chain=WakeChain(db, clock, client, make_block),
        announce_votes=AnnounceVotes(db, clock, voters),
        vetoes=assemble_vetoes(db, clock, contracts, final_block),
        events=assemble_events(db, clock, belonging, card_holders, thanks, holders),
        grants=assemble_grants(db, clock, thanks, belonging, holders),
        ideas=assemble_ideas(db, clock, belonging),
        treasury=assemble_treasury(db, clock, client, contracts, final_block),
        polls=assemble_polls(db, clock, client, contracts, final_block, make_block, voters, holders),
        product_projects=assemble_product_projects(db, clock, belonging, holders, directory, voters, product_sales),
        surveys=assemble_surveys(db, clock, secret, thanks, belonging),
        membership=assemble_membership(db, clock, belonging, holders, directory),
        moderation=assemble_moderation(db, clock, belonging, holders, reported_of_towns),
    )


def projectors(contracts: Contracts) -> list[Projector]:
    """What the indexer feeds for this domain."""
    return [ProposalProjector(), VotingPowerProjector(), TreasuryProjector(), PollProjector()]
