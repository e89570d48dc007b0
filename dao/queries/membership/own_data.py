"""What membership holds about one person, for the person."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.db import OwnData, plain_rows
from chain.ids import Address
from dao.models.membership import ConductVersion, InvitedShop, MemberProfile, RoleHolding
from dao.models.news import CommunityNews, NewsRecipient


def own_membership(session: Session, person: Address) -> OwnData:
    roles = (
        select(
            RoleHolding.community, RoleHolding.role, RoleHolding.municipality, RoleHolding.named_at,
            RoleHolding.withdrawn_at,
        )
        .where(RoleHolding.account == person)
        .order_by(RoleHolding.id)
    )  # fmt: skip
    shown = select(
        MemberProfile.community, MemberProfile.is_shown, MemberProfile.name, MemberProfile.line,
        MemberProfile.changed_at,
    ).where(MemberProfile.account == person)  # fmt: skip
    written = select(
        ConductVersion.community, ConductVersion.number, ConductVersion.body_ja, ConductVersion.body_en,
        ConductVersion.written_at,
    ).where(ConductVersion.written_by == person)  # fmt: skip
    invited = select(InvitedShop.community, InvitedShop.shop, InvitedShop.invited_at).where(
        InvitedShop.invited_by == person
    )
    accepted = select(InvitedShop.community, InvitedShop.shop, InvitedShop.accepted_at).where(
        InvitedShop.accepted_by == person
    )
    news = select(
        CommunityNews.community, CommunityNews.title_ja, CommunityNews.title_en, CommunityNews.body_ja,
        CommunityNews.body_en, CommunityNews.audience_ja, CommunityNews.recipients, CommunityNews.written_at,
    ).where(CommunityNews.author == person)  # fmt: skip
    received = (
        select(CommunityNews.community, CommunityNews.title_ja, NewsRecipient.told_at)
        .join(CommunityNews, CommunityNews.id == NewsRecipient.news)
        .where(NewsRecipient.account == person)
    )
    return {
        "roles": plain_rows(session, roles),
        "member_list": plain_rows(session, shown.order_by(MemberProfile.id)),
        "codes_of_conduct": plain_rows(session, written.order_by(ConductVersion.id)),
        "shops_you_invited": plain_rows(session, invited.order_by(InvitedShop.invited_at)),
        "invitations_you_accepted": plain_rows(session, accepted.order_by(InvitedShop.accepted_at)),
        "news_written": plain_rows(session, news.order_by(CommunityNews.id)),
        "news_received": plain_rows(session, received.order_by(CommunityNews.id)),
    }
