"""Receipts of a person, of a purchase and of a seller."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from marketplace.errors import ReceiptUnknown
from marketplace.models.listings import Listing
from marketplace.models.receipts import Receipt
from marketplace.ports import SellerDirectory
from marketplace.queries.receipts.bought import Bought, bought_in
from marketplace.queries.receipts.sellers import SellerView, seller_of_listing, seller_view

SIZE = 100


@dataclass(frozen=True, slots=True)
class ReceiptLink:
    """Enough for a link to it."""

    id: int
    subject: str
    issuer_ja: str
    issuer_en: str
    is_credit: bool


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """With the receipt it corrects, or the credit notes that correct it."""

    receipt: Receipt
    original: Receipt | None
    credits: Sequence[Receipt]


class ReceiptPages:
    def __init__(self, db: Database, clock: Clock, sellers: SellerDirectory) -> None:
        self._db = db
        self._clock = clock
        self._sellers = sellers

    def own(self, receipt_id: int, buyer: Address) -> ReceiptView:
        """Raises: ReceiptUnknown, also for anybody else's."""
        return self._view(receipt_id, Receipt.buyer == buyer)

    def sold(self, receipt_id: int, issuer: str) -> ReceiptView:
        """As its issuer sees it. Raises: ReceiptUnknown, also for another's."""
        return self._view(receipt_id, Receipt.issuer == issuer)

    def links(self, buyer: Address, subjects: Sequence[str]) -> dict[str, list[ReceiptLink]]:
        """By subject, in the order of issue."""
        columns = Receipt.id, Receipt.subject, Receipt.issuer_ja, Receipt.issuer_en, Receipt.original_id
        found = select(*columns).where(Receipt.buyer == buyer, Receipt.subject.in_(subjects)).order_by(Receipt.id)
        links: dict[str, list[ReceiptLink]] = defaultdict(list)
        with self._db.read() as session:
            for receipt_id, subject, name_ja, name_en, original in session.execute(found):
                links[subject].append(ReceiptLink(receipt_id, subject, name_ja, name_en, original is not None))
        return links

    def of_buyer(self, buyer: Address, before: int | None = None) -> Sequence[Receipt]:
        """The newest first; with `before`, those of smaller ids."""
        found = select(Receipt).where(Receipt.buyer == buyer)
        if before is not None:
            found = found.where(Receipt.id < before)
        with self._db.read() as session:
            return session.scalars(found.order_by(Receipt.id.desc()).limit(SIZE)).all()

    def of_issuer(self, issuer: str, before: int | None = None) -> Sequence[Receipt]:
        """The newest first; with `before`, those of smaller numbers."""
        found = select(Receipt).where(Receipt.issuer == issuer)
        if before is not None:
            found = found.where(Receipt.number < before)
        with self._db.read() as session:
            return session.scalars(found.order_by(Receipt.number.desc()).limit(SIZE)).all()

    def bought(self, subject: str) -> Bought:
        """For the mail to its buyer; does not ask whose it is."""
        with self._db.read() as session:
            return bought_in(session, subject)

    def seller(self, key: str) -> SellerView:
        """Raises: SellerUnknown."""
        with self._db.read() as session:
            return seller_view(session, self._sellers, key)

    def seller_of_listing(self, number: int) -> str:
        with self._db.read() as session:
            return seller_of_listing(session, session.get_one(Listing, number))

    def _view(self, receipt_id: int, belongs: ColumnElement[bool]) -> ReceiptView:
        with self._db.read() as session:
            receipt = session.scalar(select(Receipt).where(Receipt.id == receipt_id, belongs))
            if receipt is None:
                raise ReceiptUnknown(receipt_id)
            original = session.get(Receipt, receipt.original_id) if receipt.original_id else None
            notes = select(Receipt).filter_by(original_id=receipt_id).order_by(Receipt.id)
            return ReceiptView(receipt, original, session.scalars(notes).all())
