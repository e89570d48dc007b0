"""What a refused call about projects leaves on its row."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.models import OrderState, PublishState
from marketplace.models.projects import MilestoneBallot, MilestoneReport, Pledge, Project, ProjectStep
from marketplace.models.projects.points import PointsGoalAct, PointsPledge
from marketplace.services.catalogue.of_project import project_subject
from marketplace.services.catalogue.put_entry import remove_entry


def on_project_call_failed(session: Session, about: str, number: str, reason: str) -> None:
    if about == "marketplace.pledge" and (pledge := session.get(Pledge, int(number))):
        pledge.state, pledge.error_name = OrderState.FAILED, reason
    elif about == "marketplace.project" and (project := session.get(Project, int(number))):
        project.state, project.error_name = PublishState.FAILED, reason
        remove_entry(session, project_subject(project.number))
    elif about == "marketplace.project_cancellation" and (project := session.get(Project, int(number))):
        project.cancel_error = reason
    elif about == "marketplace.milestone" and (report := session.get(MilestoneReport, int(number))):
        report.state, report.error_name = PublishState.FAILED, reason
    elif about == "marketplace.points_goal" and (goal := session.get(PointsGoalAct, int(number))):
        goal.state, goal.error_name = PublishState.FAILED, reason
    elif about == "marketplace.points_pledge" and (points := session.get(PointsPledge, int(number))):
        points.state, points.error_name = OrderState.FAILED, reason
    elif about == "marketplace.milestone_ballots":
        for ballot in session.scalars(select(MilestoneBallot).filter_by(batch=int(number))):
            ballot.state, ballot.error_name = OrderState.FAILED, reason
    elif about == "marketplace.project_step" and (step := session.get(ProjectStep, int(number))):
        step.state, step.error_name = PublishState.FAILED, reason
