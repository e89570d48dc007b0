"""Points for those who came: a grant is drafted with their names, once an event. A town's officer signs it as any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.errors import Invalid
from chain.hashing import keccak
from chain.ids import Address, MunicipalityCode
from chain.units import Points
from dao.errors import EventClosed
from dao.models.events import CommunityEvent, EventGrant, EventReply
from dao.ports import ThanksGrants, ThanksOrder, ThanksProgram
from dao.services.events.loading import locked_event


@dataclass(frozen=True, slots=True)
class Reward:
    """`program`: number of the town's point program."""

    program: int
    each: Points


class RewardGuests:
    """Callers have checked that the officer acts for the town."""

    def __init__(self, db: Database, clock: Clock, thanks: ThanksGrants) -> None:
        self._db = db
        self._clock = clock
        self._thanks = thanks

    def programs(self, municipality: MunicipalityCode) -> Sequence[ThanksProgram]:
        return self._thanks.programs(municipality)

    def reward(self, number: int, municipality: MunicipalityCode, officer: Address, reward: Reward) -> int:
        """One account gets `each` once, however many it brought. Returns: the campaign to be checked and signed; the
        same one whenever it is asked for again: the key of the grant is that of the event.

        Raises: EventUnknown, EventClosed (not_over, called_off), Invalid (each, program, guests).
        """
        if int(reward.each) < 1:
            raise Invalid("each", "zero")
        program = next((one for one in self._thanks.programs(municipality) if one.program == reward.program), None)
        if program is None:
            raise Invalid("program", "unknown")
        with self._db.write() as session:
            event = locked_event(session, number, str(municipality))
            known = session.get(EventGrant, number)
            if known is not None:
                return known.campaign
            guests = self._guests(session, event)
            if (needed := int(reward.each) * len(guests)) > program.left:
                raise Invalid("each", "thanks_exceed", needed=needed, left=program.left)
            order = ThanksOrder(
                municipality, officer, reward.program, int(reward.each), guests, event.title_ja,
                event.title_en, keccak(f"event:{event.community}:{number}:{event.created_at.isoformat()}".encode()),
                whom="guests",
            )  # fmt: skip
        campaign = self._thanks.draft(order)  # outside: the points domain writes in transactions of its own
        with self._db.write() as session:
            made = {"program": reward.program, "each": int(reward.each), "made_by": officer}
            session.merge(EventGrant(event_id=number, campaign=campaign, made_at=self._clock.now(), **made))
        return campaign

    def _guests(self, session: Session, event: CommunityEvent) -> list[Address]:
        if event.called_off_at is not None:
            raise EventClosed(event.id, "called_off")
        if unix(self._clock.now()) < event.ends_at:
            raise EventClosed(event.id, "not_over")
        came = select(EventReply.account).where(EventReply.event_id == event.id, EventReply.came_at.is_not(None))
        guests = list(session.scalars(came.order_by(EventReply.came_at, EventReply.id)).all())
        if not guests:
            raise Invalid("guests", "nobody_came")
        return guests
