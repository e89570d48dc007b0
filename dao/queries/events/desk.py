"""What those who hold an event see of it: who comes, who came, where from, and who helps at the door. Read only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from chain.db import Database
from chain.ids import Address
from dao.models import Community
from dao.models.events import EventGrant, EventHelper, EventReply, ReplyState
from dao.models.events.visits import Visits, visits_of
from dao.models.membership import CommunityRole
from dao.queries.events.pages import EventPages, EventView
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
    def __init__(self, db: Database, pages: EventPages) -> None:
        self._db = db
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
