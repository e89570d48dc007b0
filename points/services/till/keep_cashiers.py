"""A shop's manager names the people at the till; each proves with a PIN who stands there."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.ids import Address, contains_my_number
from points.errors import PinRefused
from points.models import Cashier
from points.models.cashier import NAME_LENGTH, PIN_TRIES

MOST_CASHIERS = 50


class KeepCashiers:
    """Does not check that the caller is the shop's manager; the surface does."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def create(self, merchant_id: int, by: Address, name: str, pin: str, *, is_manager: bool) -> int:
        """The first one is the manager, so that somebody is.

        Raises: Invalid (name: empty, too_long, my_number, name_taken, too_many; pin).
        """
        now = self.clock.now()
        cashier = Cashier(
            merchant_id=merchant_id,
            name=_name(name),
            is_manager=is_manager,
            is_active=True,
            created_by=by,
            created_at=now,
        )
        cashier.set_pin(pin, now)
        with self.db.write() as session:
            if self._count(session, merchant_id) >= MOST_CASHIERS:
                raise Invalid("name", "too_many")
            alike = Cashier.merchant_id == merchant_id, Cashier.name == cashier.name, Cashier.is_active
            if session.scalar(select(Cashier.id).where(*alike)) is not None:
                raise Invalid("name", "name_taken")
            cashier.is_manager = is_manager or not self._has_manager(session, merchant_id)
            session.add(cashier)
            session.flush()
            return cashier.id

    def set_pin(self, merchant_id: int, cashier_id: int, pin: str) -> None:
        """Also unlocks, and ends what the cashier has open on other devices. Raises: NotFound, Invalid (pin)."""
        with self.db.write() as session:
            self._own(session, merchant_id, cashier_id).set_pin(pin, self.clock.now())

    def set_active(self, merchant_id: int, cashier_id: int, *, is_active: bool) -> None:
        """Raises: NotFound."""
        with self.db.write() as session:
            self._own(session, merchant_id, cashier_id).is_active = is_active

    def enter(self, merchant_id: int, cashier_id: int, pin: str) -> Cashier:
        """Whoever knows the PIN stands at the till. A wrong one counts, whatever becomes of the caller.

        Raises: NotFound, PinRefused.
        """
        with self.db.write() as session:
            cashier = self._own(session, merchant_id, cashier_id)
            if not cashier.is_active:
                raise NotFound("cashier", cashier_id)
            refusal = _judge(cashier, pin)
        if refusal is not None:
            raise refusal
        return cashier

    def _own(self, session: Session, merchant_id: int, cashier_id: int) -> Cashier:
        cashier = session.get(Cashier, cashier_id, with_for_update=True)
        if cashier is None or cashier.merchant_id != merchant_id:
            raise NotFound("cashier", cashier_id)
        return cashier

    def _has_manager(self, session: Session, merchant_id: int) -> bool:
        managers = Cashier.merchant_id == merchant_id, Cashier.is_active, Cashier.is_manager
        return session.scalar(select(Cashier.id).where(*managers).limit(1)) is not None

    def _count(self, session: Session, merchant_id: int) -> int:
        mine = select(func.count()).select_from(Cashier).where(Cashier.merchant_id == merchant_id, Cashier.is_active)
        return session.scalar(mine) or 0


def _judge(cashier: Cashier, pin: str) -> PinRefused | None:
    if cashier.is_locked:
        return PinRefused("locked")
    if cashier.has_pin(pin):
        cashier.wrong_tries = 0
        return None
    cashier.wrong_tries += 1
    return PinRefused("locked") if cashier.is_locked else PinRefused("wrong", PIN_TRIES - cashier.wrong_tries)


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise Invalid("name", "empty")
    if len(name) > NAME_LENGTH:
        raise Invalid("name", "too_long")
    if contains_my_number(name):
        raise Invalid("name", "my_number")
    return name
