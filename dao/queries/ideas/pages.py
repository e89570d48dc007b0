"""The board of a community and one idea's page. Read only; the number of queries does not grow with what there is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from chain.db import Database
from chain.ids import Address
from dao.models import Community, Proposal, ProposalMilestone, Stage
from dao.models.ideas import Idea, IdeaOutcome, IdeaSupport, OutcomeKind
from dao.models.ideas.attachments import IdeaAttachment
from dao.models.ideas.errors import AttachmentUnknown
from dao.models.ideas.similarity import ALIKE_PER_CENT, resemblance
from dao.models.membership import CommunityRole
from dao.models.moderation import ModerationAct
from dao.models.polls import Poll, Rules
from dao.models.product_projects import ProductProject
from dao.queries.ideas.finding import community_of, idea_of
from dao.queries.ideas.hiding import is_hidden, without_hidden_words
from dao.queries.membership.belonging import Belonging
from dao.queries.membership.roles import roles_of

IDEAS_A_PAGE = 20
_COMPARED, _SHOWN_SIMILAR = 1_000, 5


class Order(StrEnum):
    SUPPORTED = "supported"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class IdeaCard:
    idea: Idea
    is_supported: bool  # by the reader
    became: frozenset[str]  # kinds of outcome
    hidden: ModerationAct | None  # why its words are not shown


@dataclass(frozen=True, slots=True)
class Board:
    community: Community
    cards: Sequence[IdeaCard]
    total: int
    order: Order
    page: int
    pages: int
    may_write: bool


@dataclass(frozen=True, slots=True)
class CameOfIt:
    """What an idea became. `thing`: the poll's rules, the proposal or the product project, which all have titles."""

    kind: OutcomeKind
    number: int
    thing: Rules | Proposal | ProductProject


@dataclass(frozen=True, slots=True)
class IdeaPage:
    idea: Idea
    community: Community
    is_supported: bool
    may_write: bool
    kept: Idea | None  # into which it was merged
    merged: Sequence[Idea]  # into it
    outcomes: Sequence[CameOfIt]
    attachments: Sequence[IdeaAttachment]
    hidden: ModerationAct | None  # why its words and files are not shown
    roles: frozenset[CommunityRole]  # of the reader


