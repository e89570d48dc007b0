"""A member wishes to be seen by the others, under a name of their own choice, or steps back. By consent only."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from dao.models.description import check_text
from dao.models.membership import MemberProfile
from dao.models.membership.profiles import MOST_LINE, MOST_NAME
from dao.queries.membership.belonging import Belonging
from dao.queries.moderation.subjects import community_of


class ShowProfile:
    def __init__(self, db: Database, clock: Clock, belonging: Belonging) -> None:
        self._db = db
        self._clock = clock
        self._belonging = belonging

    def show(self, slug: str, account: Address, name: str, line: str) -> None:
        """From now on, or with other words than before.

        Raises: CommunityUnknown, NotAMember, Invalid (name, line).
        """
        name = check_text("name", " ".join(name.split()), MOST_NAME)
        line = check_text("line", " ".join(line.split()), MOST_LINE, may_be_empty=True)
        with self._db.write() as session:
            self._belonging.require(session, community_of(session, slug), account)
            row = _profile(session, slug, account)
            if row is None:
                row = MemberProfile(community=slug, account=account)
                session.add(row)
            row.is_shown, row.name, row.line, row.changed_at = True, name, line, self._clock.now()

    def withdraw(self, slug: str, account: Address) -> None:
        """At once, also for who belongs no more; the words go. Twice does no harm."""
        with self._db.write() as session:
            row = _profile(session, slug, account)
            if row is not None:
                row.is_shown, row.name, row.line, row.changed_at = False, "", "", self._clock.now()


def _profile(session: Session, slug: str, account: Address) -> MemberProfile | None:
    return session.scalar(select(MemberProfile).filter_by(community=slug, account=account).with_for_update())
