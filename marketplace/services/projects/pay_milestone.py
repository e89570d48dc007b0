"""An officer reports that a milestone was reached: the next part of the money is paid out, or where supporters decide,
their vote on it opens."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from chain.outbox import enqueue
from marketplace.errors import MilestoneNotDue
from marketplace.models import ArtworkPicture, PublishState
from marketplace.models.projects import MilestoneReport, MilestoneVoteOpened, Project
from marketplace.models.projects.rules import ProjectState
from marketplace.queries.projects.views import load_project, project_view
from marketplace.queries.projects.votes import open_vote
from marketplace.services.projects.acts import release_act, report_hash
from marketplace.signing import OFFICER_SIGNATURE_LIFE, ToSign

LONGEST_BODY = 4_000


@dataclass(frozen=True, slots=True)
class ReportWords:
    """`picture`: an upload of the town, or empty."""

    body_ja: str
    body_en: str = ""
    picture: str = ""

    def checked(self) -> ReportWords:
        """Raises: Invalid (body_ja, body_en)."""
        if not self.body_ja.strip():
            raise Invalid("body_ja", "empty")
        for name in ("body_ja", "body_en"):
            if len(getattr(self, name)) > LONGEST_BODY:
                raise Invalid(name, "too_long", most=LONGEST_BODY)
        return ReportWords(self.body_ja.strip(), self.body_en.strip(), self.picture)


class PayMilestone:
    """Does not check that the officer holds the Curator role; the surface does by role, the contract by signature."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def prepare(self, municipality: MunicipalityCode, number: int, officer: Address, words: ReportWords) -> ToSign:
        """Keep the report of the milestone that is next. Raises: ProjectUnknown, MilestoneNotDue, Invalid."""
        words = words.checked()
        now = self.clock.now()
        with self.db.write() as session:
            load_project(session, number, municipality)
            if words.picture and session.get(ArtworkPicture, (municipality, words.picture)) is None:
                raise Invalid("picture", "unknown")
            milestone = self._due(session, number)
            words_hash = report_hash(number, milestone, words.body_ja, words.body_en, words.picture)
            asked = select(MilestoneVoteOpened.round).filter_by(number=number, report_hash=words_hash)
            if session.scalar(asked) is not None:
                raise Invalid("body_ja", "report_refused")
            report = MilestoneReport(
                project_number=number,
                milestone=milestone,
                body_ja=words.body_ja,
                body_en=words.body_en,
                picture=words.picture,
                report_hash=words_hash,
                officer=officer,
                deadline=unix(now + OFFICER_SIGNATURE_LIFE),
                created_at=now,
            )
            session.add(report)
            session.flush()
            return ToSign(str(report.id), self.contracts.crowdfund.signed_message(release_act(report)))

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand it to the chain. A repeated call changes nothing. Raises: NotFound."""
        with self.db.write() as session:
            report = session.get(MilestoneReport, int(subject), with_for_update=True)
            if report is None:
                raise NotFound("report", subject)
            crowdfund = self.contracts.crowdfund
            is_voted = session.get_one(Project, report.project_number).vote_days != 0
            release = crowdfund.ask_supporters if is_voted else crowdfund.pay_milestone
            call = release(release_act(report), report.officer, signature)
            name = f"marketplace.milestone:{report.id}"
            enqueue(session, call, key=name, subject=name, now=self.clock.now(), principal=report.officer)
            report.state = PublishState.PENDING

    def _due(self, session: Session, number: int) -> int:
        """Raises: MilestoneNotDue."""
        view = project_view(session, number, self.clock.now())
        if view.state is ProjectState.DONE:
            raise MilestoneNotDue(number, "all_paid")
        due = view.next_milestone
        if view.state is not ProjectState.FUNDED or due is None:
            raise MilestoneNotDue(number, "not_funded")
        if due.number == 0:
            raise MilestoneNotDue(number, "first")
        if open_vote(session, number) is not None:
            raise MilestoneNotDue(number, "voted_on")
        asked = select(MilestoneVoteOpened.report_hash).where(MilestoneVoteOpened.number == number)
        sent = select(MilestoneReport.id).filter_by(
            project_number=number, milestone=due.number, state=PublishState.PENDING
        )
        if session.scalar(sent.where(MilestoneReport.report_hash.not_in(asked))) is not None:
            raise MilestoneNotDue(number, "under_way")
        return due.number
