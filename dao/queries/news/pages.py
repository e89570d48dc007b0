"""The pages of a community's news. Members read what was for everybody or for them; stewards read all.

What was for holders of a token is read by whoever reaches that tier now, and by who got it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session

from chain.db import Database
from chain.ids import Address
from dao.models import Community
from dao.models.membership import CommunityRole
from dao.models.membership.errors import NewsUnknown
from dao.models.news import Audience, CommunityNews, NewsRecipient
from dao.ports import Holders
from dao.queries.membership.belonging import Belonging, require_role
from dao.queries.membership.roles import roles_of
from dao.queries.moderation.subjects import community_of
from dao.queries.news.audiences import Audiences, Choice

_A_PAGE = 20
_STEWARD = frozenset({CommunityRole.STEWARD})


@dataclass(frozen=True, slots=True)
class NewsList:
    community: Community
    news: Sequence[CommunityNews]  # the newest first
    may_write: bool
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class NewsPage:
    community: Community
    news: CommunityNews
    is_steward: bool
    told: int  # of `news.recipients`


class NewsPages:
    def __init__(self, db: Database, belonging: Belonging, audiences: Audiences, holders: Holders) -> None:
        self._db = db
        self._holders = holders
        self._belonging = belonging
        self._audiences = audiences

    def news_of(self, slug: str, reader: Address, page: int) -> NewsList:
        """Raises: CommunityUnknown, NotAMember."""
        with self._db.read() as session:
            community = community_of(session, slug)
            self._belonging.require(session, community, reader)
            shown = select(CommunityNews).where(CommunityNews.community == slug, self._readable(session, slug, reader))
            count = session.scalar(select(func.count()).select_from(shown.subquery())) or 0
            pages = max(1, -(-count // _A_PAGE))
            page = min(max(page, 1), pages)
            newest = shown.order_by(CommunityNews.id.desc()).limit(_A_PAGE).offset((page - 1) * _A_PAGE)
            may_write = CommunityRole.STEWARD in roles_of(session, slug, reader)
            return NewsList(community, session.scalars(newest).all(), may_write, page, pages)

    def one(self, number: int, reader: Address) -> NewsPage:
        """Who got it reads it, also after leaving. Raises: NewsUnknown, NotAMember."""
        with self._db.read() as session:
            row = session.get(CommunityNews, number)
            if row is None:
                raise NewsUnknown(number)
            community = community_of(session, row.community)
            if session.get(NewsRecipient, (number, reader)) is None:
                self._belonging.require(session, community, reader)
                visible = select(CommunityNews.id).where(
                    CommunityNews.id == number, self._readable(session, row.community, reader)
                )
                if session.scalar(visible) is None:
                    raise NewsUnknown(number)
            told = (
                select(func.count())
                .select_from(NewsRecipient)
                .where(NewsRecipient.news == number, NewsRecipient.told_at.is_not(None))
            )
            is_steward = CommunityRole.STEWARD in roles_of(session, row.community, reader)
            return NewsPage(community, row, is_steward, session.scalar(told) or 0)

    def choices(self, slug: str, steward: Address) -> tuple[Community, list[Choice]]:
        """Raises: CommunityUnknown, RoleRequired."""
        with self._db.read() as session:
            community = community_of(session, slug)
            require_role(session, slug, steward, _STEWARD, "write news")
            return community, self._audiences.choices(session, community)

    def _readable(self, session: Session, slug: str, reader: Address) -> ColumnElement[bool]:
        if CommunityRole.STEWARD in roles_of(session, slug, reader):
            return true()
        own = select(NewsRecipient.news).where(NewsRecipient.news == CommunityNews.id, NewsRecipient.account == reader)
        reached = self._holders.tiers_reached(session, slug, reader)
        of_tier = and_(CommunityNews.audience == Audience.TIER, CommunityNews.audience_key.in_(sorted(reached)))
        return or_(CommunityNews.audience == Audience.ALL, of_tier, own.exists())