class IdeaPages:
    def __init__(self, db: Database, belonging: Belonging) -> None:
        self._db = db
        self._belonging = belonging

    def board(self, slug: str, reader: Address | None, order: Order, page: int = 1) -> Board:
        """Without merged ideas. A page outside the range becomes the nearest inside. Raises: CommunityUnknown."""
        with self._db.read() as session:
            community = community_of(session, slug)
            shown = Idea.community == slug, Idea.merged_into.is_(None)
            total = session.scalar(select(func.count()).select_from(Idea).where(*shown)) or 0
            pages = max(1, -(-total // IDEAS_A_PAGE))
            page = min(max(page, 1), pages)
            ordered = (Idea.supporters.desc(), Idea.id.desc()) if order is Order.SUPPORTED else (Idea.id.desc(),)
            wanted = select(Idea).where(*shown).order_by(*ordered).limit(IDEAS_A_PAGE).offset((page - 1) * IDEAS_A_PAGE)
            cards = _cards(session, session.scalars(wanted).all(), reader)
            may_write = self._belonging.belongs(session, community, reader)
            return Board(community, cards, total, order, page, pages, may_write)

    def idea(self, number: int, reader: Address | None) -> IdeaPage:
        """Raises: IdeaUnknown."""
        with self._db.read() as session:
            idea = idea_of(session, number)
            community = community_of(session, idea.community)
            merged = session.scalars(select(Idea).filter_by(merged_into=number).order_by(Idea.id)).all()
            kept = session.get(Idea, idea.merged_into) if idea.merged_into else None
            hidden = without_hidden_words(session, [idea, kept, *merged])
            return IdeaPage(
                idea=idea,
                community=community,
                is_supported=bool(_supported(session, [number], reader)),
                may_write=self._belonging.belongs(session, community, reader),
                kept=kept,
                merged=merged,
                outcomes=_outcomes(session, [number, *(one.id for one in merged)]),
                attachments=() if number in hidden else _attachments(session, number),
                hidden=hidden.get(number),
                roles=roles_of(session, community.slug, reader) if reader else frozenset(),
            )

    def attachment(self, number: int, attachment: int) -> IdeaAttachment:
        """Raises: AttachmentUnknown, also for one of another or a hidden idea."""
        with self._db.read() as session:
            found = session.get(IdeaAttachment, attachment)
            if found is None or found.idea_id != number or is_hidden(session, idea_of(session, number)):
                raise AttachmentUnknown(attachment)
            return found

    def similar(self, slug: str, titles: Sequence[str], but: int = 0) -> list[Idea]:
        """Ideas of the board whose title says nearly the same, the nearest first. `but`: not this one."""
        with self._db.read() as session:
            newest = select(Idea.id, Idea.title_ja, Idea.title_en)
            newest = newest.where(Idea.community == slug, Idea.merged_into.is_(None), Idea.id != but)
            found = session.execute(newest.order_by(Idea.id.desc()).limit(_COMPARED)).all()
            near = {row.id: _nearness(titles, (row.title_ja, row.title_en)) for row in found}
            best = sorted((one for one in near if near[one] >= ALIKE_PER_CENT), key=lambda one: (-near[one], one))
            rows = {idea.id: idea for idea in session.scalars(select(Idea).where(Idea.id.in_(best[:_SHOWN_SIMILAR])))}
            hidden = without_hidden_words(session, rows.values())
            return [rows[one] for one in best[:_SHOWN_SIMILAR] if one not in hidden]

    def origin_of(self, kind: OutcomeKind, number: int) -> Idea | None:
        """The idea that became this poll or proposal."""
        with self._db.read() as session:
            became = select(Idea).join(IdeaOutcome, IdeaOutcome.idea_id == Idea.id)
            idea = session.scalar(became.where(IdeaOutcome.kind == kind, IdeaOutcome.number == number))
            without_hidden_words(session, [idea])
            return idea


def outcomes_shown(session: Session, outcome: IdeaOutcome) -> list[CameOfIt]:
    """What everybody sees by now of what the idea became, of the kind of this outcome."""
    return [one for one in _outcomes(session, [outcome.idea_id]) if one.kind == outcome.kind]


def _nearness(titles: Sequence[str], others: Sequence[str]) -> int:
    return max((resemblance(one, other) for one in titles for other in others), default=0)


def _cards(session: Session, ideas: Sequence[Idea], reader: Address | None) -> list[IdeaCard]:
    numbers = [idea.id for idea in ideas]
    supported = _supported(session, numbers, reader)
    became: dict[int, set[str]] = {}
    for outcome in session.scalars(select(IdeaOutcome).where(IdeaOutcome.idea_id.in_(numbers))):
        became.setdefault(outcome.idea_id, set()).add(outcome.kind)
    hidden = without_hidden_words(session, ideas)
    return [
        IdeaCard(idea, idea.id in supported, frozenset(became.get(idea.id, ())), hidden.get(idea.id)) for idea in ideas
    ]


def _attachments(session: Session, number: int) -> Sequence[IdeaAttachment]:
    return session.scalars(select(IdeaAttachment).filter_by(idea_id=number).order_by(IdeaAttachment.id)).all()


def _supported(session: Session, numbers: Collection[int], reader: Address | None) -> set[int]:
    if reader is None:
        return set()
    own = select(IdeaSupport.idea_id).where(IdeaSupport.supporter == reader, IdeaSupport.idea_id.in_(numbers))
    return set(session.scalars(own).all())


def _outcomes(session: Session, numbers: Sequence[int]) -> list[CameOfIt]:
    """Also of the ideas merged into it. A proposal that was never signed is nobody's business but its writer's."""
    of_ideas = IdeaOutcome.idea_id.in_(numbers)
    polls = select(Poll).join(IdeaOutcome, IdeaOutcome.number == Poll.id)
    found = [
        CameOfIt(OutcomeKind.POLL, poll.id, poll.rules)
        for poll in session.scalars(polls.where(of_ideas, IdeaOutcome.kind == OutcomeKind.POLL).order_by(Poll.id))
    ]
    on_chain = select(ProposalMilestone.block_number).where(
        ProposalMilestone.governor == Proposal.governor, ProposalMilestone.proposal_id == Proposal.proposal_id
    )
    proposals = select(Proposal).join(IdeaOutcome, IdeaOutcome.number == Proposal.id)
    proposals = proposals.where(of_ideas, IdeaOutcome.kind == OutcomeKind.PROPOSAL)
    shown = proposals.where(or_(Proposal.stage == Stage.SUBMITTED, on_chain.exists())).order_by(Proposal.id)
    found += [CameOfIt(OutcomeKind.PROPOSAL, row.id, row) for row in session.scalars(shown)]
    products = select(ProductProject).join(IdeaOutcome, IdeaOutcome.number == ProductProject.id)
    products = products.where(of_ideas, IdeaOutcome.kind == OutcomeKind.PRODUCT).order_by(ProductProject.id)
    return [*found, *(CameOfIt(OutcomeKind.PRODUCT, row.id, row) for row in session.scalars(products))]
