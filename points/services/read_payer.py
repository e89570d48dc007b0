"""Whose points a till takes: from the text that a scanner read or a person typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from chain.ids import Address
from points.models import PaymentCode, Tender
from points.services.issue_payment_code import lock_code, read_code


@dataclass(frozen=True, slots=True)
class Payer:
    """`code` is the customer's single-use code, where it was one."""

    holder: Address
    tender: Tender
    code: PaymentCode | None = None

    def use_up(self, now: datetime) -> None:
        if self.code is not None:
            self.code.used_at = now


def read_payer(session: Session, text: str, now: datetime) -> Payer:
    """Raises: PaymentCodeRefused (unknown, expired, used)."""
    code = read_code(session, text, now)
    return Payer(code.holder, Tender.PHONE, code)


def lock_payer(session: Session, text: str) -> Address | None:
    """Whose it is, be it still good or not; whoever else asks for it waits until this transaction ends."""
    code = lock_code(session, text)
    return None if code is None else code.holder
