"""What those who hold an event see of it: who comes, who came, where from, and who helps at the door. Read only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from chain.clock import Clock, unix
from chain.db import Database
from chain.ids import Address
from dao.models import Community
from dao.models.events import CommunityEvent, EventGrant, EventHelper, EventReply, ReplyState
from dao.models.events.visits import Visits, visits_of
from dao.models.membership import CommunityRole
from dao.models.surveys import Survey
from dao.ports import CardSeries, Holders
from dao.queries.events.inviting import events_with_ticket
from dao.queries.events.pages import EventPages, EventView
from dao.queries.events.surveys import surveys_to_choose
from dao.queries.membership.belonging import require_role
from dao.queries.membership.roles import roles_of
from dao.queries.moderation.subjects import community_of

_HOSTS = frozenset({CommunityRole.STEWARD})
_HIDDEN = (ReplyState.WITHDRAWN, ReplyState.LAPSED)


@dataclass(frozen=True, slots=True)
class EventDesk:
    view: EventView
    replies: Sequence[EventReply]  # those who come or wait, in the order of their turns
    visits: Visits
    helpers: Sequence[Address]
    grant: EventGrant | None

    @property
    def guests(self) -> int:
        """Accounts that were let in."""
        return sum(reply.came_at is not None for reply in self.replies)


class EventDesks:
    def __init__(self, db: Database, clock: Clock, pages: EventPages, holders: Holders) -> None:
        self._holders = holders
        self._db = db
        self._clock = clock
        self._pages = pages

    def desk(self, number: int) -> EventDesk:
        """Raises: EventUnknown."""
        view = self._pages.event(number, None).view
        asked = select(EventReply).where(EventReply.event_id == number, EventReply.state.not_in(_HIDDEN))
        with self._db.read() as session:
            replies = session.scalars(asked.order_by(EventReply.turn)).all()
            helpers = session.scalars(
                select(EventHelper.account).filter_by(event_id=number).order_by(EventHelper.added_at)
            ).all()
            came: Counter[str] = Counter()
            for reply in replies:
                came[reply.home] += reply.came
            visits = visits_of(view.event.municipality, came)
            return EventDesk(view, replies, visits, helpers, session.get(EventGrant, number))

    def surveys(self, towns: Collection[str], slugs: Collection[str], event: CommunityEvent | None) -> list[Survey]:
        """Which of them may follow the event, or a new one; the one it has among them."""
        with self._db.read() as session:
            now, number = unix(self._clock.now()), event.id if event else None
            found = list(surveys_to_choose(session, towns, slugs, now, number))
            has = session.get(Survey, event.survey_id) if event and event.survey_id is not None else None
            return found if has is None or has.id in {one.id for one in found} else [has, *found]

    def series(self, towns: Collection[str]) -> Sequence[CardSeries]:
        """Whose holders an event of these towns can invite."""
        with self._db.read() as session:
            return self._holders.series_of(session, towns)

    def with_ticket(self, service: int) -> list[CommunityEvent]:
        """Coming events that need this ticket."""
        with self._db.read() as session:
            return events_with_ticket(session, service, unix(self._clock.now()))

    def community(self, slug: str) -> Community:
        """Raises: CommunityUnknown."""
        with self._db.read() as session:
            return community_of(session, slug)

    def is_steward(self, slug: str, account: Address) -> bool:
        with self._db.read() as session:
            return bool(roles_of(session, slug, account) & _HOSTS)

    def require_steward(self, slug: str, account: Address) -> None:
        """Raises: CommunityUnknown, RoleRequired."""
        with self._db.read() as session:
            require_role(session, community_of(session, slug).slug, account, _HOSTS, "hold events")
