"""An offering of a community token with what was sold of it, and holdings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import unix
from chain.ids import Address, MunicipalityCode
from marketplace.models import PublishState
from marketplace.models.community_tokens import (
    ChainOffering,
    OfferingClosed,
    OfferingState,
    TokenOffering,
    TokensBought,
    offering_state,
)
from marketplace.models.community_tokens.errors import OfferingUnknown


@dataclass(frozen=True, slots=True)
class OfferingView:
    """`sold` units to `holders` accounts; `token`: the ERC-20 contract, None before it is on chain."""

    offering: TokenOffering
    state: OfferingState
    sold: int
    holders: int
    token: Address | None

    @property
    def left(self) -> int:
        return self.offering.cap - self.sold

    @property
    def percent(self) -> int:
        """Of the cap, rounded down."""
        return self.sold * 100 // self.offering.cap

    @property
    def is_on_chain(self) -> bool:
        return self.token is not None

    def may_buy(self, held: int) -> int:
        """How many more units somebody who holds `held` may buy."""
        return max(0, min(self.left, self.offering.per_account - held))


def load_offering(session: Session, number: int, municipality: MunicipalityCode | None = None) -> TokenOffering:
    """Locked for writing. Raises: OfferingUnknown, also for another town's where a town is given."""
    offering = session.get(TokenOffering, number, with_for_update=True)
    if offering is None or municipality not in (None, offering.municipality):
        raise OfferingUnknown(number)
    return offering


def offering_view(
    session: Session, number: int, now: datetime, municipality: MunicipalityCode | None = None
) -> OfferingView:
    """Raises: OfferingUnknown, also for another town's where a town is given."""
    offering = session.get(TokenOffering, number)
    if offering is None or municipality not in (None, offering.municipality):
        raise OfferingUnknown(number)
    return views_of(session, [offering], now)[0]


def views_of(session: Session, offerings: Sequence[TokenOffering], now: datetime) -> list[OfferingView]:
    numbers = [offering.number for offering in offerings]
    on_chain = {
        one.number: one for one in session.scalars(select(ChainOffering).where(ChainOffering.number.in_(numbers)))
    }
    closed = set(session.scalars(select(OfferingClosed.number).where(OfferingClosed.number.in_(numbers))))
    sold = _sold(session, numbers)
    return [
        OfferingView(
            offering=offering,
            state=_state(offering, on_chain.get(offering.number), offering.number in closed, sold, unix(now)),
            sold=sold.get(offering.number, (0, 0))[0],
            holders=sold.get(offering.number, (0, 0))[1],
            token=on_chain[offering.number].token if offering.number in on_chain else None,
        )
        for offering in offerings
    ]


def held_by(session: Session, number: int, account: Address) -> int:
    """Units of one offering's token."""
    held = select(func.sum(TokensBought.quantity)).filter_by(number=number, buyer=account)
    return int(session.scalar(held) or 0)


def _state(
    offering: TokenOffering,
    on_chain: ChainOffering | None,
    is_closed: bool,
    sold: dict[int, tuple[int, int]],
    now: int,
) -> OfferingState:
    if on_chain is None:
        return OfferingState.FAILED if offering.state == PublishState.FAILED else OfferingState.DRAFT
    return offering_state(
        opens_at=on_chain.opens_at,
        closes_at=on_chain.closes_at,
        cap=on_chain.cap,
        sold=sold.get(offering.number, (0, 0))[0],
        is_closed=is_closed,
        now=now,
    )


def _sold(session: Session, numbers: Sequence[int]) -> dict[int, tuple[int, int]]:
    columns = TokensBought.number, func.sum(TokensBought.quantity), func.count(func.distinct(TokensBought.buyer))
    found = select(*columns).where(TokensBought.number.in_(numbers)).group_by(TokensBought.number)
    return {number: (int(units), int(people)) for number, units, people in session.execute(found)}
