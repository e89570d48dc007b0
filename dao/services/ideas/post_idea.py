"""Post an idea, or write it in its second language. The author and the translator are both named."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from dao.models.description import check_text, check_title
from dao.models.ideas import Idea, IdeaWords
from dao.models.ideas.errors import AlreadyTranslated, TooManyIdeas
from dao.models.ideas.words import MAX_BODY
from dao.queries.ideas.finding import open_idea, require_member
from dao.queries.membership.belonging import Belonging

IDEAS_A_DAY = 5


class PostIdea:
    def __init__(self, db: Database, clock: Clock, belonging: Belonging) -> None:
        self._db = db
        self._clock = clock
        self._belonging = belonging

    def post(self, slug: str, author: Address, words: IdeaWords) -> int:
        """Its number. Does not look for similar ideas: whoever asks has shown them.

        Raises: CommunityUnknown, MembersOnly, Invalid, TooManyIdeas.
        """
        words = words.checked()
        with self._db.write() as session:
            require_member(session, self._belonging, slug, author)
            self._require_patience(session, author)
            idea = Idea(
                community=slug,
                author=author,
                title_ja=words.title_ja,
                title_en=words.title_en,
                body_ja=words.body_ja,
                body_en=words.body_en,
                created_at=self._clock.now(),
            )
            session.add(idea)
            session.flush()
            return idea.id

    def translate(self, number: int, translator: Address, title: str, body: str) -> None:
        """Write the language that is missing; any member may, and is named for it.

        Raises: IdeaUnknown, MembersOnly, IdeaMerged, IdeaHidden, AlreadyTranslated, Invalid (title, body).
        """
        title, body = check_title("title", title), check_text("body", body, MAX_BODY)
        with self._db.write() as session:
            idea = open_idea(session, self._belonging, number, translator)
            missing = idea.missing_language
            if not missing:
                raise AlreadyTranslated(number)
            setattr(idea, f"title_{missing}", title)
            setattr(idea, f"body_{missing}", body)
            idea.translated_by, idea.translated_at = translator, self._clock.now()

    def _require_patience(self, session: Session, author: Address) -> None:
        since = self._clock.now() - timedelta(days=1)
        own = select(func.count()).select_from(Idea).where(Idea.author == author, Idea.created_at > since)
        if (session.scalar(own) or 0) >= IDEAS_A_DAY:
            raise TooManyIdeas(IDEAS_A_DAY)
