"""Issue what a purchase needs: a receipt of each seller, and a credit note for tickets that were given back.

A receipt is written once, with the next number of its issuer, in one transaction: numbers have no gaps. Does not issue
receipts for donations to projects, which have papers of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import DomainError
from chain.units import Yen
from marketplace.models.receipts import Purchase, PurchaseStep, Receipt, ReceiptSeries, tax_sums
from marketplace.models.receipts.receipts import ReceiptLine
from marketplace.ports import SellerDirectory
from marketplace.queries.receipts.sellers import seller_view
from marketplace.services.receipts.credit import credits_of
from marketplace.services.receipts.sold import Sold, sold_in

_MOST_A_RUN = 200
_WAIT, _REPAIR = timedelta(seconds=10), timedelta(minutes=10)
_LATEST_CREDIT = timedelta(days=30)
_log = structlog.get_logger("receipts")
RETURN = "return"


class IssueReceipts:
    def __init__(self, db: Database, clock: Clock, sellers: SellerDirectory) -> None:
        self.db = db
        self.clock = clock
        self.sellers = sellers

    def issue_due(self) -> int:
        """How many purchases got their papers."""
        with self.db.read() as session:
            due = select(Purchase.subject).where(
                Purchase.step == PurchaseStep.RECEIPTS, Purchase.next_try_at <= self.clock.now()
            )
            subjects = session.scalars(due.order_by(Purchase.bought_at, Purchase.subject).limit(_MOST_A_RUN)).all()
        return sum(self._try(subject) for subject in subjects)

    def _try(self, subject: str) -> bool:
        """What cannot be issued holds up nothing else."""
        try:
            return self._issue(subject)
        except DomainError as error:
            _log.warning("receipt not issued", purchase=subject, error=type(error).__name__)
        with self.db.write() as session:
            session.get_one(Purchase, subject).next_try_at = self.clock.now() + _REPAIR
        return False

    def _issue(self, subject: str) -> bool:
        now = self.clock.now()
        with self.db.write() as session:
            purchase = session.get_one(Purchase, subject, with_for_update=True)
            if purchase.step != PurchaseStep.RECEIPTS:
                return False
            if subject.startswith(f"{RETURN}:"):
                return self._credit(session, purchase, now)
            sold = sold_in(session, subject, now)
            if sold is None:
                purchase.next_try_at = now + _WAIT
                return False
            for issuer, lines in _by_issuer(sold).items():
                session.add(self._receipt(session, purchase, issuer, lines, sold, now))
            purchase.step = PurchaseStep.MAIL if sold.lines else PurchaseStep.DONE
            return True

    def _credit(self, session: Session, purchase: Purchase, now: datetime) -> bool:
        found = credits_of(session, purchase.subject)
        if found is None and now < purchase.bought_at + _LATEST_CREDIT:
            purchase.next_try_at = now + _WAIT
            return False
        for original, line in found or ():
            receipt = Receipt(
                issuer=original.issuer, subject=original.subject, cause=purchase.subject, original_id=original.id,
                buyer=original.buyer, addressee=original.addressee, issuer_ja=original.issuer_ja,
                issuer_en=original.issuer_en, invoice_number=original.invoice_number, paid_by=original.paid_by,
                sold_at=purchase.bought_at, issued_at=now,
            )  # fmt: skip
            session.add(_numbered(session, receipt, [line]))
        purchase.step = PurchaseStep.DONE
        return bool(found)

    def _receipt(
        self, session: Session, purchase: Purchase, issuer: str, lines: Sequence[ReceiptLine], sold: Sold, now: datetime
    ) -> Receipt:
        seller = seller_view(session, self.sellers, issuer)
        receipt = Receipt(
            issuer=issuer, subject=purchase.subject, buyer=purchase.buyer, issuer_ja=seller.name_ja,
            issuer_en=seller.name_en, invoice_number=seller.invoice_number, paid_by=sold.paid_by,
            sold_at=sold.sold_at, issued_at=now,
        )  # fmt: skip
        return _numbered(session, receipt, lines)


def _numbered(session: Session, receipt: Receipt, lines: Sequence[ReceiptLine]) -> Receipt:
    receipt.number = _next_number(session, receipt.issuer)
    receipt.lines = [line.to_json() for line in lines]
    receipt.sums = [asdict(one) for one in tax_sums((line.percent, line.amount) for line in lines)]
    receipt.total = Yen(sum(line.amount for line in lines))
    return receipt


def _next_number(session: Session, issuer: str) -> int:
    series = session.get(ReceiptSeries, issuer, with_for_update=True)
    if series is None:
        series = ReceiptSeries(issuer=issuer, last_number=0)
        session.add(series)
    series.last_number += 1
    session.flush()
    return series.last_number


def _by_issuer(sold: Sold) -> dict[str, list[ReceiptLine]]:
    lines: dict[str, list[ReceiptLine]] = {}
    for issuer, line in sold.lines:
        lines.setdefault(issuer, []).append(line)
    return lines
