"""What is held about one person's support of projects."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.db import OwnData, plain_rows
from chain.ids import Address
from marketplace.models.projects import MilestoneBallot, Pledge, PledgeReturned, ProjectThanked
from marketplace.models.projects.points import PointsPledge, ProjectPointsReturned


def project_data(session: Session, person: Address) -> OwnData:
    pledges = select(
        Pledge.id, Pledge.project_number, Pledge.amount, Pledge.shown_name, Pledge.message, Pledge.state,
        Pledge.error_name, Pledge.created_at,
    ).where(Pledge.supporter == person)  # fmt: skip
    points = select(
        PointsPledge.id, PointsPledge.project_number, PointsPledge.lot_id, PointsPledge.amount, PointsPledge.state,
        PointsPledge.error_name, PointsPledge.created_at,
    ).where(PointsPledge.supporter == person)  # fmt: skip
    back = ProjectPointsReturned
    points_back = select(back.number, back.lot_id, back.amount, back.block_time, back.tx_hash)
    points_back = points_back.where(back.supporter == person)
    ballots = select(
        MilestoneBallot.id, MilestoneBallot.project_number, MilestoneBallot.round, MilestoneBallot.agrees,
        MilestoneBallot.state, MilestoneBallot.error_name, MilestoneBallot.created_at,
    ).where(MilestoneBallot.supporter == person)  # fmt: skip
    returned = select(PledgeReturned.number, PledgeReturned.amount, PledgeReturned.block_time, PledgeReturned.tx_hash)
    thanked = select(ProjectThanked.number, ProjectThanked.token_id, ProjectThanked.block_time)
    return {
        "pledges": plain_rows(session, pledges.order_by(Pledge.id)),
        "points_pledges": plain_rows(session, points.order_by(PointsPledge.id)),
        "points_pledges_returned": plain_rows(session, points_back),
        "milestone_ballots": plain_rows(session, ballots.order_by(MilestoneBallot.id)),
        "pledges_returned": plain_rows(session, returned.where(PledgeReturned.supporter == person)),
        "thanks_of_projects": plain_rows(session, thanked.where(ProjectThanked.supporter == person)),
    }
