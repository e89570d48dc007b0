"""One event and its replies, locked: whoever changes places of an event does so one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import Address
from dao.errors import EventClosed, EventUnknown
from dao.events import AttendeesTold
from dao.models.events import CommunityEvent, EventReply, ReplyState

_AT_ONCE = 500
AWAITED = (ReplyState.GOING, ReplyState.OFFERED, ReplyState.WAITING)


def locked_event(session: Session, number: int, municipality: str = "") -> CommunityEvent:
    """Of this town, if one is given. Raises: EventUnknown."""
    event = session.get(CommunityEvent, number, with_for_update=True)
    if event is None or municipality not in ("", event.municipality):
        raise EventUnknown(number)
    return event


def replies_of(session: Session, number: int) -> Sequence[EventReply]:
    return session.scalars(select(EventReply).filter_by(event_id=number).order_by(EventReply.turn)).all()


def require_open(event: CommunityEvent, now: int) -> None:
    """Raises: EventClosed."""
    if event.called_off_at is not None:
        raise EventClosed(event.id, "called_off")
    if now >= event.begins_at:
        raise EventClosed(event.id, "begun")


def messages(
    event: CommunityEvent,
    what: str,
    turn: int,
    accounts: Iterable[Address],
    *,
    until: int = 0,
    reason: str = "",
    survey: int = 0,
) -> Iterator[AttendeesTold]:
    told = sorted(str(account) for account in accounts)
    for start in range(0, len(told), _AT_ONCE):
        yield AttendeesTold(
            what, event.id, turn, told[start : start + _AT_ONCE], event.begins_at, until, event.title_ja,
            event.title_en, reason, survey,
        )  # fmt: skip
