"""What sales brought in, as the chain paid it out: by item, by payee, by day, and line by line.

Fixed-price sales of the market. Auctions, tickets and projects have accounts of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from chain.clock import day_from_number, end_of_day, unix
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from marketplace.models import Collection, Listing, Sale, Share, SharePaid

_JAPAN, _DAY = 32_400, 86_400  # seconds
_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose sales. `payee`: only what this account got; then nothing else of a sale is told."""

    municipality: MunicipalityCode
    first: date
    last: date
    payee: Address | None = None

    def span(self) -> tuple[int, int]:
        """Unix seconds: from the first midnight in Japan until before the last."""
        return unix(end_of_day(self.first)) - _DAY, unix(end_of_day(self.last))


@dataclass(frozen=True, slots=True)
class ItemTakings:
    collection: Collection
    quantity: int
    amount: Yen


@dataclass(frozen=True, slots=True)
class PayeeTakings:
    payee: Address
    name_ja: str
    name_en: str
    amount: Yen


@dataclass(frozen=True, slots=True)
class DayTakings:
    day: date
    amount: Yen


@dataclass(frozen=True, slots=True)
class Takings:
    items: Sequence[ItemTakings]
    payees: Sequence[PayeeTakings]
    days: Sequence[DayTakings]

    @property
    def total(self) -> Yen:
        return Yen(sum(int(item.amount) for item in self.items))

    @property
    def paid(self) -> Yen:
        """The shares; the same as `total`, as the chain keeps nothing of a sale."""
        return Yen(sum(int(one.amount) for one in self.payees))


@dataclass(frozen=True, slots=True)
class TakingsLine:
    """One share of one sale."""

    sale: Sale
    collection: Collection
    payee: Address
    share: Share | None
    amount: Yen


def takings(session: Session, scope: Scope) -> Takings:
    by_item = _shares(scope, Listing.collection_number, func.sum(SharePaid.amount)).group_by(Listing.collection_number)
    amounts = {number: int(amount) for number, amount in session.execute(by_item)}
    counted = _sales(scope, Listing.collection_number, func.sum(Sale.quantity)).group_by(Listing.collection_number)
    counted = counted.where(Sale.payment_id.is_(None))
    quantities = {number: int(count) for number, count in session.execute(counted)}
    collections = session.scalars(select(Collection).where(Collection.number.in_(amounts)))
    items = [ItemTakings(one, quantities.get(one.number, 0), Yen(amounts[one.number])) for one in collections]
    by_payee = _shares(scope, SharePaid.payee, func.sum(SharePaid.amount)).group_by(SharePaid.payee)
    labels = _labels(session, scope)
    payees = [
        PayeeTakings(payee, *_names(labels, payee), Yen(int(amount))) for payee, amount in session.execute(by_payee)
    ]
    return Takings(
        sorted(items, key=lambda item: (-int(item.amount), item.collection.number)),
        sorted(payees, key=lambda one: (-int(one.amount), one.payee)),
        _days(session, scope),
    )


def takings_lines(session: Session, scope: Scope) -> Iterator[TakingsLine]:
    """In the order of the chain, read some at a time."""
    ordered = _shares(scope, Sale, Listing, SharePaid).order_by(
        Sale.block_number, Sale.log_index, SharePaid.block_number, SharePaid.log_index, SharePaid.part
    )
    for sale, listing, paid in session.execute(ordered.execution_options(yield_per=_PAGE)):
        share = next((one for one in listing.typed_shares() if one.payee == paid.payee), None)
        yield TakingsLine(sale, listing.collection, paid.payee, share, Yen(int(paid.amount)))


def _days(session: Session, scope: Scope) -> list[DayTakings]:
    day = ((Sale.block_time + _JAPAN) // _DAY).label("day")
    rows = _shares(scope, day, SharePaid.amount.label("amount")).subquery()
    summed = select(rows.c.day, func.sum(rows.c.amount)).group_by(rows.c.day).order_by(rows.c.day)
    return [DayTakings(day_from_number(int(number)), Yen(int(amount))) for number, amount in session.execute(summed)]


def _shares(scope: Scope, *columns: Any) -> Select[Any]:
    joined = (
        select(*columns)
        .select_from(Sale)
        .join(Listing, Listing.number == Sale.listing_number)
        .join(SharePaid, SharePaid.purchase_id == Sale.purchase_id)
    )
    return _within(joined, scope)


def _sales(scope: Scope, *columns: Any) -> Select[Any]:
    """Each sale once, however many shares of it count."""
    joined = select(*columns).select_from(Sale).join(Listing, Listing.number == Sale.listing_number)
    if scope.payee is not None:
        paid = select(SharePaid.purchase_id).where(SharePaid.payee == scope.payee)
        joined = joined.where(Sale.purchase_id.in_(paid))
    return _of_town(joined, scope)


def _within(joined: Select[Any], scope: Scope) -> Select[Any]:
    if scope.payee is not None:
        joined = joined.where(SharePaid.payee == scope.payee)
    return _of_town(joined, scope)


def _of_town(joined: Select[Any], scope: Scope) -> Select[Any]:
    begin, end = scope.span()
    return joined.join(Collection, Collection.number == Listing.collection_number).where(
        Collection.municipality == scope.municipality, Sale.block_time >= begin, Sale.block_time < end
    )


def _labels(session: Session, scope: Scope) -> dict[Address, Share]:
    """What the listings call their payees, the newest last."""
    listings = select(Listing).join(Listing.collection).where(Collection.municipality == scope.municipality)
    found = session.scalars(listings.order_by(Listing.created_at, Listing.number))
    return {share.payee: share for listing in found for share in listing.typed_shares()}


def _names(labels: dict[Address, Share], payee: Address) -> tuple[str, str]:
    share = labels.get(payee)
    return (share.label_ja, share.label_en) if share else ("", "")
