"""Reads an officer's list of people: UTF-8 (with or without BOM) or Shift_JIS, commas or tabs, with or without a
heading line. Streams; no copy of it is kept. What the rows mean is services/check_campaign.py's business."""

from __future__ import annotations

import codecs
import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain as joined
from typing import BinaryIO

from eth_utils import is_hex_address

from chain.ids import contains_my_number
from points.errors import CampaignFileRefused

MOST_PASTED = 5_000  # lines; more come as a file
_READ_AT_ONCE = 1 << 20


class Column(StrEnum):
    MEMBER_NUMBER = "member_number"
    EMAIL = "email"
    ADDRESS = "address"
    CARD_NUMBER = "card_number"
    AMOUNT = "amount"
    YEN = "yen"  # money, of which the person gets a share in points
    NOTE = "note"
    LIST_ROW = "list_row"  # of a list of mistakes that was downloaded, corrected and sent back


IDENTIFYING = (Column.MEMBER_NUMBER, Column.EMAIL, Column.ADDRESS, Column.CARD_NUMBER)
_NAMES = {
    Column.MEMBER_NUMBER: ("会員番号", "会員no", "会員id", "membernumber", "member", "memberno", "memberid"),
    Column.EMAIL: ("メール", "メールアドレス", "eメール", "email", "mail", "emailaddress", "mailaddress"),
    Column.ADDRESS: ("アドレス", "ウォレット", "ウォレットアドレス", "address", "wallet", "walletaddress", "account"),
    Column.CARD_NUMBER: ("カード番号", "カードno", "紙カード", "紙カード番号", "cardnumber", "card", "cardno"),
    Column.AMOUNT: ("ポイント", "ポイント数", "付与ポイント", "points", "point", "amount", "pt"),
    Column.YEN: ("寄附額", "寄附金額", "寄付額", "寄付金額", "支払額", "金額", "donation", "yen"),
    Column.NOTE: ("備考", "メモ", "note", "notes", "memo", "remarks"),
    Column.LIST_ROW: ("名簿の行", "listrow"),
}
_COLUMN_OF = {name: column for column, names in _NAMES.items() for name in names}
_WITHOUT_HEADING = (Column.MEMBER_NUMBER, Column.AMOUNT, Column.NOTE)  # the first column takes any identifier


@dataclass(frozen=True, slots=True)
class FileRow:
    number: int  # as a spreadsheet counts: the heading is row 1
    identifiers: tuple[str, ...]
    amount: str
    has_my_number: bool
    list_row: str = ""  # the row it corrects


@dataclass(frozen=True, slots=True)
class PeopleList:
    encoding: str
    corrects: bool  # it corrects rows of the list before and leaves the others alone
    rows: Iterator[FileRow]  # as they are read
    is_in_yen: bool = False  # its amounts are money, not points


def open_list(file: BinaryIO, *, needs_amounts: bool = True) -> PeopleList:
    """Find out the encoding and the columns.

    Raises: CampaignFileRefused (empty, encoding, no_amount_column, no_identifier_column, too_wide).
    """
    encoding = _find_encoding(file)
    # A line feed is never part of a character in either encoding, so that bytes can be cut into lines before decoding.
    text = codecs.iterdecode(file, encoding)
    first_line = next(text, "")
    delimiter = "\t" if "\t" in first_line else ","
    lines = enumerate(csv.reader(joined([first_line], text), delimiter=delimiter), start=1)
    filled = _guarded((number, cells) for number, cells in lines if any(cell.strip() for cell in cells))
    first = next(filled, None)
    if first is None:
        raise CampaignFileRefused("empty")
    heading = _heading(first[1], needs_amounts)
    columns: list[Column | None] = heading or list(_WITHOUT_HEADING)
    rows = filled if heading else joined([first], filled)
    is_in_yen = Column.YEN in columns and Column.AMOUNT not in columns
    read = (_row(number, cells, columns) for number, cells in rows)
    return PeopleList(encoding, Column.LIST_ROW in columns, read, is_in_yen)


def pasted_list(text: str) -> PeopleList:
    """People typed or pasted one a line: an e-mail, member number, account or card number, and after a comma, a tab or
    a space the amount, if any.

    Raises: CampaignFileRefused (empty, too_many_rows).
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if not lines:
        raise CampaignFileRefused("empty")
    if len(lines) > MOST_PASTED:
        raise CampaignFileRefused("too_many_rows", most=MOST_PASTED)
    return PeopleList("", False, (_pasted(number, line) for number, line in lines))


def _pasted(number: int, line: str) -> FileRow:
    plain = unicodedata.normalize("NFKC", line)
    person, _, amount = re.sub(r"[,、\s]+", "\t", plain, count=1).partition("\t")
    return FileRow(number, (person,) if person else (), amount.strip(), _has_my_number(plain))


def _find_encoding(file: BinaryIO) -> str:
    """UTF-8 when every byte of the file is; else Shift_JIS as Windows writes it when every byte is; else a refusal."""
    for encoding in ("utf-8-sig", "cp932"):
        decoder = codecs.getincrementaldecoder(encoding)()
        file.seek(0)
        try:
            while piece := file.read(_READ_AT_ONCE):
                if b"\0" in piece:
                    raise CampaignFileRefused("encoding")
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        file.seek(0)
        return encoding
    raise CampaignFileRefused("encoding")


def _guarded(rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    try:
        yield from rows
    except csv.Error as error:
        raise CampaignFileRefused("too_wide") from error


def _heading(cells: list[str], needs_amounts: bool) -> list[Column | None] | None:
    """What each column holds, when the first line names columns; None when it is a row like the others.

    Raises: CampaignFileRefused when it is a heading without amounts though they are needed, or without anything that
    names a person.
    """
    columns = [_COLUMN_OF.get(_plain(cell)) for cell in cells]
    if not any(columns):
        return None
    if needs_amounts and not {Column.AMOUNT, Column.YEN} & set(columns):
        raise CampaignFileRefused("no_amount_column")
    if not set(IDENTIFYING) & set(columns):
        raise CampaignFileRefused("no_identifier_column")
    return columns


def _plain(cell: str) -> str:
    return re.sub(r"[\s_\-・().]", "", unicodedata.normalize("NFKC", cell)).lower()


def _row(number: int, cells: list[str], columns: list[Column | None]) -> FileRow:
    named = [
        (column, unicodedata.normalize("NFKC", cell).strip()) for column, cell in zip(columns, cells, strict=False)
    ]
    return FileRow(
        number=number,
        identifiers=tuple(cell for column, cell in named if column in IDENTIFYING and cell),
        amount=_first(named, Column.AMOUNT if Column.AMOUNT in columns else Column.YEN),
        has_my_number=any(_has_my_number(cell) for cell in cells),
        list_row=_first(named, Column.LIST_ROW),
    )


def _first(named: list[tuple[Column | None, str]], wanted: Column) -> str:
    return next((cell for column, cell in named if column is wanted), "")


def _has_my_number(cell: str) -> bool:
    """An address is hexadecimal and may hold twelve digits in a row by chance."""
    return contains_my_number(cell) and not is_hex_address(cell.strip())
