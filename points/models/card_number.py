"""Card numbers such as `C-123-456-789`: digits, to be read out over the phone, the last one a check digit (Damm:
catches every wrong digit and every swap of neighbours). Nine digits are never a My Number."""

from __future__ import annotations

import re
import secrets
import unicodedata

from stdnum import damm

from chain.errors import Invalid

_LENGTH = 9


def new_card_number() -> str:
    """A random one, digits only; the caller makes sure that no card has it yet."""
    body = f"{secrets.randbelow(10 ** (_LENGTH - 1)):0{_LENGTH - 1}}"
    return body + damm.calc_check_digit(body)


def parse_card_number(text: str) -> str:
    """The nine digits of what a person typed: full width, with or without `C` and hyphens.

    Raises: Invalid (not_card_number, check_digit_card).
    """
    plain = re.sub(r"[\s‐-―−ー-]", "", unicodedata.normalize("NFKC", text).upper()).removeprefix("C")
    if not re.fullmatch(rf"[0-9]{{{_LENGTH}}}", plain):
        raise Invalid("card_number", "not_card_number")
    if not damm.is_valid(plain):
        raise Invalid("card_number", "check_digit_card")
    return plain


def shown_card_number(number: str) -> str:
    return "C-" + "-".join(number[start : start + 3] for start in range(0, _LENGTH, 3))
