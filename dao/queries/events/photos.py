"""The photo board of an event: what its readers see, and its photos as moderators find them. Read only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.ids import Address
from dao.errors import EventUnknown
from dao.models import Community
from dao.models.events import CommunityEvent, EventReply
from dao.models.events.errors import NotThere, PhotoUnknown
from dao.models.events.photos import EventPhoto
from dao.models.membership import MODERATING
from dao.models.moderation import ModerationAct, Reported, ShownToAll
from dao.queries.membership.belonging import Belonging
from dao.queries.membership.roles import roles_of
from dao.queries.moderation.states import hidden_among

PHOTO = "event_photo"  # the kind under which one is reported


@dataclass(frozen=True, slots=True)
class PhotoView:
    photo: EventPhoto
    hidden: ModerationAct | None  # why moderators hid it


@dataclass(frozen=True, slots=True)
class PhotoBoard:
    """Hidden photos are on it for their own author alone."""

    photos: Sequence[PhotoView]
    own: int  # of the reader, hidden ones too
    may_add: bool


@dataclass(frozen=True, slots=True)
class PhotoPage:
    view: PhotoView
    event: CommunityEvent
    is_own: bool
    may_report: bool
    may_moderate: bool


class PhotoPages:
    def __init__(self, db: Database, clock: Clock, belonging: Belonging) -> None:
        self._db = db
        self._clock = clock
        self._belonging = belonging

    def board(self, number: int, reader: Address | None, *, is_host: bool = False) -> PhotoBoard:
        """Raises: EventUnknown."""
        with self._db.read() as session:
            event = session.get(CommunityEvent, number)
            if event is None:
                raise EventUnknown(number)
            photos = session.scalars(select(EventPhoto).filter_by(event_id=number).order_by(EventPhoto.id)).all()
            hidden = hidden_among(session, PHOTO, [photo.id for photo in photos])
            seen = [
                PhotoView(photo, hidden.get(photo.id))
                for photo in photos
                if photo.id not in hidden or photo.added_by == reader
            ]
            own = sum(photo.added_by == reader for photo in photos)
            may_add = reader is not None and may_add_photos(
                session, event, reader, unix(self._clock.now()), is_host=is_host
            )
            return PhotoBoard(seen, own, may_add)

    def photo(self, number: int, reader: Address | None) -> PhotoPage:
        """Raises: PhotoUnknown."""
        with self._db.read() as session:
            photo = session.get(EventPhoto, number)
            event = session.get(CommunityEvent, photo.event_id) if photo is not None else None
            if photo is None or event is None:
                raise PhotoUnknown(number)
            community = session.scalars(select(Community).filter_by(slug=event.community)).one()
            moderates = reader is not None and bool(roles_of(session, community.slug, reader) & MODERATING)
            view, is_own = (
                PhotoView(photo, hidden_among(session, PHOTO, [number]).get(number)),
                photo.added_by == reader,
            )
            if view.hidden is not None and not (is_own or moderates):
                raise PhotoUnknown(number)
            belongs = not is_own and view.hidden is None and self._belonging.belongs(session, community, reader)
            return PhotoPage(view, event, is_own, belongs, moderates and not is_own)


def may_add_photos(session: Session, event: CommunityEvent, person: Address, now: int, *, is_host: bool) -> bool:
    """Guests from the moment they were let in; hosts from the event's beginning."""
    if event.called_off_at is not None:
        return False
    came = select(EventReply.id).where(
        EventReply.event_id == event.id, EventReply.account == person, EventReply.came_at.is_not(None)
    )
    if session.scalar(came) is not None:
        return True
    return is_host and now >= event.begins_at


def require_there(session: Session, event: CommunityEvent, person: Address, now: int, *, is_host: bool) -> None:
    """Raises: NotThere."""
    if not may_add_photos(session, event, person, now, is_host=is_host):
        raise NotThere(event.id, person)


def photos_there(session: Session, number: int, person: Address | None = None) -> int:
    """How many an event has, or one person added to it."""
    counted = select(func.count()).select_from(EventPhoto).where(EventPhoto.event_id == number)
    return session.scalar(counted if person is None else counted.where(EventPhoto.added_by == person)) or 0


class ReportedPhoto(ShownToAll):
    """Implements ReportedKind. The picture itself is on its page, which moderators always see."""

    def find(self, session: Session, number: int) -> Reported | None:
        photo = session.get(EventPhoto, number)
        event = session.get(CommunityEvent, photo.event_id) if photo is not None else None
        if photo is None or event is None:
            return None
        return Reported(event.community, photo.added_by, photo.description)
