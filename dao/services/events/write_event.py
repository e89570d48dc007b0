"""A town, or a steward for a town, writes an event, changes it while nobody is hurt by it, or calls it off."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.errors import Invalid
from chain.events import record
from chain.ids import Address, MunicipalityCode
from dao.errors import CommunityUnknown, EventClosed
from dao.models import Community
from dao.models.description import MAX_BODY, check_text, check_title
from dao.models.events import Audience, CommunityEvent, EventKind, places_taken
from dao.ports import Holders
from dao.queries.events.surveys import surveys_to_choose
from dao.services.events.loading import AWAITED, locked_event, messages, replies_of
from dao.services.events.offer_places import OfferPlaces

MOST_PLACES, MOST_COMPANIONS, MOST_HOURS = 100_000, 9, 14 * 24
LONGEST_SECONDS = 100 * 24 * 3600
_PLACE, _REASON = 120, 300


@dataclass(frozen=True, slots=True)
class EventDraft:
    """Moments in unix seconds. `survey_id`: the survey that those who came are asked to answer afterwards."""

    kind: EventKind
    title_ja: str
    title_en: str
    body_ja: str  # Markdown
    body_en: str
    place_ja: str
    place_en: str
    begins_at: int
    ends_at: int
    capacity: int
    most_companions: int
    confirm_hours: int
    audience: Audience
    ticket_service: int | None
    survey_id: int | None
    series: Address | None = None  # with Audience.SERIES alone
    tier: str | None = None  # with Audience.TIER alone


class WriteEvent:
    """Callers have checked that the writer acts for the town, or is a steward of the community."""

    def __init__(self, db: Database, clock: Clock, places: OfferPlaces, holders: Holders) -> None:
        self._db = db
        self._clock = clock
        self._places = places
        self._holders = holders

    def write(self, slug: str, municipality: MunicipalityCode, officer: Address, draft: EventDraft) -> int:
        """Returns: its number. Raises: CommunityUnknown, Invalid naming the field."""
        now = self._clock.now()
        checked = checked_draft(draft, unix(now))
        with self._db.write() as session:
            community = session.scalar(select(Community).filter_by(slug=slug))
            if community is None:
                raise CommunityUnknown(slug)
            if str(municipality) not in community.towns:
                raise Invalid("community", "not_of_community", code=str(municipality))
            event = CommunityEvent(
                community=slug, municipality=str(municipality), written_by=officer, created_at=now, changed_at=now,
                **asdict(checked),
            )  # fmt: skip
            _check_survey(session, event, None, unix(now))
            self._check_series(session, event)
            self._check_tier(session, event)
            session.add(event)
            session.flush()
            return event.id

    def change(self, number: int, municipality: MunicipalityCode, draft: EventDraft) -> None:
        """Who has replied is told when the time or place changes. Those who have a place keep it.

        Raises: EventUnknown, EventClosed, Invalid naming the field.
        """
        now = self._clock.now()
        checked = checked_draft(draft, unix(now))
        with self._db.write() as session:
            event = locked_event(session, number, str(municipality))
            _require_coming(event, unix(now))
            replies = replies_of(session, number)
            taken = places_taken(reply.standing for reply in replies)
            if checked.capacity < taken:
                raise Invalid("capacity", "fewer_than_taken", taken=taken)
            has_moved = (event.begins_at, event.ends_at, event.place_ja) != (
                checked.begins_at, checked.ends_at, checked.place_ja,
            )  # fmt: skip
            before = event.survey_id
            for name, value in asdict(checked).items():
                setattr(event, name, value)
            _check_survey(session, event, before, unix(now))
            self._check_series(session, event)
            self._check_tier(session, event)
            event.changed_at = now
            session.flush()
            if has_moved:
                self._tell(session, event, "changed", unix(now))
            self._places.offer(session, event)

    def call_off(self, number: int, municipality: MunicipalityCode, reason: str) -> None:
        """Everybody who has a place or waits for one is told why.

        Raises: EventUnknown, EventClosed, Invalid (reason).
        """
        words, now = check_text("reason", reason, _REASON), self._clock.now()
        with self._db.write() as session:
            event = locked_event(session, number, str(municipality))
            _require_coming(event, unix(now))
            event.called_off_at, event.called_off_reason = now, words
            self._tell(session, event, "called_off", 0, words)

    def _check_series(self, session: Session, event: CommunityEvent) -> None:
        """One that a town of the community issued; none where the event is for others. Raises: Invalid (series)."""
        if event.audience != Audience.SERIES:
            event.series = None
            return
        community = session.scalars(select(Community).filter_by(slug=event.community)).one()
        if event.series not in {one.address for one in self._holders.series_of(session, community.towns)}:
            raise Invalid("series", "one_option")

    def _check_tier(self, session: Session, event: CommunityEvent) -> None:
        """One of the community's token; none where the event is for others. Raises: Invalid (tier)."""
        if event.audience != Audience.TIER:
            event.tier = None
            return
        known = [one.key for one in self._holders.tiers_of(session, event.community)]
        if event.tier not in (known and ["", *known]):
            raise Invalid("tier", "one_option")

    def _tell(self, session: Session, event: CommunityEvent, what: str, turn: int, reason: str = "") -> None:
        awaited = [reply.account for reply in replies_of(session, event.id) if reply.state in AWAITED]
        for told in messages(event, what, turn, awaited, reason=reason):
            record(session, told, self._clock.now())


def _require_coming(event: CommunityEvent, now: int) -> None:
    if event.called_off_at is not None:
        raise EventClosed(event.id, "called_off")
    if now >= event.ends_at:
        raise EventClosed(event.id, "over")


def _check_survey(session: Session, event: CommunityEvent, before: int | None, now: int) -> None:
    """The one it had may stay, closed or not. Raises: Invalid (survey_id)."""
    if event.survey_id in (None, before):
        return
    found = surveys_to_choose(session, [event.municipality], [event.community], now, event.id)
    if event.survey_id not in {survey.id for survey in found}:
        raise Invalid("survey_id", "one_option")


def checked_draft(draft: EventDraft, now: int) -> EventDraft:
    """Raises: Invalid naming the field."""
    if draft.begins_at < now:
        raise Invalid("begins_at", "in_the_past")
    if not 0 < draft.ends_at - draft.begins_at <= LONGEST_SECONDS:
        raise Invalid("ends_at", "event_length", days=LONGEST_SECONDS // 86_400)
    for name, most in (("capacity", MOST_PLACES), ("confirm_hours", MOST_HOURS)):
        if not 1 <= getattr(draft, name) <= most:
            raise Invalid(name, "one_to", most=most)
    if not 0 <= draft.most_companions <= MOST_COMPANIONS:
        raise Invalid("most_companions", "companions_range", most=MOST_COMPANIONS)
    return replace(
        draft,
        title_ja=check_title("title_ja", draft.title_ja),
        title_en=check_title("title_en", draft.title_en, may_be_empty=True),
        body_ja=check_text("body_ja", draft.body_ja, MAX_BODY, may_be_empty=True),
        body_en=check_text("body_en", draft.body_en, MAX_BODY, may_be_empty=True),
        place_ja=check_text("place_ja", draft.place_ja, _PLACE),
        place_en=check_text("place_en", draft.place_en, _PLACE, may_be_empty=True),
    )
