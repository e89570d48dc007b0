"""The list that a door loads while it has a line: all codes that are good there today, to let people in without one.

It holds no code, only the hash of each: who finds a list can show nobody's code, and there is no name in it. Of those
who keep their own key it has what they signed ahead: nobody could sign for them later.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection as Many
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date, end_of_day, unix
from chain.contracts.ticket_inventory import ticket_id
from chain.db import Database
from chain.ids import Address
from marketplace.models import ChainCollection, Collection, RightRedemption, Token, TokenActState, rules_of
from marketplace.models.rules import UNLIMITED_USES
from marketplace.models.tickets.details import Leg
from marketplace.models.tickets.facts import TicketAdmission, TicketHolding
from marketplace.models.tickets.services import TicketFare, TicketService
from marketplace.ports import Signer
from marketplace.queries.admission.rights import right_at_door, signed_uses
from marketplace.queries.admission.tickets import signed_ahead, standing_admissions, ticket_at_door
from marketplace.queries.holding.rights import TokenKey, standings
from marketplace.queries.tickets.services import SlotView, slot_views
from marketplace.services.admission.door import Door
from marketplace.services.holding.right_code import RightCodes
from marketplace.services.tickets.ticket_code import TicketCodes

_MANY = 9_999  # shown for uses without limit


@dataclass(frozen=True, slots=True)
class GoodCode:
    """`code_hash`: SHA-256 in hex. `legs`: (number, leg or None for a right, how many are left). `is_whole`: all that
    are left at once, as the holder signed for so many. Unix seconds."""

    code_hash: str
    about: TokenKey | int  # a right's token, or a ticket's id
    holder: Address
    thing: TicketService | Collection
    fare: TicketFare | None
    legs: list[tuple[int, Leg | None, int]]
    good_from: int
    good_until: int
    is_whole: bool = False


class ListGood:
    def __init__(self, db: Database, clock: Clock, signer: Signer, tickets: TicketCodes, rights: RightCodes) -> None:
        self.db = db
        self.clock = clock
        self.signer = signer
        self.tickets = tickets
        self.rights = rights

    def today(self, door: Door) -> list[GoodCode]:
        """What is used up, or not good today, is left out. Raises: DoorClosed."""
        door.require_open()
        now = self.clock.now()
        with self.db.read() as session:
            found = [*self._tickets(session, door, now), *self._rights(session, door, now)]
            keep_key = {who for who in {one.holder for one in found} if not self.signer.is_managed(who)}
            return [good for one in found for good in _as_signed(session, one, keep_key, door, now)]

    def _tickets(self, session: Session, door: Door, now: datetime) -> list[GoodCode]:
        found: list[GoodCode] = []
        slots: dict[int, list[SlotView]] = {}
        pairs = select(TicketFare, TicketService).join(TicketService, TicketService.number == TicketFare.service_number)
        for fare, service in session.execute(pairs.order_by(TicketFare.number)):
            legs = _legs_here(door, fare, service)
            if not legs:
                continue
            if service.number not in slots:
                slots[service.number] = _of_today(slot_views(session, service.number), now)
            for slot in slots[service.number]:
                found += self._of_slot(session, fare, service, slot, legs, now)
        return found

    def _of_slot(
        self,
        session: Session,
        fare: TicketFare,
        service: TicketService,
        slot: SlotView,
        legs: Sequence[tuple[int, Leg]],
        now: datetime,
    ) -> list[GoodCode]:
        token = ticket_id(fare.number, slot.slot)
        used: dict[tuple[Address, int], int] = defaultdict(int)
        for one in session.scalars(select(TicketAdmission).filter_by(token_id=token)):
            used[one.holder, one.leg] |= one.units
        for act in session.scalars(standing_admissions(now).filter_by(token_id=token)):
            used[act.holder, act.leg] |= act.units
        found = []
        for held in session.scalars(select(TicketHolding).filter_by(token_id=token)):
            counted = [(number, leg, held.amount - used[held.holder, number].bit_count()) for number, leg in legs]
            left: list[tuple[int, Leg | None, int]] = [one for one in counted if one[2] > 0]
            if left:
                code = _hash(self.tickets.code(token, held.holder))
                found.append(GoodCode(code, token, held.holder, service, fare, left, slot.admits_from, slot.ends_at))
        return found

    def _rights(self, session: Session, door: Door, now: datetime) -> list[GoodCode]:
        pairs = select(Collection, ChainCollection.address).join(
            ChainCollection, ChainCollection.number == Collection.number
        )
        series: dict[Address, Collection] = {}
        for collection, address in session.execute(pairs):
            rules = rules_of(collection.typed_detail())
            if rules.uses and door.serves(rules.place, collection.municipality):
                series[address] = collection
        tokens = session.scalars(select(Token).where(Token.collection.in_(series))).all()
        owners = {(one.collection, one.token_id): one.owner for one in tokens}
        stand = standings(session, [(series[key[0]], key) for key in owners], unix(now))
        scanned = _scanned(session, list(series))
        found = []
        for key, standing in stand.items():
            rules, used = standing.rules, max(standing.used, scanned.get(key, 0))
            if standing.is_usable and used < rules.uses:
                left = _MANY if rules.uses == UNLIMITED_USES else rules.uses - used
                user = standing.lent_to or owners[key]
                until = standing.lent_until or rules.valid_until or unix(end_of_day(business_date(now)))
                code = _hash(self.rights.code(key, user))
                legs: list[tuple[int, Leg | None, int]] = [(0, None, left)]
                found.append(GoodCode(code, key, user, series[key[0]], None, legs, rules.valid_from, until))
        return found


def _as_signed(session: Session, good: GoodCode, keep_key: Many[Address], door: Door, now: datetime) -> list[GoodCode]:
    """The same, or of somebody who keeps the key what they signed for this door; nothing where they did not."""
    if good.holder not in keep_key:
        return [good]
    if isinstance(good.about, tuple):
        used = right_at_door(session, good.about, now).used
        signed = signed_uses(session, good.about, good.holder, used + 1, now)
        is_signed = any(row.place in (door.merchant_id, 0) for row in signed)
        return [replace(good, legs=[(0, None, 1)], is_whole=True)] if is_signed else []
    at_door = ticket_at_door(session, good.about, good.holder, now)
    signed_here = [act for act in signed_ahead(session, at_door, now) if act.place in (door.merchant_id, 0)]
    counts = {act.leg: act.units.bit_count() for act in signed_here}
    legs = [(number, leg, counts[number]) for number, leg, _ in good.legs if number in counts]
    return [replace(good, legs=legs, is_whole=True)] if legs else []


def _legs_here(door: Door, fare: TicketFare, service: TicketService) -> list[tuple[int, Leg]]:
    legs = enumerate(fare.typed_legs())
    return [(number, leg) for number, leg in legs if door.serves(leg.place, service.municipality)]


def _of_today(slots: Sequence[SlotView], now: datetime) -> list[SlotView]:
    end = unix(end_of_day(business_date(now)))
    return [one for one in slots if not one.is_cancelled and one.admits_from < end and unix(now) < one.ends_at]


def _scanned(session: Session, addresses: Sequence[Address]) -> dict[TokenKey, int]:
    """The last use that a door has signed."""
    rows = select(RightRedemption).where(
        RightRedemption.collection.in_(addresses), RightRedemption.state == TokenActState.PENDING
    )
    last: dict[TokenKey, int] = {}
    for row in session.scalars(rows):
        key = (row.collection, row.token_id)
        last[key] = max(last.get(key, 0), row.use)
    return last


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
