"""A town writes to the people of a segment: only to those who agreed to news from towns, not twice a day, and never to
fewer than five. See docs/decisions/0064."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date, end_of_day
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from chain.municipalities import Municipalities
from points.analytics.k_anonymity import is_small
from points.analytics.segments.conditions import Conditions
from points.analytics.segments.keep_segments import own_segment
from points.analytics.segments.people import SegmentPeople
from points.errors import SegmentRefused
from points.models import Notice, NoticeKind
from points.models.notice import NoticeDraft
from points.models.saved_segment import LONGEST_BODY, LONGEST_TITLE, SavedSegment, SegmentMessage
from points.ports import Contacts
from points.services.campaigns.open_terms import plain_text
from points.services.notices.keep_notices import KeepNotices, hearing_towns

MESSAGES_A_DAY = 2  # of a town; a person gets one of them
MOST_PEOPLE = 20_000  # written in one transaction
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class MessageWords:
    title_ja: str
    title_en: str
    body_ja: str
    body_en: str

    def checked(self) -> MessageWords:
        """Raises: Invalid naming the field."""
        longest = dict.fromkeys(("title_ja", "title_en"), LONGEST_TITLE)
        longest |= dict.fromkeys(("body_ja", "body_en"), LONGEST_BODY)
        shown = {name: plain_text(name, getattr(self, name), most) for name, most in longest.items()}
        for name in ("title_ja", "body_ja"):
            if not shown[name]:
                raise Invalid(name, "empty")
        return MessageWords(**shown)


class WriteMessage:
    """Does not check that the officer may; the surface does by role."""

    def __init__(
        self, db: Database, clock: Clock, municipalities: Municipalities, people: SegmentPeople, contacts: Contacts
    ) -> None:
        self.db = db
        self.clock = clock
        self.municipalities = municipalities
        self.people = people
        self.keeping = KeepNotices(contacts)

    def reach(self, town: MunicipalityCode, segment_id: int) -> int:
        """How many would get a message now. Raises: NotFound; SegmentRefused (too_small, set_aside, too_many,
        many_today)."""
        with self.db.read() as session:
            row = own_segment(session, town, segment_id)
            self._check_day(session, town)
        return len(self._recipients(row))

    def send(
        self, town: MunicipalityCode, officer: Address, segment_id: int, words: MessageWords, confirmed: int
    ) -> int:
        """`confirmed`: the number that the officer saw. Returns: the message's id.

        Raises: Invalid naming the field; NotFound; SegmentRefused, changed where the number is another by now.
        """
        shown, now = words.checked(), self.clock.now()
        with self.db.read() as session:
            row = own_segment(session, town, segment_id)
        people = self._recipients(row)
        with self.db.write() as session:
            session.execute(select(SavedSegment.id).where(SavedSegment.municipality == town).with_for_update())
            self._check_day(session, town)
            told = self._told_today(session, town)
            people = {one: has_mail for one, has_mail in people.items() if one not in told}
            if len(people) != confirmed:
                raise SegmentRefused("changed")
            message = _message(row, officer, shown, len(people), now)
            session.add(message)
            session.flush()
            facts = self._facts(session, town, shown)
            for some in _in_parts(people):
                drafts = [NoticeDraft(one, NoticeKind.TOWN, f"town:{message.id}", facts) for one in some]
                self.keeping.write(session, drafts, people, now)
            return message.id

    def _facts(self, session: Session, town: MunicipalityCode, words: MessageWords) -> dict[str, str]:
        name = self.municipalities.by_code(session, [town]).get(town)
        ja, en = (name.name_ja, name.name_en) if name else (str(town), "")
        of_town = {"town": str(town), "town_ja": ja, "town_en": en}
        return of_town | asdict(words)

    def _recipients(self, row: SavedSegment) -> dict[Address, bool]:
        """Who agreed and was not told today, and whether they have a mail address."""
        if row.retired_at is not None:
            raise SegmentRefused("set_aside")
        with self.db.read() as session:
            found = self.people.find(session, row.municipality, Conditions.of_json(row.conditions))
            hearing = _hearing(session, found) - self._told_today(session, row.municipality)
        people = self.people.persons(hearing)
        if not people or is_small(len(people)):
            raise SegmentRefused("too_small")
        if len(people) > MOST_PEOPLE:
            raise SegmentRefused("too_many", most=MOST_PEOPLE)
        return people

    def _told_today(self, session: Session, town: MunicipalityCode) -> set[Address]:
        subjects = [f"town:{number}" for number in session.scalars(self._of_today(SegmentMessage.id, town))]
        told = select(Notice.account).where(Notice.kind == NoticeKind.TOWN, Notice.subject.in_(subjects))
        return set(session.scalars(told)) if subjects else set()

    def _check_day(self, session: Session, town: MunicipalityCode) -> None:
        """Raises: SegmentRefused (many_today)."""
        if (session.scalar(self._of_today(func.count(SegmentMessage.id), town)) or 0) >= MESSAGES_A_DAY:
            raise SegmentRefused("many_today", most=MESSAGES_A_DAY)

    def _of_today(self, what: Any, town: MunicipalityCode) -> Select[int]:
        begin = end_of_day(business_date(self.clock.now()) - timedelta(days=1))
        return select(what).where(SegmentMessage.municipality == town, SegmentMessage.sent_at >= begin)


def _hearing(session: Session, accounts: Iterable[Address]) -> set[Address]:
    hearing: set[Address] = set()
    for some in _in_parts(accounts):
        hearing |= hearing_towns(session, some)
    return hearing


def _in_parts(accounts: Iterable[Address]) -> Iterator[list[Address]]:
    """In one order, as many as a statement takes."""
    every = sorted(accounts)
    for start in range(0, len(every), _AT_ONCE):
        yield every[start : start + _AT_ONCE]


def _message(row: SavedSegment, officer: Address, words: MessageWords, people: int, now: datetime) -> SegmentMessage:
    return SegmentMessage(
        segment_id=row.id,
        municipality=row.municipality,
        conditions=row.conditions,
        title_ja=words.title_ja,
        title_en=words.title_en,
        body_ja=words.body_ja,
        body_en=words.body_en,
        people=people,
        sent_by=officer,
        sent_at=now,
    )
