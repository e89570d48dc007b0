"""Those who were at an event show their photos of it, and take them away again."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address
from dao.models.description import check_text
from dao.models.events.errors import BoardFull, PhotoUnknown
from dao.models.events.photos import MOST_DESCRIPTION, MOST_OF_EVENT, MOST_OF_PERSON, EventPhoto
from dao.queries.events.photos import photos_there, require_there
from dao.services.events.loading import locked_event


class ShowPhotos:
    """Does not look at what a picture holds: whoever keeps it in the content store does, before. Callers say whether
    the person holds the event."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def require_room(self, number: int, person: Address, description: str, *, has_consent: bool, is_host: bool) -> None:
        """Asked before the picture is kept. Raises: as `add`."""
        _described(description, has_consent)
        with self._db.write() as session:
            self._require_room(session, number, person, is_host)

    def add(
        self, number: int, person: Address, picture: str, description: str, *, has_consent: bool, is_host: bool
    ) -> int:
        """`picture`: its name in the content store; `has_consent`: everybody who can be recognised agrees.

        Returns: its number. Raises: EventUnknown, NotThere, BoardFull, Invalid (description, has_consent).
        """
        words = _described(description, has_consent)
        with self._db.write() as session:
            self._require_room(session, number, person, is_host)
            photo = EventPhoto(
                event_id=number, added_by=person, description=words, picture=picture, added_at=self._clock.now()
            )
            session.add(photo)
            session.flush()
            return photo.id

    def remove(self, photo: int, person: Address) -> tuple[int, str]:
        """One's own. Returns: the event's number, and the picture's name in the content store.

        Raises: PhotoUnknown, also for another's.
        """
        with self._db.write() as session:
            row = session.get(EventPhoto, photo)
            if row is None or row.added_by != person:
                raise PhotoUnknown(photo)
            session.delete(row)
            return row.event_id, row.picture

    def _require_room(self, session: Session, number: int, person: Address, is_host: bool) -> None:
        """Holds the event, so that two at once do not both take the last room."""
        event = locked_event(session, number)
        require_there(session, event, person, unix(self._clock.now()), is_host=is_host)
        if photos_there(session, number, person) >= MOST_OF_PERSON:
            raise BoardFull(number, "of_person", MOST_OF_PERSON)
        if photos_there(session, number) >= MOST_OF_EVENT:
            raise BoardFull(number, "of_event", MOST_OF_EVENT)


def _described(description: str, has_consent: bool) -> str:
    words = check_text("description", " ".join(description.split()), MOST_DESCRIPTION)
    if not has_consent:
        raise Invalid("has_consent", "consent_missing")
    return words
