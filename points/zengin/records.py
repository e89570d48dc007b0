"""What a 総合振込 file says, and where in its records of 120 bytes each thing stands.

N fields are digits, right-justified with zeros; C fields are characters, left-justified with spaces.
Source: 全銀協標準フォーマット（総合振込）.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from chain.units import Yen

WIDTH = 120
ENCODING = "shift_jis"  # half-width kana are one byte each
MAX_AMOUNT = 10**10 - 1
MAX_TRANSFERS = 10**6 - 1
MAX_TOTAL = 10**12 - 1


class AccountKind(IntEnum):
    ORDINARY = 1  # 普通
    CURRENT = 2  # 当座
    SAVINGS = 4  # 貯蓄
    OTHER = 9


class RecordKind(StrEnum):
    HEADER = "1"
    DATA = "2"
    TRAILER = "8"
    END = "9"


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    width: int
    is_number: bool = False


def _n(name: str, width: int) -> Field:
    return Field(name, width, True)


def _c(name: str, width: int) -> Field:
    return Field(name, width)


LAYOUTS: dict[RecordKind, Sequence[Field]] = {
    RecordKind.HEADER: (
        _n("record", 1), _n("business", 2), _n("coding", 1), _n("consignor_code", 10), _c("consignor_name", 40),
        _n("transfer_day", 4), _n("bank_code", 4), _c("bank_name", 15), _n("branch_code", 3), _c("branch_name", 15),
        _n("account_kind", 1), _n("account_number", 7), _c("rest", 17),
    ),
    RecordKind.DATA: (
        _n("record", 1), _n("bank_code", 4), _c("bank_name", 15), _n("branch_code", 3), _c("branch_name", 15),
        _n("exchange", 4), _n("account_kind", 1), _n("account_number", 7), _c("payee", 30), _n("amount", 10),
        _n("is_new", 1), _n("customer_one", 10), _n("customer_two", 10), _n("method", 1), _c("has_edi", 1),
        _c("rest", 7),
    ),
    RecordKind.TRAILER: (_n("record", 1), _n("count", 6), _n("total", 12), _c("rest", 101)),
    RecordKind.END: (_n("record", 1), _c("rest", 119)),
}  # fmt: skip
BUSINESS = "21"  # 総合振込
BY_WIRE = "7"  # 電信振込


@dataclass(frozen=True, slots=True)
class Sender:
    """Who pays. Names are half-width already."""

    consignor_code: str
    consignor_name: str
    bank_code: str
    bank_name: str
    branch_code: str
    branch_name: str
    account_kind: AccountKind
    account_number: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """One payee. `customer_one` and `customer_two` are numbers of our own, which the bank gives back with a return."""

    bank_code: str
    bank_name: str
    branch_code: str
    branch_name: str
    account_kind: AccountKind
    account_number: str
    payee: str
    amount: Yen
    customer_one: int = 0
    customer_two: int = 0


@dataclass(frozen=True, slots=True)
class TransferFile:
    """`transfer_day` keeps month and day alone in the file; a reader is told the year."""

    sender: Sender
    transfer_day: date
    transfers: tuple[Transfer, ...]

    @property
    def total(self) -> Yen:
        return sum((one.amount for one in self.transfers), Yen(0))
