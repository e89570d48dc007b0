"""Open a community: give a governor and its treasury a name, a story and towns. Who may ask for one is not checked
here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from dao.models import Community

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class CommunityProfile:
    """What people read about a community."""

    slug: str
    name_ja: str
    name_en: str
    tagline_ja: str
    tagline_en: str
    story_ja: str  # Markdown
    story_en: str
    landscape: str  # one of the drawings in app/static/images/communities
    towns: Sequence[MunicipalityCode]
    is_project: bool = False


@dataclass(frozen=True, slots=True)
class CommunityAddresses:
    governor: Address
    timelock: Address
    collection: Address
    guardian: Address | None = None  # through which its towns veto; None where nobody may


class OpenCommunity:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def open(self, profile: CommunityProfile, addresses: CommunityAddresses) -> int:
        """Open it, or write its profile and addresses anew when the slug is known.

        Raises: Invalid (slug, name).
        """
        if not _SLUG.fullmatch(profile.slug) or len(profile.slug) > 40:
            raise Invalid("slug", "not_a_slug", value=profile.slug)
        if not profile.name_ja.strip():
            raise Invalid("name", "empty")
        with self._db.write() as session:
            row = session.scalar(select(Community).filter_by(slug=profile.slug))
            if row is None:
                row = Community(slug=profile.slug, opened_at=self._clock.now())
                session.add(row)
            for name in ("name_ja", "name_en", "tagline_ja", "tagline_en", "story_ja", "story_en", "landscape"):
                setattr(row, name, getattr(profile, name))
            row.is_project = profile.is_project
            row.towns = [str(code) for code in profile.towns]
            row.governor, row.timelock = addresses.governor, addresses.timelock
            row.collection, row.guardian = addresses.collection, addresses.guardian
            session.flush()
            return row.id
