"""A seller writes down what the law wants shown of it, and its number as an invoice issuer."""

from __future__ import annotations

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from marketplace.models.receipts import SellerWords
from marketplace.models.receipts.sellers import SellerForm


class KeepSeller:
    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def save(self, key: str, by: Address, form: SellerForm) -> None:
        """Receipts issued before stay as they are. Raises: Invalid naming the field."""
        kept = form.checked()
        with self.db.write() as session:
            row = session.get(SellerWords, key, with_for_update=True) or SellerWords(key=key)
            for name, value in kept.items():
                setattr(row, name, value)
            row.changed_by, row.changed_at = by, self.clock.now()
            session.add(row)
