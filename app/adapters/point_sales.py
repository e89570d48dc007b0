"""The points domain as the checkout sees it: which programs can be charged, and issuing what was paid for."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.ids import Address
from chain.units import Points, Yen
from marketplace.ports import ChargeOutcome, PointOffer
from points.queries.online_sales import ChargeState, SoldProgram, sold_programs
from points.services.online.charge_online import ChargeOnline

_OUTCOMES = {
    ChargeState.WAITING: ChargeOutcome.WAITING,
    ChargeState.ISSUED: ChargeOutcome.ISSUED,
    ChargeState.FAILED: ChargeOutcome.FAILED,
}


class OnlinePointSales:
    """One yen is one point."""

    def __init__(self, clock: Clock, charge: ChargeOnline) -> None:
        self._clock = clock
        self._charge = charge

    def offers(self, session: Session) -> Sequence[PointOffer]:
        return [_offer(one) for one in sold_programs(session, self._clock.now())]

    def find(self, session: Session, program: int) -> PointOffer | None:
        found = sold_programs(session, self._clock.now(), program)
        return _offer(found[0]) if found else None

    def check(self, session: Session, program: int, account: Address, amount: Yen) -> PointOffer:
        return _offer(self._charge.check(session, program, account, Points(int(amount))))

    def issue(self, key: str, program: int, account: Address, amount: Yen) -> None:
        self._charge.issue(key, program, account, Points(int(amount)))

    def outcome(self, session: Session, key: str) -> tuple[ChargeOutcome, str] | None:
        found = self._charge.outcome(session, key)
        return (_OUTCOMES[found[0]], found[1]) if found else None


def _offer(sold: SoldProgram) -> PointOffer:
    return PointOffer(
        program=sold.program_id,
        municipality=sold.issuer,
        area_id=sold.area_id,
        name_ja=sold.name_ja,
        name_en=sold.name_en or sold.name_ja,
        most_at_once=Yen(int(sold.most_at_once)),
        last_day=sold.last_day,
    )
