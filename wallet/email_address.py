"""Reading an e-mail address that a person typed. Whether anybody reads mail there only a code can tell."""

from __future__ import annotations

import unicodedata

from email_validator import EmailNotValidError, validate_email

from chain.errors import Invalid


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
