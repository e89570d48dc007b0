"""What a person holds, for services that the person lets know: kinds of cards, balances of points, and tickets for the
service itself."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.adapters.ticket_desk import check_in_legs
from chain.clock import Clock
from chain.ids import Address, MunicipalityCode
from chain.municipalities import Municipalities
from marketplace.models import ChainCollection, Token
from marketplace.models import Collection as Series
from marketplace.models.kinds import Kind
from marketplace.ports import Signer
from marketplace.queries.admission.tickets import left_for_service, ticket_at_door
from marketplace.queries.tickets.holdings import TicketView, tickets_of
from points.bridges.models import ConnectedService
from points.bridges.queries.services import find_service, hears_of_tickets
from points.bridges.ticket_words import TicketNames, told_moment
from points.queries.balances import holder_balance
from wallet.oidc.places import place_named
from wallet.openid.ports import HeldCard, HeldPoints, HeldTickets


class PersonHoldings:
    """Implements wallet.openid.ports.Holdings."""

    def __init__(self, clock: Clock, municipalities: Municipalities, ticket_names: TicketNames, signer: Signer) -> None:
        self._clock = clock
        self._municipalities = municipalities
        self._ticket_names = ticket_names
        self._signer = signer

    def town_name(self, session: Session, town: MunicipalityCode) -> tuple[str, str]:
        known = self._municipalities.by_code(session, {town}).get(town)
        if known is not None:
            return known.name_ja, known.name_en
        place = place_named(town)
        return (place.name_ja, place.name_en) if place else (str(town), str(town))

    def cards(self, session: Session, account: Address) -> Sequence[HeldCard]:
        """One for each series, however many are held: a card, or what cannot be passed on."""
        is_card = (Series.kind == Kind.AMBASSADOR_CARD) | Series.locked
        found = session.scalars(
            select(Series)
            .where(
                is_card,
                Series.number.in_(
                    select(ChainCollection.number)
                    .join(Token, Token.collection == ChainCollection.address)
                    .where(Token.owner == account)
                ),
            )
            .order_by(Series.municipality, Series.number)
        )
        return [
            HeldCard(
                str(one.kind), one.municipality, *self.town_name(session, one.municipality), one.name_ja, one.name_en
            )
            for one in found
        ]

    def points(self, session: Session, account: Address) -> Sequence[HeldPoints]:
        balance = holder_balance(session, account, self._clock.now())
        return [
            HeldPoints(one.program_id, one.issuer, one.name.name_ja, one.name.name_en, int(one.total))
            for one in balance.programs
        ]

    def tickets(self, session: Session, account: Address, client_id: str) -> Sequence[HeldTickets]:
        service, now = find_service(session, client_id), self._clock.now()
        if service is None or not service.ticket_services:
            return []
        return [
            self._told(session, one, service)
            for one in tickets_of(session, account)
            if hears_of_tickets(service, one.service.municipality, one.service.number) and not one.is_over(now)
        ]

    def _to_check_in(self, session: Session, one: TicketView, service: ConnectedService) -> int | None:
        legs, now = check_in_legs(service, one), self._clock.now()
        if not legs:
            return None
        found, signs = ticket_at_door(session, one.token_id, one.holder, now), not self._signer.is_managed(one.holder)
        return left_for_service(session, found, *legs[0], now, signs=signs)

    def _told(self, session: Session, one: TicketView, service: ConnectedService) -> HeldTickets:
        return HeldTickets(
            ticket=self._ticket_names.name(service.client_id, one.token_id, one.holder),
            ticket_service=one.service.number,
            name_ja=one.service.name_ja,
            name_en=one.service.name_en,
            fare_ja=one.fare.name_ja,
            fare_en=one.fare.name_en,
            slot=one.slot.slot,
            starts_at=told_moment(one.slot.starts_at),
            ends_at=told_moment(one.slot.ends_at),
            count=one.amount,
            unused=one.unused,
            to_check_in=self._to_check_in(session, one, service),
            is_called_off=one.slot.is_cancelled,
        )
