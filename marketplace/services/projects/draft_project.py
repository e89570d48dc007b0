"""A town writes a project, changes its draft, and throws a draft away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.db.numbers import unused_number
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from marketplace.artwork.scenes import SCENES
from marketplace.errors import ProjectSigned, TownUnknown
from marketplace.models import PublishState, Share, Town
from marketplace.models.projects import DonationKind, Milestone, Project, ProjectPicture
from marketplace.models.projects.rewards import PointsThanks, TicketThanks
from marketplace.models.projects.rules import check_milestones
from marketplace.models.projects.written import milestones_to_json
from marketplace.models.shares import check_shares, shares_to_json
from marketplace.queries.projects.views import load_project
from marketplace.signing import HIGHEST_NUMBER, LOWEST_NUMBER

HIGHEST_GOAL = Yen(100_000_000_000)
LEAST_VOTE_DAYS, MOST_VOTE_DAYS = 3, 30
_MOST_SUGGESTED = 6
_NO_TICKET, _NO_POINTS = TicketThanks(), PointsThanks()
_LENGTHS = {"title_ja": 80, "title_en": 120, "story_ja": 8_000, "story_en": 8_000}


@dataclass(frozen=True, slots=True)
class ProjectDraft:
    """Amounts in yen. `thanks_from` 0: supporters get no card. The last milestone and share take the remainder.
    `vote_days`: for which supporters vote on each milestone after the first; 0: the town releases them alone."""

    donation_kind: DonationKind
    title_ja: str
    title_en: str
    story_ja: str
    story_en: str
    scene: str
    goal: Yen
    all_or_nothing: bool
    opens_at: datetime
    closes_at: datetime
    least: Yen
    most: Yen
    suggested: tuple[Yen, ...]
    milestones: Sequence[Milestone]
    shares: Sequence[Share]
    thanks_from: Yen
    vote_days: int = 0
    ticket: TicketThanks = _NO_TICKET
    points_thanks: PointsThanks = _NO_POINTS

    def checked(self) -> ProjectDraft:
        """Raises: Invalid naming the field."""
        for name, longest in _LENGTHS.items():
            _require_words(name, getattr(self, name), longest)
        if self.scene not in SCENES:
            raise Invalid("scene", "unknown", value=self.scene)
        _require_amount("goal", self.goal, HIGHEST_GOAL)
        if self.closes_at <= self.opens_at:
            raise Invalid("closes_at", "before_opens_at")
        _require_amount("least", self.least, self.most)
        _require_amount("most", self.most, HIGHEST_GOAL)
        if len(self.suggested) > _MOST_SUGGESTED:
            raise Invalid("suggested", "too_many", most=_MOST_SUGGESTED)
        if any(not self.least <= amount <= self.most for amount in self.suggested):
            raise Invalid("suggested", "out_of_range")
        if self.vote_days != 0 and not LEAST_VOTE_DAYS <= self.vote_days <= MOST_VOTE_DAYS:
            raise Invalid("vote_days", "out_of_range", least=LEAST_VOTE_DAYS, most=MOST_VOTE_DAYS)
        self.ticket.check(self.closes_at, self.thanks_from)
        self.points_thanks.check()
        check_milestones([one.basis_points for one in self.milestones])
        for milestone in self.milestones:
            _require_words("milestones", milestone.words_ja, 200)
        check_shares(self.shares)
        return replace(self, title_ja=self.title_ja.strip(), title_en=self.title_en.strip())


class DraftProject:
    """Does not check that the officer serves the town; the surface does by role."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def draft(self, municipality: MunicipalityCode, officer: Address, draft: ProjectDraft) -> int:
        """The number of the new draft. Raises: Invalid, TownUnknown."""
        draft = draft.checked()
        with self.db.write() as session:
            if session.get(Town, municipality) is None:
                raise TownUnknown(municipality)
            number = unused_number(session, Project.number, low=LOWEST_NUMBER, high=HIGHEST_NUMBER)
            project = Project(number=number, municipality=municipality, officer=officer, created_at=self.clock.now())
            _write(project, draft)
            session.add(project)
            return number

    def change(self, municipality: MunicipalityCode, number: int, draft: ProjectDraft) -> None:
        """Raises: Invalid, ProjectUnknown, ProjectSigned."""
        draft = draft.checked()
        with self.db.write() as session:
            project = _load_unsigned(session, municipality, number)
            _write(project, draft)

    def discard(self, municipality: MunicipalityCode, number: int) -> None:
        """Raises: ProjectUnknown, ProjectSigned."""
        with self.db.write() as session:
            project = _load_unsigned(session, municipality, number)
            session.execute(delete(ProjectPicture).where(ProjectPicture.project_number == number))
            session.delete(project)


def _load_unsigned(session: Session, municipality: MunicipalityCode, number: int) -> Project:
    project = load_project(session, number, municipality)
    if project.state == PublishState.PENDING:
        raise ProjectSigned(number)
    return project


def _write(project: Project, draft: ProjectDraft) -> None:
    for name in (
        "donation_kind", "title_ja", "title_en", "story_ja", "story_en", "scene", "goal", "all_or_nothing", "opens_at",
        "closes_at", "least", "most", "thanks_from", "vote_days",
    ):  # fmt: skip
        setattr(project, name, getattr(draft, name))
    ticket, points = draft.ticket, draft.points_thanks
    project.thanks_uses, project.thanks_until = ticket.uses, ticket.until
    project.thanks_place_ja, project.thanks_place_en = ticket.place_ja.strip(), ticket.place_en.strip()
    project.points_thanks_program, project.points_thanks_each = points.program, int(points.each)
    project.points_thanks_from = points.least
    project.suggested = [int(amount) for amount in draft.suggested]
    project.milestones = milestones_to_json(draft.milestones)
    project.shares = shares_to_json(draft.shares)
    project.state, project.error_name = PublishState.AWAITING_SIGNATURE, ""
    project.deadline = 0  # what an officer was about to sign is no longer this


def _require_words(name: str, words: str, longest: int) -> None:
    if not words.strip():
        raise Invalid(name, "empty")
    if len(words) > longest:
        raise Invalid(name, "too_long", most=longest)


def _require_amount(name: str, amount: Yen, most: Yen) -> None:
    if int(amount) == 0:
        raise Invalid(name, "zero")
    if amount > most:
        raise Invalid(name, "out_of_range", most=int(most))
