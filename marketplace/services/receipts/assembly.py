"""Puts the services of receipts together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.db import Database
from marketplace.ports import Contacts, SellerDirectory
from marketplace.queries.receipts.pages import ReceiptPages
from marketplace.services.receipts.find_purchases import FindPurchases
from marketplace.services.receipts.issue_receipts import IssueReceipts
from marketplace.services.receipts.keep_receipts import KeepReceipts
from marketplace.services.receipts.keep_seller import KeepSeller
from marketplace.services.receipts.tell_buyers import TellBuyers


@dataclass(frozen=True, slots=True)
class ReceiptServices:
    pages: ReceiptPages
    find: FindPurchases
    issue: IssueReceipts
    keep: KeepReceipts
    keep_seller: KeepSeller
    tell: TellBuyers

    def advance(self) -> int:
        """What became final is found, then gets its receipts."""
        return self.find.find() + self.issue.issue_due()


def assemble_receipts(db: Database, clock: Clock, contacts: Contacts, sellers: SellerDirectory) -> ReceiptServices:
    return ReceiptServices(
        pages=ReceiptPages(db, clock, sellers),
        find=FindPurchases(db, clock),
        issue=IssueReceipts(db, clock, sellers),
        keep=KeepReceipts(db),
        keep_seller=KeepSeller(db, clock),
        tell=TellBuyers(db, clock, contacts),
    )
