"""The product projects of a community, and one with all that a reader may see of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from dao.models import Community
from dao.models.ideas import Idea
from dao.models.membership import CommunityRole
from dao.models.moderation import ModerationAct
from dao.models.polls import Option, Poll
from dao.models.product_projects import MakerApplication, MakerBy, ProductProject, ProjectStep, Situation
from dao.models.product_projects.errors import ProductUnknown
from dao.ports import Directory, Payee, PayeeKind, ProductSales, TokenTier
from dao.queries.ideas.hiding import without_hidden_words
from dao.queries.membership.belonging import require_role
from dao.queries.membership.roles import roles_of
from dao.queries.moderation.states import hidden_among
from dao.queries.moderation.subjects import community_of
from dao.queries.product_projects.choosing import may_be_chosen
from dao.queries.product_projects.finding import naming_town, project_of
from dao.queries.product_projects.readers import STEWARD, Readers
from dao.queries.product_projects.reported import APPLICATION, PRODUCT
from dao.queries.product_projects.standing import applications_of, standing_of, winner_of


@dataclass(frozen=True, slots=True)
class ProductCard:
    """`is_hidden`: text and picture are not shown."""

    project: ProductProject
    situation: Situation
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class ProductList:
    community: Community
    cards: Sequence[ProductCard]  # the newest first, stopped ones last
    may_start: bool


@dataclass(frozen=True, slots=True)
class ProductPage:
    """`applications`: until the deadline the reader's own alone, or for a steward all, so that no shop writes by what
    another wrote."""

    project: ProductProject
    community: Community
    situation: Situation
    steps: Sequence[ProjectStep]  # the newest first
    idea: Idea | None
    winner: int | None  # option of the vote on prototypes
    applicants: int
    ever_applied: bool  # also a shop that withdrew
    applications: Sequence[MakerApplication]
    shops: Mapping[Address, Payee]
    own_shops: Sequence[Address]  # member shops for which the reader works
    is_steward: bool
    choices: Sequence[Address]  # shops of which the steward may choose the maker now
    tier: TokenTier | None  # for whose holders it is; None for all of them, and for everybody
    hidden: ModerationAct | None  # text and picture are not shown
    hidden_applications: Mapping[int, ModerationAct]
    may_report: bool

    @property
    def makes_it(self) -> bool:
        """Whether the reader works for the maker."""
        return self.project.maker in self.own_shops

    @property
    def needs_maker_poll(self) -> bool:
        by_poll = self.project.maker_by == MakerBy.POLL
        return self.situation is Situation.APPLIED and by_poll and self.applicants > 1

    def application_of(self, shop: Address) -> MakerApplication | None:
        return next((one for one in self.applications if one.shop == shop), None)


@dataclass(frozen=True, slots=True)
class ProductStart:
    """What a steward may choose from. `municipality`: the town that named the steward."""

    community: Community
    municipality: MunicipalityCode
    tiers: Sequence[TokenTier]


@dataclass(frozen=True, slots=True)
class ProductToSell:
    """What the maker's offer begins with. `option`: the prototype that won."""

    project: ProductProject
    place: int  # of the option in its poll
    option: Option
    application: MakerApplication


