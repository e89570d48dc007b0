"""Of whom segments speak: residents by the wallet, holders of cards by the market, members by the communities."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.adapters.community_holders import CommunityHolders
from chain.ids import Address, MunicipalityCode
from dao.models import Community
from dao.queries.membership.belonging import Belonging
from points.analytics.segments.ports import CommunityName


class MarketSegmentFacts:
    """Implements points.analytics.segments.ports.SegmentFacts."""

    def __init__(self, holders: CommunityHolders) -> None:
        self._holders = holders
        self._belonging = Belonging(holders)

    def residents(self, session: Session, town: MunicipalityCode) -> Collection[Address]:
        return self._holders.residents_of(session, [str(town)])

    def card_holders(self, session: Session, town: MunicipalityCode) -> Collection[Address]:
        return self._holders.holders_in(session, str(town))

    def communities(self, session: Session, town: MunicipalityCode) -> Sequence[CommunityName]:
        every = session.scalars(select(Community).order_by(Community.id))
        return [CommunityName(one.slug, one.name_ja, one.name_en) for one in every if str(town) in one.towns]

    def members(self, session: Session, town: MunicipalityCode, slug: str) -> Collection[Address]:
        community = session.scalar(select(Community).where(Community.slug == slug))
        if community is None or str(town) not in community.towns:
            return frozenset()
        return self._belonging.everyone(session, community)
