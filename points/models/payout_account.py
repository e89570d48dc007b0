"""The bank account a shop is paid to (振込先口座), and its number as an invoice issuer (適格請求書発行事業者登録番号).

Rows are only added: the newest of a shop holds, the others say who changed what and when.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column
from stdnum.jp import cn

from chain.db import AddressType, Base, BigId, UtcDateTime
from chain.errors import Invalid
from chain.ids import Address
from points.zengin import AccountKind, half_width

KINDS = (AccountKind.ORDINARY, AccountKind.CURRENT, AccountKind.SAVINGS)
_HOLDER_WIDTH = 48
_INVOICE = re.compile(r"T\d{13}")
_MY_NUMBER_DIGITS = 12


class Business(StrEnum):
    """Whose number it is: a corporation's is its 法人番号, that of a sole trader is one of its own."""

    CORPORATION = "corporation"  # 法人
    SOLE_TRADER = "sole_trader"  # 個人事業主


class PayoutAccount(Base):
    """In plain text, like the bank file it goes into; docs/decisions/0010-payout-accounts.md says why."""

    __tablename__ = "points_payout_account"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    merchant_id: Mapped[int] = mapped_column(BigInteger, index=True)
    bank_code: Mapped[str] = mapped_column(String(4))
    branch_code: Mapped[str] = mapped_column(String(3))
    kind: Mapped[int] = mapped_column()
    number: Mapped[str] = mapped_column(String(7))
    holder_kana: Mapped[str] = mapped_column(String(_HOLDER_WIDTH))
    business: Mapped[Business] = mapped_column(String(16))
    invoice_number: Mapped[str] = mapped_column(String(14))
    changed_by: Mapped[Address] = mapped_column(AddressType)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    checked_by: Mapped[Address | None] = mapped_column(AddressType)  # the officer who looked at the change
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


@dataclass(frozen=True, slots=True)
class PayoutEntry:
    """As somebody typed it; `checked` gives what is kept."""

    bank_code: str
    branch_code: str
    kind: int
    number: str
    holder: str
    business: Business
    invoice_number: str = ""

    def checked(self) -> PayoutEntry:
        """The same in the bank's characters, with leading zeros.

        Raises: Invalid naming the field (empty, not_whole, too_long, unknown_code, kana, my_number, invoice_form,
        check_digit_invoice, unknown).
        """
        from points.zengin.banks import find_branch

        bank, branch = _digits("bank_code", self.bank_code, 4), _digits("branch_code", self.branch_code, 3)
        find_branch(bank, branch)
        if self.kind not in KINDS:
            raise Invalid("kind", "unknown")
        number = _digits("number", self.number, 7)
        holder = half_width(self.holder, "holder")
        if not holder:
            raise Invalid("holder", "empty")
        if len(holder) > _HOLDER_WIDTH:
            raise Invalid("holder", "too_long")
        return replace(
            self,
            bank_code=bank,
            branch_code=branch,
            number=number,
            holder=holder,
            invoice_number=invoice_number(self.invoice_number, self.business),
        )


def invoice_number(text: str, business: Business) -> str:
    """T and thirteen digits, or nothing for a shop that issues no such invoices.

    Raises: Invalid (invoice_number: my_number, invoice_form, check_digit_invoice).
    Source: 消費税法施行規則; the check digit is defined for 法人番号 alone (財務省令).
    """
    shown = re.sub(r"[\s\-‐－]", "", unicodedata.normalize("NFKC", text)).upper()
    if not shown:
        return ""
    if len(shown.removeprefix("T")) == _MY_NUMBER_DIGITS and shown.removeprefix("T").isdecimal():
        raise Invalid("invoice_number", "my_number_invoice")
    if not _INVOICE.fullmatch(shown):
        raise Invalid("invoice_number", "invoice_form")
    if business is Business.CORPORATION and not cn.is_valid(shown[1:]):
        raise Invalid("invoice_number", "check_digit_invoice")
    return shown


def masked(number: str) -> str:
    """An account number for a screen: the last three digits."""
    return "•" * (len(number) - 3) + number[-3:]


def _digits(field: str, text: str, width: int) -> str:
    shown = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text))
    if not shown:
        raise Invalid(field, "empty")
    if not (shown.isascii() and shown.isdecimal()):
        raise Invalid(field, "not_whole")
    if len(shown) == _MY_NUMBER_DIGITS:
        raise Invalid(field, "my_number")
    if len(shown) > width:
        raise Invalid(field, "too_long")
    return shown.zfill(width)
