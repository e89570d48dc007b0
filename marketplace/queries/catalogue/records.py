"""What the chain says about sales, for the pages of an item and of a town."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from marketplace.models import Collection, Listing, Sale, SharePaid

_NEWEST = 6


@dataclass(frozen=True, slots=True)
class SaleRecord:
    block_time: int  # unix seconds
    quantity: int
    total: Yen  # or points
    is_in_points: bool
    first_token_id: int
    tx_hash: str


@dataclass(frozen=True, slots=True)
class Received:
    """What one payee got of all that a town sold, under the words the newest listing has for it."""

    label_ja: str
    label_en: str
    amount: int
    percent: int


def sales_of(session: Session, listing: int) -> Sequence[SaleRecord]:
    """The newest sales; who bought is nobody's business here."""
    columns = (Sale.block_time, Sale.quantity, Sale.total, Sale.payment_id, Sale.first_token_id, Sale.tx_hash)
    newest = select(*columns).where(Sale.listing_number == listing)
    rows = session.execute(newest.order_by(Sale.block_number.desc(), Sale.log_index.desc()).limit(_NEWEST))
    return [
        SaleRecord(at, many, total, payment is not None, first, "0x" + tx.hex())
        for at, many, total, payment, first, tx in rows
    ]


def received_by(session: Session, town: MunicipalityCode) -> list[Received]:
    """Who got how much of a town's sales so far, the most first."""
    found = (
        select(SharePaid.payee, Listing.number, func.sum(SharePaid.amount))
        .join(Sale, Sale.purchase_id == SharePaid.purchase_id)
        .join(Listing, Listing.number == Sale.listing_number)
        .join(Collection, Collection.number == Listing.collection_number)
        .where(Collection.municipality == town)
        .group_by(SharePaid.payee, Listing.number)
        .order_by(Listing.number)
    )
    rows = session.execute(found).all()
    labels = _labels(session, {number for _, number, _ in rows})
    sums: dict[tuple[str, str], int] = {}
    for payee, number, amount in rows:
        label = labels.get((number, payee), ("その他", "Others"))
        sums[label] = sums.get(label, 0) + int(amount)
    total = sum(sums.values())
    ordered = sorted(sums.items(), key=lambda pair: -pair[1])
    return [Received(ja, en, amount, round(100 * amount / total)) for (ja, en), amount in ordered if amount]


def _labels(session: Session, numbers: set[int]) -> dict[tuple[int, Address], tuple[str, str]]:
    listings = session.scalars(select(Listing).where(Listing.number.in_(numbers)))
    return {
        (listing.number, share.payee): (share.label_ja, share.label_en)
        for listing in listings
        for share in listing.typed_shares()
    }
