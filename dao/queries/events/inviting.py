"""For whom an event is, and with it the ticket that it needs. Read only."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import Address, MunicipalityCode
from dao.models import Community
from dao.models.events import Audience, CommunityEvent
from dao.ports import CardHolders, Holders, TokenTier
from dao.queries.membership.belonging import Belonging


@dataclass(frozen=True, slots=True)
class TierAsked:
    """`tier`: None for any unit of one of the tokens. `held`: units of the one asked."""

    tier: TokenTier | None
    tokens: tuple[Address, ...]
    least: int
    held: int

    @property
    def missing(self) -> int:
        return max(0, self.least - self.held)


class Inviting:
    """Opens no transaction of its own."""

    def __init__(self, belonging: Belonging, card_holders: CardHolders, holders: Holders) -> None:
        self._belonging = belonging
        self._card_holders = card_holders
        self._holders = holders

    def is_invited(self, session: Session, event: CommunityEvent, account: Address) -> bool:
        if event.audience == Audience.MEMBERS:
            community = session.scalars(select(Community).filter_by(slug=event.community)).one()
            return self._belonging.belongs(session, community, account)
        if event.audience == Audience.CARD:
            return bool(self._card_holders.cards_of(session, account, [MunicipalityCode(event.municipality)]))
        if event.audience == Audience.SERIES:
            return event.series is not None and self._holders.holds_one(session, account, [event.series])
        if event.audience == Audience.TIER:
            return event.tier in self._holders.tiers_reached(session, event.community, account)
        return True

    def tier_of(self, session: Session, event: CommunityEvent, account: Address | None) -> TierAsked | None:
        """What an event asks of the community's token, and what somebody holds of it; None where it asks nothing."""
        if event.audience != Audience.TIER:
            return None
        tiers = self._holders.tiers_of(session, event.community)
        named = next((one for one in tiers if one.key == event.tier), None)
        tokens = (named.token,) if named else tuple(dict.fromkeys(one.token for one in tiers))
        held = self._holders.units_held(session, tokens, account) if account else 0
        return TierAsked(named, tokens, named.least if named else 1, held)

    def may_buy(self, session: Session, service: int, account: Address, now: int) -> bool:
        """A ticket that coming events need is for whom one of them invites; any other ticket is not ours to keep."""
        events = events_with_ticket(session, service, now)
        return not events or any(self.is_invited(session, event, account) for event in events)


def events_with_ticket(session: Session, service: int, now: int) -> list[CommunityEvent]:
    """Those that need this ticket and are not over, the next first."""
    wanted = select(CommunityEvent).where(
        CommunityEvent.ticket_service == service, CommunityEvent.called_off_at.is_(None), CommunityEvent.ends_at > now
    )
    return list(session.scalars(wanted.order_by(CommunityEvent.begins_at, CommunityEvent.id)))
