"""A community's votes and events as a calendar (iCalendar, RFC 5545) that a phone subscribes to."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from flask import Response, url_for
from flask_babel import gettext as _
from icalendar import Calendar, Event

from app.i18n import localized
from app.security import limiter
from app.surfaces.dao import blueprint
from app.surfaces.dao.proposals.words import moved_close
from app.surfaces.events.feed import add_event
from app.wiring import current_platform
from chain.clock import from_unix
from dao.models.drafts import Draft


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
            entry = _add(calendar, title, address, standing.schedule.snapshot + 1, standing.schedule.deadline)
            if standing.schedule.is_extended:
                entry.add("sequence", 1)
                entry.add("description", moved_close(standing.schedule))
    for draft, planned in dao.drafts.pages.planned(slug):
        calendar.add_component(_planned(draft, planned))
    for poll in dao.polls.pages.of_community(slug):
        address = url_for("polls.show_poll", number=poll.poll.id)
        _add(calendar, localized(poll.rules, "title"), address, poll.rules.opens_at, poll.rules.closes_at)
    for view in dao.events.pages.of_community(slug):
        add_event(calendar, view)
    return Response(calendar.to_ical(), mimetype="text/calendar")


def _add(calendar: Calendar, title: str, address: str, begins: int, ends: int) -> Event:
    event = _entry(address)
    event.add("dtstamp", from_unix(begins))  # the same each time, so that a feed without news is the same
    event.add("dtstart", from_unix(begins))
    event.add("dtend", from_unix(ends))
    event.add("summary", _("投票：%(title)s", title=title))
    calendar.add_component(event)
    return event


def _planned(draft: Draft, planned: date) -> Event:
    """Without its title, which members alone read. A later version replaces the entry."""
    event = _entry(url_for("drafts.show_draft", number=draft.id))
    event.add("dtstamp", draft.created_at)
    event.add("sequence", draft.versions)
    event.add("dtstart", planned)
    event.add("summary", _("提案の予定：仲間に公開中の下書き"))
    event.add("status", "TENTATIVE")
    return event


def _entry(address: str) -> Event:
    home, event = current_platform().settings.public_url.rstrip("/"), Event()
    event.add("uid", f"{address.strip('/').replace('/', '-')}@{urlsplit(home).hostname}")
    event.add("url", home + address)
    return event
