"""A 総合振込 file read back and checked: its order, its counts and its total."""

from __future__ import annotations

from datetime import date

from chain.units import Yen
from points.errors import TransferFileDamaged
from points.zengin.records import (
    BUSINESS,
    ENCODING,
    LAYOUTS,
    WIDTH,
    AccountKind,
    RecordKind,
    Sender,
    Transfer,
    TransferFile,
)

Record = dict[str, str]


def read_file(raw: bytes, year: int) -> TransferFile:
    """With or without line ends. `year`: of the transfer day, which the file leaves out.

    Raises: TransferFileDamaged.
    """
    records = [_parsed(one) for one in _records(raw)]
    kinds = "".join(record["record"] for record in records)
    data = records[1:-2]
    if kinds != "1" + "2" * len(data) + "89":
        raise TransferFileDamaged("order")
    header, trailer = records[0], records[-2]
    if header["business"] != BUSINESS:
        raise TransferFileDamaged("business")
    file = _file(header, data, year)
    if int(trailer["count"]) != len(file.transfers):
        raise TransferFileDamaged("count")
    if int(trailer["total"]) != int(file.total):
        raise TransferFileDamaged("total")
    return file


def _records(raw: bytes) -> list[str]:
    try:
        text = raw.removesuffix(b"\x1a").decode(ENCODING)  # some banks' programs end a file with Ctrl-Z
    except UnicodeDecodeError:
        raise TransferFileDamaged("encoding") from None
    found = text.split("\r\n") if "\r\n" in text else [text[at : at + WIDTH] for at in range(0, len(text), WIDTH)]
    records = [one for one in found if one]
    if len(records) < 3 or any(len(one.encode(ENCODING)) != WIDTH for one in records):
        raise TransferFileDamaged("length")
    return records


def _parsed(text: str) -> Record:
    if text[0] not in set(RecordKind):
        raise TransferFileDamaged("order")
    values: Record = {}
    at = 0
    for field in LAYOUTS[RecordKind(text[0])]:
        value = text[at : at + field.width]
        at += field.width
        if field.is_number and not (value.isascii() and value.isdecimal()):
            raise TransferFileDamaged("value", place=field.name)
        values[field.name] = value if field.is_number else value.rstrip()
    return values


def _file(header: Record, data: list[Record], year: int) -> TransferFile:
    try:
        day = date(year, int(header["transfer_day"][:2]), int(header["transfer_day"][2:]))
        return TransferFile(_sender(header), day, tuple(_transfer(one) for one in data))
    except ValueError:  # no such day, no such kind of account
        raise TransferFileDamaged("value") from None


def _sender(record: Record) -> Sender:
    return Sender(
        consignor_code=record["consignor_code"],
        consignor_name=record["consignor_name"],
        bank_code=record["bank_code"],
        bank_name=record["bank_name"],
        branch_code=record["branch_code"],
        branch_name=record["branch_name"],
        account_kind=AccountKind(int(record["account_kind"])),
        account_number=record["account_number"],
    )


def _transfer(record: Record) -> Transfer:
    return Transfer(
        bank_code=record["bank_code"],
        bank_name=record["bank_name"],
        branch_code=record["branch_code"],
        branch_name=record["branch_name"],
        account_kind=AccountKind(int(record["account_kind"])),
        account_number=record["account_number"],
        payee=record["payee"],
        amount=Yen(int(record["amount"])),
        customer_one=int(record["customer_one"]),
        customer_two=int(record["customer_two"]),
    )
