"""Reading an e-mail address that a person typed. Whether anybody reads mail there only a code can tell."""

from __future__ import annotations

import re
import unicodedata

from email_validator import EmailNotValidError, validate_email

from chain.errors import Invalid

_PLAIN = re.compile(r"[a-z0-9._+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+")


def parse_email(text: str) -> str:
    """The address in the one form we keep: lower case, half width.

    Raises: Invalid (empty, not_email).
    """
    shown = unicodedata.normalize("NFKC", text).strip()
    if not shown:
        raise Invalid("email", "empty")
    try:
        parsed = validate_email(shown, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise Invalid("email", "not_email") from error
    return parsed.normalized.lower()


def email_to_look_up(text: str) -> str:
    """As `parse_email`, but a plain address is not judged: nobody has a bad one, and lists are long.

    Raises: Invalid as above, for what is no plain address.
    """
    shown = unicodedata.normalize("NFKC", text).strip().lower()
    return shown if _PLAIN.fullmatch(shown) else parse_email(text)
