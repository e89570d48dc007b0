"""A community's votes and events as a calendar (iCalendar, RFC 5545) that a phone subscribes to."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Response, url_for
from flask_babel import gettext as _
from icalendar import Calendar, Event

from app.i18n import localized
from app.security import limiter
from app.surfaces.dao import blueprint
from app.surfaces.events.feed import add_event
from app.wiring import current_platform
from chain.clock import from_unix


@blueprint.get("/communities/<slug>/calendar.ics")
@limiter.limit("60 per minute")
def show_calendar(slug: str) -> Response:
    """Each vote from its opening to its close, polls and proposals alike, and the events. Raises: CommunityUnknown."""
    dao = current_platform().dao
    page = dao.pages.community(slug, None)
    calendar = Calendar()
    calendar.add("prodid", "-//Musubi//votes//JA")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", localized(page.community, "name"))
    for standing in (*page.under_way, *page.past):
        if standing.schedule is not None:
            title, address = localized(standing.proposal, "title"), url_for("dao.show_proposal", number=standing.id)
            _add(calendar, title, address, standing.schedule.snapshot + 1, standing.schedule.deadline)
    for poll in dao.polls.pages.of_community(slug):
        address = url_for("polls.show_poll", number=poll.poll.id)
        _add(calendar, localized(poll.rules, "title"), address, poll.rules.opens_at, poll.rules.closes_at)
    for view in dao.events.pages.of_community(slug):
        add_event(calendar, view)
    return Response(calendar.to_ical(), mimetype="text/calendar")


def _add(calendar: Calendar, title: str, address: str, begins: int, ends: int) -> None:
    home = current_platform().settings.public_url.rstrip("/")
    event = Event()
    event.add("uid", f"{address.strip('/').replace('/', '-')}@{urlsplit(home).hostname}")
    event.add("dtstamp", from_unix(begins))  # the same each time: a vote's times never change
    event.add("dtstart", from_unix(begins))
    event.add("dtend", from_unix(ends))
    event.add("summary", _("投票：%(title)s", title=title))
    event.add("url", home + address)
    calendar.add_component(event)
