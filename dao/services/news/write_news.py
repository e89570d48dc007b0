"""A steward writes to the members, or to a part of them. Who is told is fixed at that moment."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address
from dao.models.description import check_text, check_title
from dao.models.membership import CommunityRole
from dao.models.membership.errors import NobodyToTell
from dao.models.news import MOST_NEWS, CommunityNews, NewsRecipient
from dao.queries.membership.belonging import require_role
from dao.queries.moderation.subjects import community_of
from dao.queries.news.audiences import Audiences, Choice

WRITERS = frozenset({CommunityRole.STEWARD})
_AT_ONCE = 500
_FORM_LENGTH = 32


@dataclass(frozen=True, slots=True)
class NewsDraft:
    title_ja: str
    title_en: str
    body_ja: str  # Markdown
    body_en: str
    audience: str  # key of a Choice
    form: str  # made up when the form was shown; sent twice it is one news

    def checked(self) -> NewsDraft:
        """Raises: Invalid naming the field."""
        if len(self.form) != _FORM_LENGTH:
            raise Invalid("form", "unknown")
        return NewsDraft(
            check_title("title_ja", self.title_ja),
            check_title("title_en", self.title_en, may_be_empty=True),
            check_text("body_ja", self.body_ja, MOST_NEWS),
            check_text("body_en", self.body_en, MOST_NEWS, may_be_empty=True),
            self.audience,
            self.form,
        )


class WriteNews:
    def __init__(self, db: Database, clock: Clock, audiences: Audiences) -> None:
        self._db = db
        self._clock = clock
        self._audiences = audiences

    def preview(self, slug: str, steward: Address, draft: NewsDraft) -> tuple[NewsDraft, Choice, int]:
        """The draft as it would be sent, for whom, and to how many.

        Raises: CommunityUnknown, RoleRequired, Invalid.
        """
        with self._db.read() as session:
            community = community_of(session, slug)
            require_role(session, slug, steward, WRITERS, "write news")
            checked = draft.checked()
            choice = self._audiences.choice(session, community, checked.audience)
            return checked, choice, len(self._audiences.people(session, community, choice))

    def write(self, slug: str, steward: Address, draft: NewsDraft) -> int:
        """Returns: the number of the news; of the one that is there when the same form comes again.

        Raises: CommunityUnknown, RoleRequired, Invalid, NobodyToTell.
        """
        try:
            with self._db.write() as session:
                return self._written(session, slug, steward, draft)
        except IntegrityError:  # the same form, pressed twice at once
            with self._db.read() as session:
                return session.scalars(select(CommunityNews.id).filter_by(form=draft.form, author=steward)).one()

    def _written(self, session: Session, slug: str, steward: Address, draft: NewsDraft) -> int:
        community = community_of(session, slug)
        require_role(session, slug, steward, WRITERS, "write news")
        sent = session.scalar(select(CommunityNews.id).filter_by(form=draft.form, author=steward))
        if sent is not None:
            return sent
        checked = draft.checked()
        choice = self._audiences.choice(session, community, checked.audience)
        people = sorted(self._audiences.people(session, community, choice))
        if not people:
            raise NobodyToTell
        row = CommunityNews(
            community=slug, author=steward, form=checked.form, title_ja=checked.title_ja, title_en=checked.title_en,
            body_ja=checked.body_ja, body_en=checked.body_en, audience=choice.audience, audience_key=choice.of,
            audience_ja=choice.name_ja, audience_en=choice.name_en, recipients=len(people),
            written_at=self._clock.now(),
        )  # fmt: skip
        session.add(row)
        session.flush()
        for start in range(0, len(people), _AT_ONCE):
            rows = [{"news": row.id, "account": one, "told_at": None} for one in people[start : start + _AT_ONCE]]
            session.execute(insert(NewsRecipient), rows)
        return row.id
