"""The artist (作者) of what is sold: named on its page, and paid the royalty of resales when there is an account."""

from __future__ import annotations

from typing import Any

from chain.errors import Invalid
from chain.ids import Address, parse_address
from marketplace.models.selling.reading import Reader

FIELDS = ("artist_name", "artist")


def artist_fields(reader: Reader) -> dict[str, Any]:
    """`artist_name`, and `artist`: an account's address, or None when the town gets the royalty."""
    name = reader.words("artist_name", 80, may_be_empty=True)
    account = reader.read("artist", _account)
    if account is not None and not name:
        reader.errors.setdefault("artist_name", Invalid("artist_name", "artist_unnamed"))
    return {"artist_name": name, "artist": account}


def _account(text: str) -> Address | None:
    """Whoever was typed by member number or e-mail was looked up when the form was saved."""
    if not text.strip():
        return None
    try:
        return parse_address(text.strip())
    except Invalid:
        raise Invalid("artist", "artist_unknown") from None