class ProductPages:
    def __init__(self, db: Database, clock: Clock, readers: Readers, sales: ProductSales, directory: Directory) -> None:
        self._db = db
        self._clock = clock
        self._readers = readers
        self._sales = sales
        self._directory = directory

    def of_community(self, slug: str, reader: Address | None, *, is_officer: bool = False) -> ProductList:
        """Raises: CommunityUnknown."""
        with self._db.read() as session:
            community = community_of(session, slug)
            wanted = select(ProductProject).filter_by(community=slug).order_by(ProductProject.id.desc()).limit(200)
            shown = [
                project
                for project in session.scalars(wanted)
                if self._readers.reads(session, project, reader, is_officer=is_officer)
            ]
            hidden = hidden_among(session, PRODUCT, [project.id for project in shown])
            cards = [ProductCard(one, self._situation(session, one), one.id in hidden) for one in shown]
            may_start = reader is not None and CommunityRole.STEWARD in roles_of(session, slug, reader)
            return ProductList(
                community, sorted(cards, key=lambda card: card.project.stopped_at is not None), may_start
            )

    def leads_to(self, slug: str, reader: Address | None) -> bool:
        """Whether there is one that the reader sees, or may start."""
        with self._db.read() as session:
            if reader is not None and CommunityRole.STEWARD in roles_of(session, slug, reader):
                return True
            newest = select(ProductProject).filter_by(community=slug).order_by(ProductProject.id.desc()).limit(200)
            return any(self._readers.reads(session, project, reader) for project in session.scalars(newest))

    def product(self, number: int, reader: Address | None, *, is_officer: bool = False) -> ProductPage:
        """Raises: ProductUnknown, also where it is for others."""
        shops = {one.address: one for one in self._directory.payees() if one.kind is PayeeKind.MERCHANT}
        with self._db.read() as session:
            project = project_of(session, number)
            if not self._readers.reads(session, project, reader, is_officer=is_officer):
                raise ProductUnknown(number)
            return self._page(session, project, reader, shops)

    def community_of(self, number: int) -> Community:
        """Raises: ProductUnknown."""
        with self._db.read() as session:
            return community_of(session, project_of(session, number).community)

    def start(self, slug: str, steward: Address) -> ProductStart:
        """Raises: CommunityUnknown, RoleRequired."""
        with self._db.read() as session:
            community = community_of(session, slug)
            require_role(session, slug, steward, STEWARD, "start a product project")
            town = MunicipalityCode(naming_town(session, slug, steward))
            return ProductStart(community, town, self._readers.tiers(session, slug))

    def of_poll(self, poll: int, reader: Address | None) -> ProductProject | None:
        """The project for which a poll is held, where the reader may see it."""
        with self._db.read() as session:
            about = or_(ProductProject.vote_poll == poll, ProductProject.maker_poll == poll)
            project = session.scalar(select(ProductProject).where(about).limit(1))
            return project if project is not None and self._readers.reads(session, project, reader) else None

    def of_application(self, number: int) -> int | None:
        """Number of the project for which a shop applied."""
        with self._db.read() as session:
            return session.scalar(select(MakerApplication.project_id).filter_by(id=number))

    def to_sell(self, number: int) -> ProductToSell:
        """Raises: ProductUnknown, also for one that has no maker, or was stopped."""
        with self._db.read() as session:
            project = project_of(session, number)
            winner = winner_of(session, project.vote_poll)
            made = select(MakerApplication).filter_by(project_id=number, shop=project.maker)
            application = session.scalar(made) if project.maker is not None else None
            if winner is None or application is None or project.stopped_at is not None:
                raise ProductUnknown(number)
            option = session.get_one(Poll, project.vote_poll).rules.options[winner]
            return ProductToSell(project, winner, option, application)

    def _page(
        self, session: Session, project: ProductProject, reader: Address | None, shops: Mapping[Address, Payee]
    ) -> ProductPage:
        situation = self._situation(session, project)
        is_steward = reader is not None and CommunityRole.STEWARD in roles_of(session, project.community, reader)
        applications = applications_of(session, project.id)
        own = sorted(self._readers.own_shops(session, project, reader))
        is_secret = situation is Situation.APPLYING and not is_steward
        idea = session.get(Idea, project.idea_id) if project.idea_id is not None else None
        ever = select(MakerApplication.id).filter_by(project_id=project.id)
        steps = select(ProjectStep).filter_by(project_id=project.id).order_by(ProjectStep.id.desc())
        return ProductPage(
            project=project,
            community=community_of(session, project.community),
            situation=situation,
            steps=session.scalars(steps).all(),
            idea=None if without_hidden_words(session, [idea]) else idea,
            winner=winner_of(session, project.vote_poll),
            applicants=len(applications),
            ever_applied=session.scalar(ever.limit(1)) is not None,
            applications=[one for one in applications if one.shop in own or not is_secret],
            shops=shops,
            own_shops=own,
            is_steward=is_steward,
            choices=may_be_chosen(session, project, situation) if is_steward else [],
            tier=next(
                (one for one in self._readers.tiers(session, project.community) if one.key == project.tier), None
            ),
            hidden=hidden_among(session, PRODUCT, [project.id]).get(project.id),
            hidden_applications=hidden_among(session, APPLICATION, [one.id for one in applications]),
            may_report=self._readers.belongs(session, project, reader),
        )

    def _situation(self, session: Session, project: ProductProject) -> Situation:
        now = self._clock.now()
        return standing_of(session, self._sales, project, now).situation(now)
