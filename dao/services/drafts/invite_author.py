"""Write a draft together: invite a member who shows a name, or hand on the invitation's address."""

from __future__ import annotations

import hmac

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address
from dao.models.drafts import Draft, DraftAuthor
from dao.models.drafts.errors import DraftUnknown
from dao.queries.drafts.pages import author_of
from dao.queries.membership.belonging import Belonging
from dao.queries.membership.profiles import shown_profiles
from dao.queries.moderation.subjects import community_of

MOST_AUTHORS = 12


class InviteAuthor:
    def __init__(self, db: Database, clock: Clock, belonging: Belonging) -> None:
        self._db = db
        self._clock = clock
        self._belonging = belonging

    def invite(self, number: int, author: Address, member: int) -> None:
        """`member` is the number of a profile in the member list. Twice does no harm.

        Raises: DraftUnknown, Invalid (member_missing, too_many_authors).
        """
        with self._db.write() as session:
            draft = author_of(session, number, author, for_update=True)
            listed = shown_profiles(session, self._belonging, community_of(session, draft.community))
            person = next((profile.account for profile in listed if profile.id == member), None)
            if person is None:
                raise Invalid("member", "member_missing")
            self._add(session, draft, person, author)

    def join(self, number: int, invitation: str, person: Address) -> None:
        """By the address that an author handed on. Raises: DraftUnknown, NotAMember, Invalid (too_many_authors)."""
        with self._db.write() as session:
            draft = session.scalar(select(Draft).where(Draft.id == number).with_for_update())
            if draft is None or not hmac.compare_digest(draft.invitation.encode(), invitation.encode()):
                raise DraftUnknown(number)
            self._belonging.require(session, community_of(session, draft.community), person)
            self._add(session, draft, person, None)

    def _add(self, session: Session, draft: Draft, person: Address, invited_by: Address | None) -> None:
        found = session.scalars(select(DraftAuthor.person).filter_by(draft_id=draft.id)).all()
        if person in found:
            return
        if len(found) >= MOST_AUTHORS:
            raise Invalid("member", "too_many_authors", most=MOST_AUTHORS)
        joined = DraftAuthor(draft_id=draft.id, person=person, invited_by=invited_by, joined_at=self._clock.now())
        session.add(joined)
