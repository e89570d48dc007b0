"""Tells a project's supporters, by an event for the notices, that a vote on a milestone has opened: once."""

from __future__ import annotations

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.events import record
from marketplace.events import MilestoneVoteAnnounced
from marketplace.models.projects import MilestoneReport, Project, ProjectPledged
from marketplace.models.projects.votes import MilestoneVoteOpened

_AN_EVENT = 500  # accounts


class TellSupporters:
    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def tell(self) -> int:
        """Returns: of how many votes people were told."""
        is_of = and_(
            MilestoneReport.project_number == MilestoneVoteOpened.number,
            MilestoneReport.report_hash == MilestoneVoteOpened.report_hash,
        )
        due = select(MilestoneReport, MilestoneVoteOpened).join(MilestoneVoteOpened, is_of)
        due = due.where(MilestoneReport.was_told.is_(False)).limit(20)
        with self.db.read() as session:
            if session.execute(due).first() is None:
                return 0
        with self.db.write() as session:
            found = session.execute(due).all()
            for report, opened in found:
                report.was_told = True
                self._record(session, opened)
            return len(found)

    def _record(self, session: Session, opened: MilestoneVoteOpened) -> None:
        project = session.get_one(Project, opened.number)
        own = select(ProjectPledged.supporter).where(ProjectPledged.number == opened.number).distinct()
        supporters = list(session.scalars(own.order_by(ProjectPledged.supporter)))
        for start in range(0, len(supporters), _AN_EVENT):
            event = MilestoneVoteAnnounced(
                number=opened.number,
                round=opened.round,
                accounts=list(supporters[start : start + _AN_EVENT]),
                closes_at=opened.closes_at,
                title_ja=project.title_ja,
                title_en=project.title_en,
                town_ja=project.town.name_ja,
                town_en=project.town.name_en,
            )
            record(session, event, self.clock.now())
