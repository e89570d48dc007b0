"""What may still happen to a receipt: its buyer names the addressee (宛名) once, and copies are counted."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chain.db import Database
from chain.errors import Conflict
from chain.ids import Address
from marketplace.errors import ReceiptUnknown
from marketplace.models.receipts import Receipt
from marketplace.models.receipts.receipts import LONGEST_ADDRESSEE
from marketplace.models.selling.wording import plain_words


class KeepReceipts:
    def __init__(self, db: Database) -> None:
        self.db = db

    def address(self, receipt_id: int, buyer: Address, name: str) -> None:
        """The same name again changes nothing.

        Raises: ReceiptUnknown, also for anybody else's; Invalid (addressee); Conflict (addressee, written).
        """
        words = plain_words(name, "addressee", LONGEST_ADDRESSEE)
        with self.db.write() as session:
            receipt = _own(session, receipt_id, buyer)
            if receipt.addressee not in ("", words):
                raise Conflict("addressee", "written")
            receipt.addressee = words

    def download(self, receipt_id: int, buyer: Address) -> Receipt:
        """As it is now; this copy counts. Raises: ReceiptUnknown."""
        with self.db.write() as session:
            receipt = _own(session, receipt_id, buyer)
            receipt.downloads += 1
            session.flush()
            return receipt


def _own(session: Session, receipt_id: int, buyer: Address) -> Receipt:
    receipt = session.get(Receipt, receipt_id, with_for_update=True)
    if receipt is None or receipt.buyer != buyer:
        raise ReceiptUnknown(receipt_id)
    return receipt
