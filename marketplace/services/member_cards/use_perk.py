"""A partner shop scans a member card, sees what to give, gives it and has it counted.

Not on chain: nobody would gain by it, and all could see where a person was. Whose card it is, the chain says.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from chain.clock import Clock, business_date
from chain.db import Database
from chain.errors import Invalid
from marketplace.errors import TokenUnknown
from marketplace.models import MEMBER_CARDS, Collection, Perk, PerkUse, Token
from marketplace.queries.holdings import Holding, find_holding
from marketplace.queries.member_cards.perks import find_perk_use, last_use, perks_of, times_used
from marketplace.services.admission.door import Door, Scan
from marketplace.services.admission.errors import NoPerkHere, NotHolder, PerkGiven, ScanInvalid
from marketplace.services.holding.right_code import ReadRight, RightCodes


@dataclass(frozen=True, slots=True)
class PerkAtDoor:
    """`number`: its place in the list of the series. `given_at`: the last time, where it may not be given again."""

    number: int
    perk: Perk
    times: int
    given_at: datetime | None


@dataclass(frozen=True, slots=True)
class MemberAtDoor:
    collection: Collection
    token_id: int
    perks: list[PerkAtDoor]


@dataclass(frozen=True, slots=True)
class Given:
    """`times`: how often this card got it, with this one."""

    collection: Collection
    token_id: int
    perk: Perk
    times: int
    at: datetime


class UsePerk:
    """Does not check that `door.staff` works for the shop; the surface does by role."""

    def __init__(self, db: Database, clock: Clock, codes: RightCodes) -> None:
        self.db = db
        self.clock = clock
        self.codes = codes

    def is_member_card(self, code: str) -> bool:
        """Whether this is the code of a card of one person; what is wrong with it, `look` says."""
        try:
            read = self.codes.read(code)
            with self.db.read() as session:
                return find_holding(session, *read.token).collection.kind in MEMBER_CARDS
        except (Invalid, TokenUnknown):
            return False

    def look(self, door: Door, code: str) -> MemberAtDoor:
        """What this shop gives to this member. Raises: Invalid (code, foreign), DoorClosed, NotHolder, NoPerkHere."""
        read = self.codes.read(code)
        door.require_open()
        with self.db.read() as session:
            holding = _held(session, read)
            perks = _at(session, door, holding, self.clock.now())
            return MemberAtDoor(holding.collection, holding.serial, perks)

    def give(self, door: Door, scan: Scan, number: int) -> Given:
        """Counted once a nonce. Raises: as `look`, and PerkGiven, ScanInvalid."""
        scan.check()
        read, now = self.codes.read(scan.code), self.clock.now()
        with self.db.write() as session:
            session.get(Token, read.token, with_for_update=True)  # first: two tills must not give the same perk
            use = find_perk_use(session, door.merchant_id, scan.nonce)
            if use is None:
                door.require_open()
                use = self._keep(session, door, scan, read, number, now)
            elif ((use.collection, use.token_id), use.perk) != (read.token, number):
                raise ScanInvalid("other")
            holding = find_holding(session, *read.token)
            times = times_used(session, read.token, number)
            return Given(
                holding.collection, holding.serial, perks_of(holding.collection)[number], times, use.created_at
            )

    def _keep(self, session: Session, door: Door, scan: Scan, read: ReadRight, number: int, now: datetime) -> PerkUse:
        holding = _held(session, read)
        found = next((one for one in _at(session, door, holding, now) if one.number == number), None)
        if found is None:
            raise NoPerkHere()
        if found.given_at is not None:
            raise PerkGiven(found.given_at)
        use = PerkUse(
            collection=read.token[0],
            token_id=read.token[1],
            holder=read.holder,
            perk=number,
            door=door.merchant_id,
            staff=door.staff,
            scan=scan.nonce,
            used_on=business_date(now),
            created_at=now,
        )
        session.add(use)
        session.flush()
        return use


def _held(session: Session, read: ReadRight) -> Holding:
    """The card, when whoever shows its code has it. Raises: NotHolder."""
    try:
        holding = find_holding(session, *read.token)
    except TokenUnknown:
        raise NotHolder() from None
    if holding.token.owner != read.holder:
        raise NotHolder()
    return holding


def _at(session: Session, door: Door, holding: Holding, now: datetime) -> list[PerkAtDoor]:
    """Raises: NoPerkHere."""
    token = holding.token.collection, holding.token.token_id
    here = [(n, perk) for n, perk in enumerate(perks_of(holding.collection)) if perk.merchant_id == door.merchant_id]
    if not here:
        raise NoPerkHere()
    found = []
    for number, perk in here:
        last = last_use(session, token, number)
        given_at = last.created_at if last is not None and _is_enough(perk, last, now) else None
        found.append(PerkAtDoor(number, perk, times_used(session, token, number), given_at))
    return found


def _is_enough(perk: Perk, last: PerkUse, now: datetime) -> bool:
    return perk.limit == "once" or (perk.limit == "day" and last.used_on == business_date(now))
