"""One event as an entry of a calendar feed (iCalendar, RFC 5545)."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import url_for
from icalendar import Calendar, Event

from app.i18n import localized
from app.wiring import current_platform
from chain.clock import from_unix
from dao.queries.events.pages import EventState, EventView


def add_event(feed: Calendar, view: EventView) -> None:
    home = current_platform().settings.public_url.rstrip("/")
    event, entry = view.event, Event()
    address = url_for("events.show_event", number=event.id)
    entry.add("uid", f"events-{event.id}@{urlsplit(home).hostname}")
    entry.add("dtstamp", event.changed_at)
    entry.add("dtstart", from_unix(event.begins_at))
    entry.add("dtend", from_unix(event.ends_at))
    entry.add("summary", localized(event, "title"))
    entry.add("location", localized(event, "place"))
    entry.add("status", "CANCELLED" if view.state is EventState.CALLED_OFF else "CONFIRMED")
    entry.add("url", home + address)
    feed.add_component(entry)
