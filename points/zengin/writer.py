"""A `TransferFile` as bytes. What does not fit its place is refused, never cut: a cut amount is money lost."""

from __future__ import annotations

from collections.abc import Mapping

from chain.errors import Invalid
from points.models.banking_days import is_banking_day
from points.zengin.kana import ALLOWED
from points.zengin.records import (
    BUSINESS,
    BY_WIRE,
    ENCODING,
    LAYOUTS,
    MAX_AMOUNT,
    MAX_TOTAL,
    MAX_TRANSFERS,
    Field,
    RecordKind,
    Sender,
    Transfer,
    TransferFile,
)

Values = Mapping[str, str | int]


def write_file(file: TransferFile, *, has_line_ends: bool = True) -> bytes:
    """Header, one record for each transfer, trailer, end. With `has_line_ends` each is followed by CR LF.

    Raises: Invalid naming what does not fit.
    """
    _check(file)
    records = [_header(file), *map(_transfer, file.transfers), _trailer(file), _record(RecordKind.END, {})]
    end = b"\r\n" if has_line_ends else b""
    return b"".join(record + end for record in records)


def _check(file: TransferFile) -> None:
    if not is_banking_day(file.transfer_day):
        raise Invalid("transfer_day", "not_banking_day")
    if not file.transfers or len(file.transfers) > MAX_TRANSFERS:
        raise Invalid("transfers", "out_of_range")
    if any(not 0 < int(one.amount) <= MAX_AMOUNT for one in file.transfers) or int(file.total) > MAX_TOTAL:
        raise Invalid("amount", "too_large")


def _header(file: TransferFile) -> bytes:
    sender: Sender = file.sender
    values: Values = {
        "business": BUSINESS,
        "consignor_code": sender.consignor_code,
        "consignor_name": sender.consignor_name,
        "transfer_day": f"{file.transfer_day:%m%d}",
        "bank_code": sender.bank_code,
        "bank_name": sender.bank_name,
        "branch_code": sender.branch_code,
        "branch_name": sender.branch_name,
        "account_kind": int(sender.account_kind),
        "account_number": sender.account_number,
    }
    return _record(RecordKind.HEADER, values)


def _transfer(one: Transfer) -> bytes:
    values: Values = {
        "bank_code": one.bank_code,
        "bank_name": one.bank_name,
        "branch_code": one.branch_code,
        "branch_name": one.branch_name,
        "account_kind": int(one.account_kind),
        "account_number": one.account_number,
        "payee": one.payee,
        "amount": int(one.amount),
        "customer_one": one.customer_one,
        "customer_two": one.customer_two,
        "method": BY_WIRE,
    }
    return _record(RecordKind.DATA, values)


def _trailer(file: TransferFile) -> bytes:
    return _record(RecordKind.TRAILER, {"count": len(file.transfers), "total": int(file.total)})


def _record(kind: RecordKind, values: Values) -> bytes:
    given = {"record": kind.value, **values}
    return "".join(_placed(field, str(given.get(field.name, ""))) for field in LAYOUTS[kind]).encode(ENCODING)


def _placed(field: Field, value: str) -> str:
    if len(value) > field.width:
        raise Invalid(field.name, "too_long", most=field.width)
    if field.is_number:
        if value and not (value.isascii() and value.isdecimal()):
            raise Invalid(field.name, "not_whole", value=value)
        return value.rjust(field.width, "0")
    if not ALLOWED.issuperset(value):
        raise Invalid(field.name, "kana", character=next(one for one in value if one not in ALLOWED))
    return value.ljust(field.width)
