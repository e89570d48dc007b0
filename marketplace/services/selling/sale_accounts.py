"""The accounts that takings are paid to: one of each town, and of who runs the platform; and
the one in which the yen of point charges wait."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from marketplace.models.selling import SaleAccount
from marketplace.ports import OpensAccounts

PLATFORM = "platform"
CHARGES = "charges"


class SaleAccounts:
    """An account is opened when it is first needed; its key is kept with the other managed keys."""

    def __init__(self, db: Database, clock: Clock, opens: OpensAccounts) -> None:
        self.db = db
        self.clock = clock
        self.opens = opens

    def of(self, owner: str, name: str) -> Address:
        """`owner`: a municipality code, PLATFORM or CHARGES."""
        with self.db.read() as session:
            known = session.get(SaleAccount, owner)
            if known is not None:
                return known.address
        try:
            return self.put(owner, self.opens.open(name))
        except IntegrityError:  # somebody else opened it just now
            with self.db.read() as session:
                return session.get_one(SaleAccount, owner).address

    def put(self, owner: str, address: Address) -> Address:
        with self.db.write() as session:
            session.add(SaleAccount(owner=owner, address=address, opened_at=self.clock.now()))
        return address
