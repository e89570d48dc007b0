"""Ids that carry their own check: EIP-55 addresses, municipality codes (団体コード), token ids of point lots."""

from __future__ import annotations

import re
import unicodedata
from typing import NewType

from eth_utils import is_checksum_formatted_address, is_hex_address, to_checksum_address
from stdnum.jp import in_ as individual_number

from chain.errors import Invalid

Address = NewType("Address", str)
ZERO_ADDRESS = Address("0x0000000000000000000000000000000000000000")
_FOUR_DIGITS = re.compile(r"\d{4}")
_BETWEEN = r"[ \-‐‑‒–—―−ー・.]?"  # what is typed between groups of digits: IMEs make long marks and dots of hyphens
_MY_NUMBER = re.compile(rf"(?<![\d+])\d{{4}}{_BETWEEN}\d{{4}}{_BETWEEN}\d{{4}}(?!\d)")
# Addresses, hashes, signatures and UUIDs: one in a few hundred holds 12 digits in a row.
_MADE_BY_PROGRAMS = re.compile(
    r"0[xX][0-9a-fA-F]{40,}"
    r"|(?<![0-9a-zA-Z])[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?![0-9a-zA-Z])"
    r"|(?<![0-9a-zA-Z])(?=\d*[a-fA-F])[0-9a-fA-F]{32,}(?![0-9a-zA-Z])"
)


def parse_address(text: str) -> Address:
    """An EIP-55 address. A mixed-case address with a wrong checksum is refused, all-lower-case is accepted.

    Raises: Invalid (not_address, checksum).
    Source: EIP-55.
    """
    shown = text.strip()
    if not shown.startswith("0x") or not is_hex_address(shown):
        raise Invalid("address", "not_address", value=text)
    checksummed = to_checksum_address(shown)
    if is_checksum_formatted_address(shown) and shown != checksummed:
        raise Invalid("address", "checksum", value=text)
    return Address(checksummed)


class MunicipalityCode(str):
    """全国地方公共団体コード: five digits and a check digit, kept as a string because of the leading zero.

    Source: 総務省; check digit = (11 - Σ digit·weight mod 11) mod 10 with weights 6,5,4,3,2.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> MunicipalityCode:
        shown = unicodedata.normalize("NFKC", text).strip()
        if not re.fullmatch(r"\d{6}", shown):
            raise Invalid("municipality", "not_six_digits", value=text)
        if int(shown[5]) != municipality_check_digit(shown[:5]):
            raise Invalid("municipality", "check_digit", value=text)
        return super().__new__(cls, shown)

    @classmethod
    def from_number(cls, number: int) -> MunicipalityCode:
        """The code as contracts hold it: 16390 is 016390."""
        return cls(f"{number:06d}")

    @property
    def number(self) -> int:
        return int(self)


def municipality_check_digit(five_digits: str) -> int:
    total = sum(int(digit) * weight for digit, weight in zip(five_digits, (6, 5, 4, 3, 2), strict=True))
    return (11 - total % 11) % 10


def lot_id(program_id: int, expiry_day: int) -> int:
    """Token id of points: program << 32 | expiry day (days since 1970-01-01, JST)."""
    if not 0 < program_id < 2**31 or not 0 <= expiry_day < 2**32:
        raise Invalid("lot", "out_of_range", program_id=program_id, expiry_day=expiry_day)
    return program_id << 32 | expiry_day


def program_of_lot(token_id: int) -> int:
    return token_id >> 32


def expiry_day_of_lot(token_id: int) -> int:
    return token_id & 0xFFFFFFFF


def contains_my_number(text: str) -> bool:
    """True when `text` holds 12 digits whose check digit fits a 個人番号, in groups of four or in a row. One in ten
    random strings of 12 digits does too.

    A telephone number that begins with + is none, nor are digits within a hash, a signature or a UUID.
    Source: 番号法施行令; stdnum.jp.in_.
    """
    if text.isascii() and not _FOUR_DIGITS.search(text):
        return False
    shown = _MADE_BY_PROGRAMS.sub("", unicodedata.normalize("NFKC", text))
    return any(individual_number.is_valid(re.sub(r"\D", "", found.group())) for found in _MY_NUMBER.finditer(shown))
