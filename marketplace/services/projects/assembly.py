"""Puts the services of donation projects together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database
from marketplace.ports import BlockMaker, Cipher, PointsGrants, PointsTill
from marketplace.queries.projects.pages import ProjectPages
from marketplace.services.artwork.keep_picture import KeepPicture
from marketplace.services.create_collection import CreateCollection
from marketplace.services.projects.cancel_project import CancelProject
from marketplace.services.projects.draft_project import DraftProject
from marketplace.services.projects.issue_receipt import IssueReceipt
from marketplace.services.projects.make_pledge import MakePledge
from marketplace.services.projects.open_project import OpenProject
from marketplace.services.projects.pay_milestone import PayMilestone
from marketplace.services.projects.points.pledge_points import PledgePoints
from marketplace.services.projects.points.state_goal import StatePointsGoal
from marketplace.services.projects.post_update import PostUpdate
from marketplace.services.projects.prepare_thanks import PrepareThanks
from marketplace.services.projects.promise_stretch_goals import PromiseStretchGoals
from marketplace.services.projects.run_projects import RunProjects
from marketplace.services.projects.show_pictures import ShowPictures
from marketplace.services.projects.thank_with_points import ThankWithPoints
from marketplace.services.projects.votes.cast_ballot import CastMilestoneBallot
from marketplace.services.projects.votes.send_ballots import SendBallots
from marketplace.services.projects.votes.tell_supporters import TellSupporters
from marketplace.services.projects.withdraw_returned import WithdrawReturned


@dataclass(frozen=True, slots=True)
class MilestoneVotes:
    cast: CastMilestoneBallot
    send: SendBallots
    tell: TellSupporters


@dataclass(frozen=True, slots=True)
class ProjectPoints:
    state_goal: StatePointsGoal
    pledge: PledgePoints
    till: PointsTill


@dataclass(frozen=True, slots=True)
class ProjectServices:
    pages: ProjectPages
    draft: DraftProject
    prepare_thanks: PrepareThanks
    open: OpenProject
    cancel: CancelProject
    pledge: MakePledge
    pay_milestone: PayMilestone
    post_update: PostUpdate
    stretch: PromiseStretchGoals
    pictures: ShowPictures
    run: RunProjects
    withdraw: WithdrawReturned
    receipts: IssueReceipt
    votes: MilestoneVotes
    points: ProjectPoints
    thank_with_points: ThankWithPoints


def assemble_projects(
    db: Database,
    clock: Clock,
    contracts: Contracts,
    create_collection: CreateCollection,
    keep_picture: KeepPicture,
    cipher: Cipher,
    make_block: BlockMaker,
    till: PointsTill,
    grants: PointsGrants,
) -> ProjectServices:
    parts = db, clock, contracts
    return ProjectServices(
        pages=ProjectPages(db, clock),
        draft=DraftProject(db, clock),
        prepare_thanks=PrepareThanks(db, contracts, create_collection),
        open=OpenProject(*parts),
        cancel=CancelProject(*parts),
        pledge=MakePledge(*parts),
        pay_milestone=PayMilestone(*parts),
        post_update=PostUpdate(db, clock),
        stretch=PromiseStretchGoals(db, clock),
        pictures=ShowPictures(db, clock, keep_picture),
        run=RunProjects(*parts, make_block),
        withdraw=WithdrawReturned(*parts),
        receipts=IssueReceipt(db, clock, cipher),
        points=ProjectPoints(StatePointsGoal(*parts, till), PledgePoints(*parts, till), till),
        thank_with_points=ThankWithPoints(db, clock, grants),
        votes=MilestoneVotes(CastMilestoneBallot(*parts), SendBallots(*parts), TellSupporters(db, clock)),
    )
