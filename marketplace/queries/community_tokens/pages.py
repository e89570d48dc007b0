"""Pages about community tokens: the list, one token for its reader, a purchase, and the officer's desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from marketplace.models import OrderState
from marketplace.models.community_tokens import (
    ChainOffering,
    OfferingState,
    Tier,
    TokenOffering,
    TokenPurchase,
    TokensBought,
    next_tier,
    tier_of,
)
from marketplace.models.community_tokens.errors import TokenPurchaseUnknown
from marketplace.queries.community_tokens.views import OfferingView, held_by, offering_view, views_of
from marketplace.queries.yen import balance_of

_SHOWN = [OfferingState.RUNNING, OfferingState.UPCOMING, OfferingState.SOLD_OUT, OfferingState.OVER]
_MOST_PURCHASES = 20


@dataclass(frozen=True, slots=True)
class PurchaseView:
    """`bought`: as the chain has it; None before."""

    purchase: TokenPurchase
    bought: TokensBought | None

    @property
    def state(self) -> OrderState:
        return self.purchase.state


@dataclass(frozen=True, slots=True)
class Holding:
    """What a reader holds of one token. `to_next`: units to the tier `above`; 0 at the top."""

    held: int
    tier: Tier | None
    above: Tier | None
    may_buy: int
    balance: Yen
    purchases: list[PurchaseView]

    @property
    def to_next(self) -> int:
        return self.above.least - self.held if self.above else 0


@dataclass(frozen=True, slots=True)
class TokenPage:
    view: OfferingView
    tiers: list[Tier]
    own: Holding | None  # None: nobody is signed in


@dataclass(frozen=True, slots=True)
class TierCount:
    """`holders` whose highest tier this is; None: below the lowest."""

    tier: Tier | None
    holders: int


@dataclass(frozen=True, slots=True)
class TokenDesk:
    view: OfferingView
    tiers: list[TierCount]
    income: Yen


class CommunityTokenPages:
    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def listed(self) -> list[OfferingView]:
        """What visitors may see: those on sale first."""
        with self.db.read() as session:
            found = select(TokenOffering).join(ChainOffering, ChainOffering.number == TokenOffering.number)
            rows = session.scalars(found.order_by(TokenOffering.closes_at.desc(), TokenOffering.number)).all()
            views = views_of(session, rows, self.clock.now())
        return sorted(views, key=lambda view: _SHOWN.index(view.state))

    def held(self, account: Address) -> list[tuple[OfferingView, int, Tier | None]]:
        """The tokens somebody holds, with units and tier."""
        with self.db.read() as session:
            found = select(TokenOffering).where(TokenOffering.number.in_(_numbers_of(account)))
            views = views_of(session, session.scalars(found.order_by(TokenOffering.number)).all(), self.clock.now())
            own = select(TokensBought.number, func.sum(TokensBought.quantity)).where(TokensBought.buyer == account)
            held = {number: int(units) for number, units in session.execute(own.group_by(TokensBought.number))}
        units_of = ((view, held[view.offering.number]) for view in views)
        return [(view, units, tier_of(units, view.offering.typed_tiers())) for view, units in units_of]

    def page(self, number: int, reader: Address | None) -> TokenPage:
        """Raises: OfferingUnknown, also for a draft."""
        with self.db.read() as session:
            view = offering_view(session, number, self.clock.now())
            own = _holding(session, view, reader) if reader else None
        return TokenPage(view, view.offering.typed_tiers(), own)

    def purchase(self, purchase_id: int, buyer: Address) -> tuple[OfferingView, PurchaseView]:
        """Raises: TokenPurchaseUnknown, also for somebody else's."""
        with self.db.read() as session:
            row = session.get(TokenPurchase, purchase_id)
            if row is None or row.buyer != buyer:
                raise TokenPurchaseUnknown(purchase_id)
            view = offering_view(session, row.offering_number, self.clock.now())
            return view, _purchases(session, [row])[0]

    def desk_list(self, municipality: MunicipalityCode) -> list[OfferingView]:
        with self.db.read() as session:
            found = select(TokenOffering).filter_by(municipality=municipality)
            rows = session.scalars(found.order_by(TokenOffering.created_at.desc(), TokenOffering.number)).all()
            return views_of(session, rows, self.clock.now())

    def desk(self, municipality: MunicipalityCode, number: int) -> TokenDesk:
        """Raises: OfferingUnknown, also for another town's."""
        with self.db.read() as session:
            view = offering_view(session, number, self.clock.now(), municipality)
            income = session.scalar(select(func.sum(TokensBought.total)).filter_by(number=number))
            tiers = [*reversed(view.offering.typed_tiers()), None]
            reached = [_holders_from(session, number, tier.least if tier else 1) for tier in tiers]
        above = [0, *reached]
        counts = [TierCount(tier, here - more) for tier, here, more in zip(tiers, reached, above, strict=False)]
        return TokenDesk(view, counts, Yen(int(income or 0)))


def _holders_from(session: Session, number: int, least: int) -> int:
    """How many accounts hold at least so many units."""
    held = select(TokensBought.buyer).filter_by(number=number).group_by(TokensBought.buyer)
    enough = held.having(func.sum(TokensBought.quantity) >= least).subquery()
    return session.scalar(select(func.count()).select_from(enough)) or 0


def _holding(session: Session, view: OfferingView, reader: Address) -> Holding:
    number, tiers = view.offering.number, view.offering.typed_tiers()
    held = held_by(session, number, reader)
    found = select(TokenPurchase).filter_by(offering_number=number, buyer=reader)
    found = found.where(TokenPurchase.state != OrderState.AWAITING_SIGNATURE)
    rows = session.scalars(found.order_by(TokenPurchase.id.desc()).limit(_MOST_PURCHASES)).all()
    return Holding(
        held=held,
        tier=tier_of(held, tiers),
        above=next_tier(held, tiers),
        may_buy=view.may_buy(held),
        balance=balance_of(session, reader),
        purchases=_purchases(session, rows),
    )


def _purchases(session: Session, rows: Sequence[TokenPurchase]) -> list[PurchaseView]:
    ids = [row.purchase_id for row in rows]
    facts = {
        one.purchase_id: one for one in session.scalars(select(TokensBought).where(TokensBought.purchase_id.in_(ids)))
    }
    return [PurchaseView(row, facts.get(row.purchase_id)) for row in rows]


def _numbers_of(account: Address) -> Select[int]:
    return select(TokensBought.number).filter_by(buyer=account)
