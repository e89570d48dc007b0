"""The pages of drafts: one with all its versions, and those that a reader may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from chain.db import Database
from chain.ids import Address
from dao.models import Community
from dao.models.drafts import Draft, DraftAuthor, DraftVersion
from dao.models.drafts.errors import DraftUnknown
from dao.models.membership import MemberProfile
from dao.queries.membership.belonging import Belonging
from dao.queries.membership.profiles import shown_profiles
from dao.queries.moderation.subjects import community_of


@dataclass(frozen=True, slots=True)
class DraftPage:
    """`versions` newest first. `invitable`: members who show a name and do not write here yet, for authors only."""

    draft: Draft
    community: Community
    versions: Sequence[DraftVersion]
    authors: Sequence[Address]
    invitable: Sequence[MemberProfile]
    is_author: bool

    @property
    def newest(self) -> DraftVersion:
        return self.versions[0]


@dataclass(frozen=True, slots=True)
class DraftLine:
    draft: Draft
    title: str
    is_own: bool


class DraftPages:
    def __init__(self, db: Database, belonging: Belonging) -> None:
        self._db = db
        self._belonging = belonging

    def draft(self, number: int, reader: Address) -> DraftPage:
        """Raises: DraftUnknown, also for who may not see it."""
        with self._db.read() as session:
            draft = session.get(Draft, number)
            if draft is None:
                raise DraftUnknown(number)
            community, authors = community_of(session, draft.community), _authors(session, number)
            is_author = reader in authors
            if not is_author and not (draft.is_open and self._belonging.belongs(session, community, reader)):
                raise DraftUnknown(number)
            kept = select(DraftVersion).filter_by(draft_id=number).order_by(DraftVersion.number.desc())
            listed = shown_profiles(session, self._belonging, community) if is_author else []
            return DraftPage(
                draft=draft,
                community=community,
                versions=session.scalars(kept).all(),
                authors=authors,
                invitable=[profile for profile in listed if profile.account not in authors],
                is_author=is_author,
            )

    def planned(self, slug: str) -> list[tuple[Draft, date]]:
        """Drafts shown to members that are to be proposed on a day."""
        with self._db.read() as session:
            shown = select(Draft).where(Draft.community == slug, Draft.is_open, Draft.proposal_row.is_(None))
            found = session.scalars(shown.order_by(Draft.id.desc()).limit(50)).all()
            days = [(draft, newest_of(session, draft).fields.get("planned_on", "")) for draft in found]
            return [(draft, date.fromisoformat(text)) for draft, text in days if text]

    def seen_by(self, slug: str, reader: Address) -> list[DraftLine]:
        """Drafts that are not proposed yet: the reader's own, and for members those shown to members. Newest first."""
        with self._db.read() as session:
            own = select(DraftAuthor.draft_id).where(DraftAuthor.person == reader)
            is_member = self._belonging.belongs(session, community_of(session, slug), reader)
            visible = or_(Draft.id.in_(own), Draft.is_open) if is_member else Draft.id.in_(own)
            wanted = select(Draft).where(Draft.community == slug, Draft.proposal_row.is_(None), visible)
            found = session.scalars(wanted.order_by(Draft.id.desc()).limit(50)).all()
            mine = set(session.scalars(own))
            return [DraftLine(one, newest_of(session, one).fields.get("title_ja", ""), one.id in mine) for one in found]


def author_of(session: Session, number: int, person: Address, *, for_update: bool = False) -> Draft:
    """Raises: DraftUnknown for who is no author of it."""
    wanted = select(Draft).where(Draft.id == number)
    draft = session.scalar(wanted.with_for_update() if for_update else wanted)
    if draft is None or person not in _authors(session, number):
        raise DraftUnknown(number)
    return draft


def newest_of(session: Session, draft: Draft) -> DraftVersion:
    return session.scalars(select(DraftVersion).filter_by(draft_id=draft.id, number=draft.versions)).one()


def _authors(session: Session, number: int) -> Sequence[Address]:
    """In the order in which they joined."""
    joined = select(DraftAuthor.person).filter_by(draft_id=number)
    return session.scalars(joined.order_by(DraftAuthor.joined_at, DraftAuthor.id)).all()
