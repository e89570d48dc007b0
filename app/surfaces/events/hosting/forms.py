"""The form on which an event is written, as typed and as a draft."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar

from flask import render_template
from flask_babel import gettext as _

from app.i18n import localized
from app.surfaces.community_tokens.tiers import read_tier, tier_choices, written_tier
from app.surfaces.console.forms import Typed, local_moment, read_moment, read_number
from app.surfaces.dao.communities.pages import towns_of
from app.surfaces.events.hosting.desks import Desk
from app.surfaces.events.words import AUDIENCES, KINDS
from app.wiring import current_platform
from chain.clock import JST, from_unix, unix
from chain.errors import Invalid
from chain.ids import MunicipalityCode, parse_address
from dao.models.events import Audience, CommunityEvent, EventKind
from dao.queries.events.pages import EventView
from dao.services.events.write_event import EventDraft
from marketplace.errors import TownUnknown

WORDS = ("title_ja", "title_en", "body_ja", "body_en", "place_ja", "place_en")
NUMBERS = ("capacity", "most_companions", "confirm_hours")
FIELDS = (
    "community", "municipality", "kind", *WORDS, "begins_at", "ends_at", *NUMBERS, "audience", "ticket_service",
    "survey_id", "series", "tier",
)  # fmt: skip
Choice = TypeVar("Choice", bound=StrEnum)


def usual() -> Typed:
    """What a new event begins with."""
    begins = current_platform().clock.now().astimezone(JST).replace(hour=10, minute=0) + timedelta(days=30)
    values = {
        "kind": EventKind.TOUR, "audience": Audience.EVERYBODY, "capacity": "30", "most_companions": "2",
        "confirm_hours": "24", "begins_at": local_moment(begins), "ends_at": local_moment(begins + timedelta(hours=3)),
    }  # fmt: skip
    return Typed.of(FIELDS, values)


def written(event: CommunityEvent) -> Typed:
    given = {name: str(value) for name in FIELDS if (value := getattr(event, name)) is not None}
    times = {name: local_moment(from_unix(getattr(event, name))) for name in ("begins_at", "ends_at")}
    return Typed.of(FIELDS, given | times | {"tier": written_tier(event.tier)})


def read_draft(typed: Typed, town: str) -> EventDraft | None:
    """What was typed; None with sentences kept when something cannot be read."""
    values = typed.values
    kind = typed.read("kind", lambda text: _choice(EventKind, text))
    audience = typed.read("audience", lambda text: _choice(Audience, text))
    begins, ends = typed.read("begins_at", read_moment), typed.read("ends_at", read_moment)
    capacity, companions, hours = (typed.read(name, read_number) for name in NUMBERS)
    ticket = typed.read("ticket_service", lambda text: _ticket(text, town)) if values["ticket_service"] else None
    series = typed.read("series", parse_address) if audience is Audience.SERIES else None
    tier = typed.read("tier", read_tier) if audience is Audience.TIER else None
    survey = typed.read("survey_id", read_number) if values["survey_id"] else None
    if typed.errors or kind is None or audience is None or begins is None or ends is None:
        return None
    if capacity is None or companions is None or hours is None:
        return None
    return EventDraft(
        kind, values["title_ja"], values["title_en"], values["body_ja"], values["body_en"], values["place_ja"],
        values["place_en"], unix(begins), unix(ends), capacity, companions, hours, audience, ticket,
        survey, series, tier,
    )  # fmt: skip


def form_page(desk: Desk, typed: Typed, view: EventView | None = None) -> str:
    platform = current_platform()
    communities = platform.dao.polls.pages.communities_of(desk.code) if desk.code else []
    towns = [] if desk.code or view else towns_of(platform.dao.events.desks.community(desk.slug).towns)
    event = view.event if view else None
    held = [event.municipality] if event else [desk.code] if desk.code else [str(town.code) for town in towns]
    slugs = [event.community] if event else [one.slug for one in communities] or [desk.slug]
    tiers = tier_choices([platform.dao.events.desks.community(slug) for slug in slugs])
    return render_template(
        "events/hosting/form.html",
        desk=desk,
        typed=typed,
        view=view,
        communities=[(community.slug, localized(community, "name")) for community in communities],
        towns=[(str(town.code), localized(town, "name")) for town in towns],
        tickets=[("", _("要らない（無料）")), *ticket_choices(held)],
        series=[("", _("えらんでください")), *_series_choices(event, slugs)],
        tiers=tiers,
        surveys=[
            ("", _("聞かない")),
            *((str(one.id), localized(one, "title")) for one in platform.dao.events.desks.surveys(held, slugs, event)),
        ],
        kinds=[(kind, str(words)) for kind, words in KINDS.items()],
        audiences=[
            (audience, str(words), str(hint))
            for audience, (words, hint) in AUDIENCES.items()
            if tiers or audience is not Audience.TIER
        ],
    )


def ticket_choices(towns: Sequence[str]) -> list[tuple[str, str]]:
    """Tickets and experiences of these towns."""
    pages, found = current_platform().marketplace.tickets.pages, []
    for town in towns:
        with suppress(TownUnknown, Invalid):
            found += [(str(one.number), localized(one, "name")) for one in pages.of_town(MunicipalityCode(town))]
    return found


def _series_choices(event: CommunityEvent | None, slugs: Sequence[str]) -> list[tuple[str, str]]:
    desks = current_platform().dao.events.desks
    towns = {town for slug in ([event.community] if event else slugs) for town in desks.community(slug).towns}
    return [(str(one.address), localized(one, "name")) for one in desks.series(sorted(towns))]


def _ticket(text: str, town: str) -> int:
    """Of the event's town: nobody restricts another's ticket. Raises: Invalid (ticket_service)."""
    if text not in dict(ticket_choices([town])):
        raise Invalid("ticket_service", "one_option")
    return int(text)


def _choice(kind: type[Choice], text: str) -> Choice:
    try:
        return kind(text)
    except ValueError:
        raise Invalid("choice", "one_option") from None
