"""A steward writes the next version of the code of conduct. Earlier ones stay readable."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from dao.errors import ConductChanged
from dao.models.description import check_text
from dao.models.membership import CommunityRole, ConductVersion
from dao.models.membership.conduct import MOST_CONDUCT
from dao.queries.membership.belonging import require_role
from dao.queries.membership.conduct import conduct_of
from dao.queries.moderation.subjects import community_of

_EDITORS = frozenset({CommunityRole.STEWARD})


class EditConduct:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def write(self, slug: str, steward: Address, after: int, body_ja: str, body_en: str) -> int:
        """`after`: the version that the steward had before them. The same text again is no new version.

        Returns: the number of the version that holds now.
        Raises: CommunityUnknown, RoleRequired, Invalid (body_ja, body_en), ConductChanged.
        """
        body_ja = check_text("body_ja", body_ja, MOST_CONDUCT)
        body_en = check_text("body_en", body_en, MOST_CONDUCT)
        try:
            with self._db.write() as session:
                community_of(session, slug)
                require_role(session, slug, steward, _EDITORS, "edit the code of conduct")
                newest = conduct_of(session, slug)
                if newest.number != after:
                    raise ConductChanged(slug)
                if (newest.body_ja.strip(), newest.body_en.strip()) == (body_ja, body_en):
                    return newest.number
                session.add(
                    ConductVersion(
                        community=slug, number=after + 1, body_ja=body_ja, body_en=body_en, written_by=steward,
                        written_at=self._clock.now(),
                    )
                )  # fmt: skip
        except IntegrityError:  # by another steward at the same moment
            raise ConductChanged(slug) from None
        return after + 1
