"""The picture at the head of an event, with words for who cannot see it."""

from __future__ import annotations

from chain.clock import Clock
from chain.db import Database
from dao.errors import EventClosed
from dao.models.description import check_text
from dao.services.events.loading import locked_event

_WORDS = 120


class SetPicture:
    """Callers have checked that the person holds the event, and what the picture's file holds."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def checked(self, words: str) -> str:
        """Asked before the picture is kept. Raises: Invalid (picture_words)."""
        return check_text("picture_words", " ".join(words.split()), _WORDS)

    def put(self, number: int, picture: str, words: str) -> str:
        """`picture`: its name in the content store. Returns: that of the one before, or "".

        Raises: EventUnknown, EventClosed, Invalid (picture_words).
        """
        return self._set(number, picture, self.checked(words))

    def take_away(self, number: int) -> str:
        """Returns: its name in the content store. Raises: EventUnknown, EventClosed."""
        return self._set(number, "", "")

    def _set(self, number: int, picture: str, words: str) -> str:
        with self._db.write() as session:
            event = locked_event(session, number)
            if event.called_off_at is not None:
                raise EventClosed(number, "called_off")
            before = event.picture
            event.picture, event.picture_words, event.changed_at = picture, words, self._clock.now()
            return before
