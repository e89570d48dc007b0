"""A steward starts a product project from an idea of the board or freely, and writes it anew until the first vote."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address
from dao.models.ideas import Idea, IdeaOutcome, OutcomeKind
from dao.models.product_projects import ProductProject, ProjectWords, Situation, StepKind
from dao.models.product_projects.errors import TooManyProducts
from dao.models.product_projects.words import FORM_LENGTH
from dao.ports import ProductSales
from dao.queries.membership.belonging import require_role
from dao.queries.moderation.subjects import community_of
from dao.queries.product_projects.finding import naming_town, steered_project
from dao.queries.product_projects.readers import STEWARD, Readers
from dao.services.product_projects.steps import note_step, require_situation

PRODUCTS_A_DAY = 3


class StartProject:
    """Does not look at what the picture shows; whoever kept it has looked at what the file holds."""

    def __init__(self, db: Database, clock: Clock, readers: Readers, sales: ProductSales) -> None:
        self._db = db
        self._clock = clock
        self._readers = readers
        self._sales = sales

    def start(self, slug: str, steward: Address, words: ProjectWords, form: str) -> int:
        """Its number; of the one that is there when the same form comes again.

        Raises: CommunityUnknown, RoleRequired, Invalid, TooManyProducts.
        """
        if len(form) != FORM_LENGTH:
            raise Invalid("form", "unknown")
        words = words.checked()
        try:
            with self._db.write() as session:
                return self._started(session, slug, steward, words, form)
        except IntegrityError:  # the same form, pressed twice at once
            with self._db.read() as session:
                sent = select(ProductProject.id).filter_by(form=form, started_by=steward)
                return session.scalars(sent).one()

    def change(self, number: int, steward: Address, words: ProjectWords) -> None:
        """Titles, texts and the picture. Raises: ProductUnknown, ProductStopped, RoleRequired, NotItsTurn, Invalid."""
        words = words.checked()
        with self._db.write() as session:
            project = steered_project(session, number, steward)
            require_situation(session, self._sales, project, self._clock.now(), Situation.BEGUN)
            project.title_ja, project.title_en = words.title_ja, words.title_en
            project.body_ja, project.body_en = words.body_ja, words.body_en
            project.picture, project.picture_words = words.picture, words.picture_words

    def _started(self, session: Session, slug: str, steward: Address, words: ProjectWords, form: str) -> int:
        community_of(session, slug)
        require_role(session, slug, steward, STEWARD, "start a product project")
        sent = session.scalar(select(ProductProject.id).filter_by(form=form, started_by=steward))
        if sent is not None:
            return sent
        tiers = [tier.key for tier in self._readers.tiers(session, slug)]
        if words.tier is not None and words.tier not in (tiers and ["", *tiers]):
            raise Invalid("tier", "one_option")
        now = self._clock.now()
        recent = ProductProject.started_by == steward, ProductProject.created_at > now - timedelta(days=1)
        if (session.scalar(select(func.count()).select_from(ProductProject).where(*recent)) or 0) >= PRODUCTS_A_DAY:
            raise TooManyProducts(PRODUCTS_A_DAY)
        project = ProductProject(
            community=slug, municipality=naming_town(session, slug, steward), started_by=steward, form=form,
            idea_id=_idea_of(session, slug, words.idea), title_ja=words.title_ja, title_en=words.title_en,
            body_ja=words.body_ja, body_en=words.body_en, picture=words.picture, picture_words=words.picture_words,
            tier=words.tier, maker_by=words.maker_by, created_at=now,
        )  # fmt: skip
        session.add(project)
        session.flush()
        note_step(session, project, StepKind.STARTED, steward, now)
        if project.idea_id is not None and not project.is_for_holders:  # the board is for everybody to read
            outcome = {"kind": OutcomeKind.PRODUCT, "number": project.id, "idea_id": project.idea_id}
            session.add(IdeaOutcome(**outcome, made_at=now))
        return project.id


def _idea_of(session: Session, slug: str, number: int | None) -> int | None:
    """Only one of this community's board."""
    idea = session.get(Idea, number) if number is not None else None
    return idea.id if idea is not None and idea.community == slug else None
