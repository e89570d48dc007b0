"""An officer lets people charge a paid program on the web, or ends that."""

from __future__ import annotations

from chain.clock import Clock, business_date, day_number
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from chain.units import Points
from points.errors import OnlineSaleRefused
from points.models import OnlineSale
from points.models.online_sale import LEAST_CHARGE, MOST_A_MONTH, MOST_AT_ONCE
from points.ports import Signer
from points.queries.programs import program_on_chain


class KeepOnlineSale:
    """Does not check that the officer holds the Issuer role; the surface does by role, the contract by signature."""

    def __init__(self, db: Database, clock: Clock, signer: Signer) -> None:
        self.db = db
        self.clock = clock
        self.signer = signer

    def open(
        self, issuer: MunicipalityCode, officer: Address, program_id: int, most_at_once: Points, most_a_month: Points
    ) -> None:
        """Each charge is signed with this officer's key, without asking again. Once more changes the limits.

        Raises: NotFound, OnlineSaleRefused (not_paid, over, own_wallet), Invalid (most_at_once, most_a_month).
        """
        if not LEAST_CHARGE <= most_at_once <= MOST_AT_ONCE:
            raise Invalid("most_at_once", "not_between", least=int(LEAST_CHARGE), most=int(MOST_AT_ONCE))
        if not most_at_once <= most_a_month <= MOST_A_MONTH:
            raise Invalid("most_a_month", "not_between", least=int(most_at_once), most=int(MOST_A_MONTH))
        if not self.signer.is_managed(officer):
            raise OnlineSaleRefused("own_wallet")
        now = self.clock.now()
        with self.db.write() as session:
            program = program_on_chain(session, issuer, program_id)
            if not program.is_paid:
                raise OnlineSaleRefused("not_paid")
            if program.last_day < day_number(business_date(now)):
                raise OnlineSaleRefused("over")
            sale = session.get(OnlineSale, program_id) or OnlineSale(program_id=program_id)
            sale.officer, sale.is_open, sale.opened_at = officer, True, now
            sale.most_at_once, sale.most_a_month = most_at_once, most_a_month
            session.add(sale)

    def close(self, issuer: MunicipalityCode, program_id: int) -> None:
        """What was paid for already is still issued. Raises: NotFound."""
        with self.db.write() as session:
            program_on_chain(session, issuer, program_id)
            sale = session.get(OnlineSale, program_id)
            if sale is None:
                raise NotFound("online sale", program_id)
            sale.is_open = False
