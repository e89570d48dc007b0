"""A member reports what goes against the community's code of conduct, and anybody what should not stand on a town's
page."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from dao.errors import OwnSubject, ReportedUnknown
from dao.models.description import check_text
from dao.models.moderation import Reason, Report, Reported, ReportedKind
from dao.queries.membership.belonging import Belonging
from dao.queries.moderation.subjects import community_of, find_reported

MOST_WORDS = 1_000


class ReportSubject:
    def __init__(self, db: Database, clock: Clock, belonging: Belonging, kinds: Mapping[str, ReportedKind]) -> None:
        self._db = db
        self._clock = clock
        self._belonging = belonging
        self._kinds = kinds

    def check(self, kind: str, number: int, reporter: Address) -> Reported:
        """What would be reported. Raises: ReportedUnknown, NotAMember, OwnSubject."""
        with self._db.read() as session:
            return self._checked(session, kind, number, reporter)

    def report(self, kind: str, number: int, reporter: Address, reason: Reason, words: str) -> None:
        """Again by the same person: the newer reason and words stand, and moderators look once more.

        Raises: ReportedUnknown, NotAMember, OwnSubject, Invalid (words).
        """
        words = check_text("words", words, MOST_WORDS, may_be_empty=reason is not Reason.OTHER)
        with self._db.write() as session:
            found = self._checked(session, kind, number, reporter)
            row = session.scalar(
                select(Report).filter_by(kind=kind, subject=number, reporter=reporter).with_for_update()
            )
            if row is None:
                place = {"community": found.community, "municipality": found.municipality}
                row = Report(**place, kind=kind, subject=number, reporter=reporter)
                session.add(row)
            row.reason, row.words = reason, words
            row.reported_at, row.answered_by = self._clock.now(), None

    def _checked(self, session: Session, kind: str, number: int, reporter: Address) -> Reported:
        found = find_reported(session, self._kinds, kind, number)
        if found.community:
            self._belonging.require(session, community_of(session, found.community), reporter)
        if found.author == reporter:
            raise OwnSubject(reporter)
        if not self._kinds[kind].is_shown_to(session, number, reporter):
            raise ReportedUnknown(kind, number)
        return found
