"""Members who wish to be seen: only those who said so, who still belong, and whose words no moderator hid."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import Address
from dao.models import Community
from dao.models.membership import MemberProfile
from dao.models.moderation import Reported, ShownToAll
from dao.queries.membership.belonging import Belonging
from dao.queries.moderation.states import hidden_among

MEMBER = "member"  # the kind under which a profile is reported


def shown_profiles(session: Session, belonging: Belonging, community: Community) -> list[MemberProfile]:
    """By name."""
    wanted = select(MemberProfile).filter_by(community=community.slug, is_shown=True)
    rows = session.scalars(wanted.order_by(MemberProfile.name, MemberProfile.id)).all()
    members = belonging.everyone(session, community) if rows else frozenset()
    hidden = hidden_among(session, MEMBER, [row.id for row in rows])
    return [row for row in rows if row.account in members and row.id not in hidden]


def own_profile(session: Session, slug: str, account: Address) -> MemberProfile | None:
    return session.scalar(select(MemberProfile).filter_by(community=slug, account=account))


class ReportedMember(ShownToAll):
    """Implements ReportedKind: what a member shows of themselves."""

    def find(self, session: Session, number: int) -> Reported | None:
        row = session.get(MemberProfile, number)
        if row is None or not row.is_shown:
            return None
        return Reported(row.community, row.account, f"{row.name} – {row.line}" if row.line else row.name)
