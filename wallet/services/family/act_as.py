"""A guardian's browser acts for a ward: begun on purpose, looked at again at every request, over at sign-out, after
half an hour without a request, and the moment the bond ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select, update

from chain.clock import Clock, business_date
from chain.db import Database
from chain.errors import NotFound
from wallet.models import Account, BrowserSession
from wallet.models.family import FamilyAct, FamilyBond
from wallet.services.open_session import Seen
from wallet.tokens import token_hash

ACTING_IDLE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Acting:
    bond_id: int
    guardian: Account
    ward: Account


class ActAs:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def begin(self, token: str, guardian: Account, bond_id: int) -> None:
        """Raises: NotFound for anybody else's bond and for one that does not hold."""
        with self._db.write() as session:
            bond = session.get(FamilyBond, bond_id)
            if bond is None or bond.guardian != guardian.address or not bond.holds_on(self._today()):
                raise NotFound("family bond", bond_id)
            mine = update(BrowserSession).where(
                BrowserSession.token_hash == token_hash(token), BrowserSession.account_id == guardian.id
            )
            session.execute(mine.values(acting_bond_id=bond_id, last_seen_at=self._clock.now()))

    def end(self, token: str) -> None:
        with self._db.write() as session:
            mine = update(BrowserSession).where(BrowserSession.token_hash == token_hash(token))
            session.execute(mine.values(acting_bond_id=None))

    def current(self, seen: Seen) -> Acting | None:
        """For whom this browser acts now. What holds no more is taken off the session, so it does not come back."""
        if seen.acting_bond_id is None:
            return None
        with self._db.read() as session:
            bond = session.get(FamilyBond, seen.acting_bond_id)
            holds = bond is not None and bond.guardian == seen.account.address and bond.holds_on(self._today())
            ward = session.scalar(select(Account).where(Account.address == bond.ward)) if bond and holds else None
        if bond is None or ward is None or self._clock.now() - seen.last_seen_at >= ACTING_IDLE:
            with self._db.write() as session:
                this = update(BrowserSession).where(BrowserSession.id == seen.session_id)
                session.execute(this.values(acting_bond_id=None))
            return None
        return Acting(bond.id, seen.account, ward)

    def note(self, bond_id: int, act: str) -> None:
        """What was done, for both to see."""
        with self._db.write() as session:
            session.add(FamilyAct(bond_id=bond_id, act=act, at=self._clock.now()))

    def _today(self) -> date:
        return business_date(self._clock.now())
