"""The calendar across towns: a month as a grid, and all events as a feed to subscribe to (iCalendar, RFC 5545)."""

from __future__ import annotations

import calendar as months
from collections import defaultdict
from datetime import date, datetime, timedelta

from flask import Response, render_template, request
from flask_babel import format_date
from icalendar import Calendar

from app.i18n import language
from app.security import limiter
from app.surfaces.dao.communities.pages import towns_of
from app.surfaces.events import blueprint
from app.surfaces.events.feed import add_event
from app.wiring import current_platform
from chain.clock import JST, business_date, from_unix, unix
from chain.errors import Invalid
from chain.ids import MunicipalityCode
from dao.queries.events.pages import EventView

_FIRST_YEAR, _LAST_YEAR = 2000, 2200
_FEED_DAYS = 400


@blueprint.get("/events/calendar")
def show_month() -> str:
    """`month` as 2026-11, this one if left out; `town` keeps one town's."""
    platform, town = current_platform(), request.args.get("town", "")
    today = business_date(platform.clock.now())
    first = _month(request.args.get("month", ""), today)
    weeks = months.Calendar(firstweekday=months.SUNDAY).monthdatescalendar(first.year, first.month)
    begins, ends = _midnight(weeks[0][0]), _midnight(weeks[-1][-1] + timedelta(days=1))
    everything = platform.dao.events.pages.between(unix(begins), unix(ends))
    views = [view for view in everything if town in ("", view.event.municipality)]
    return render_template(
        "events/calendar.html",
        first=first,
        heading=format_date(first, {"ja": "y年M月", "en": "MMMM y"}[language()]),
        weekdays=[format_date(day, "EEE") for day in weeks[0]],
        weeks=weeks,
        days=_by_day(views),
        views=[view for view in views if _touches(view, first)],
        today=today,
        town=town,
        towns=towns_of(sorted({view.event.municipality for view in everything} | ({town} & _codes(town)))),
        earlier=(first - timedelta(days=1)).replace(day=1),
        later=(first + timedelta(days=31)).replace(day=1),
    )


@blueprint.get("/events/calendar.ics")
@limiter.limit("60 per minute")
def subscribe() -> Response:
    """Events of all towns, or of `town`, from a month ago on."""
    platform, town = current_platform(), request.args.get("town", "")
    now = unix(platform.clock.now())
    views = platform.dao.events.pages.between(now - 31 * 86_400, now + _FEED_DAYS * 86_400, [town] if town else [])
    feed = Calendar()
    feed.add("prodid", "-//Musubi//events//JA")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", "Musubi")
    for view in views:
        add_event(feed, view)
    return Response(feed.to_ical(), mimetype="text/calendar")


def _month(text: str, today: date) -> date:
    """The first day of the month, of this one when none can be read."""
    try:
        found = datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month has no zone
    except ValueError:
        return today.replace(day=1)
    return found if _FIRST_YEAR <= found.year < _LAST_YEAR else today.replace(day=1)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=JST)


def _codes(town: str) -> set[str]:
    """The code itself, if it is one."""
    try:
        return {str(MunicipalityCode(town))}
    except Invalid:
        return set()


def _by_day(views: list[EventView]) -> dict[date, list[EventView]]:
    """Each event on every day on which it goes on."""
    days: dict[date, list[EventView]] = defaultdict(list)
    for view in views:
        day, last = _days_of(view)
        while day <= last:
            days[day].append(view)
            day += timedelta(days=1)
    return days


def _days_of(view: EventView) -> tuple[date, date]:
    return business_date(from_unix(view.event.begins_at)), business_date(from_unix(view.event.ends_at - 1))


def _touches(view: EventView, first: date) -> bool:
    begins, ends = _days_of(view)
    return begins < (first + timedelta(days=31)).replace(day=1) and ends >= first
