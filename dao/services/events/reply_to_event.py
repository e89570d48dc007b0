"""Say that one comes to an event, change one's mind, or take the place that has become free."""

from __future__ import annotations

import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address
from dao.errors import EventClosed, EventReplyUnknown, EventUnknown, NotInvited
from dao.models import Community
from dao.models.events import CommunityEvent, EventReply, ReplyState, places_taken, state_of_new
from dao.queries.events.inviting import Inviting, TierAsked
from dao.services.events.loading import AWAITED, locked_event, replies_of, require_open
from dao.services.events.offer_places import OfferPlaces

ELSEWHERE = ("other", "abroad")  # homes that are no town of the community
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is taken for another
_CODE_LENGTH = 8


class ReplyToEvent:
    """Nothing is signed: a reply binds nobody, and no stranger needs to be able to check it."""

    def __init__(self, db: Database, clock: Clock, inviting: Inviting, places: OfferPlaces) -> None:
        self._db = db
        self._clock = clock
        self._inviting = inviting
        self._places = places

    def come(self, number: int, account: Address, companions: int = 0, home: str = "") -> ReplyState:
        """With so many companions: places at once, or the end of the waiting list. A party that grows keeps its
        places and gets the further ones only if they are free; on the waiting list it goes to the end.

        Raises: EventUnknown, EventClosed, NotInvited, Invalid (companions, home).
        """
        now = self._clock.now()
        with self._db.write() as session:
            event = locked_event(session, number)
            require_open(event, unix(now))
            self.require_invited(session, event, account)
            _check(session, event, companions, home)
            self._places.lapse(session, event)
            replies = replies_of(session, number)
            own = next((reply for reply in replies if reply.account == account), None)
            if own is None:
                own = EventReply(event_id=number, account=account, state=ReplyState.WITHDRAWN, code=_new_code())
                session.add(own)
            self._place(event, own, [reply for reply in replies if reply is not own], companions)
            own.home, own.replied_at = home, now
            session.flush()
            self._places.offer(session, event)
            return ReplyState(own.state)

    def confirm(self, number: int, account: Address) -> None:
        """Take the offered place. Raises: EventUnknown, EventReplyUnknown, EventClosed."""
        now = unix(self._clock.now())
        with self._db.write() as session:
            event = locked_event(session, number)
            require_open(event, now)
            own = _own(session, number, account)
            if own.state == ReplyState.GOING:
                return
            if own.state != ReplyState.OFFERED or (own.offered_until or 0) <= now:
                raise EventClosed(number, "nothing_offered")
            own.state, own.offered_until = ReplyState.GOING, None

    def withdraw(self, number: int, account: Address) -> None:
        """The places go to the waiting list. Raises: EventUnknown, EventReplyUnknown, EventClosed."""
        with self._db.write() as session:
            event = locked_event(session, number)
            require_open(event, unix(self._clock.now()))
            own = _own(session, number, account)
            own.state, own.offered_until = ReplyState.WITHDRAWN, None
            session.flush()
            self._places.offer(session, event)

    def require_invited(self, session: Session, event: CommunityEvent, account: Address) -> None:
        """Raises: NotInvited."""
        if not self._inviting.is_invited(session, event, account):
            asked = self._inviting.tier_of(session, event, account)
            raise NotInvited(event.id, account, event.audience, asked.missing if asked else 0)

    def is_invited(self, number: int, account: Address) -> bool:
        """Raises: EventUnknown."""
        with self._db.read() as session:
            event = session.get(CommunityEvent, number)
            if event is None:
                raise EventUnknown(number)
            return self._inviting.is_invited(session, event, account)

    def tier_of(self, number: int, account: Address | None) -> TierAsked | None:
        """What the event asks of the community's token. Raises: EventUnknown."""
        with self._db.read() as session:
            event = session.get(CommunityEvent, number)
            if event is None:
                raise EventUnknown(number)
            return self._inviting.tier_of(session, event, account)

    def _place(self, event: CommunityEvent, own: EventReply, others: list[EventReply], companions: int) -> None:
        standings, party = [reply.standing for reply in others], 1 + companions
        if own.state in (ReplyState.GOING, ReplyState.OFFERED):
            free = event.capacity - places_taken(standings)
            if party > max(free, own.party):  # what they have stays theirs
                raise Invalid("companions", "no_room", free=max(0, free - 1))
            own.companions = companions
            return
        if own.state == ReplyState.WAITING and party <= own.party:
            own.companions = companions
            return
        event.replies += 1
        own.companions, own.turn = companions, event.replies
        own.state = state_of_new(event.capacity, standings, party)


def _check(session: Session, event: CommunityEvent, companions: int, home: str) -> None:
    if not 0 <= companions <= event.most_companions:
        raise Invalid("companions", "companions_range", most=event.most_companions)
    community = session.scalars(select(Community).filter_by(slug=event.community)).one()
    if home not in ("", *ELSEWHERE, *community.towns):
        raise Invalid("home", "one_option")


def _own(session: Session, number: int, account: Address) -> EventReply:
    own = session.scalar(select(EventReply).filter_by(event_id=number, account=account))
    if own is None or own.state not in AWAITED:
        raise EventReplyUnknown(number)
    return own


def _new_code() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))
