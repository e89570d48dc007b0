"""What stands on chain for a proposal: its title and a salted hash of its text, so that nothing personal does."""

from __future__ import annotations

import json
from collections.abc import Sequence

from eth_utils import keccak

from chain.errors import Invalid
from chain.ids import contains_my_number

MAX_TITLE = 80
MAX_BODY = 20_000
_MARK = "musubi:content:0x"
_CHANGEABLE = "#ballots=changeable"  # at the very end; the governor reads it


def check_text(field: str, text: str, longest: int, *, may_be_empty: bool = False) -> str:
    """The text without outer blanks and with plain line ends.

    Raises: Invalid with reason empty, too_long or my_number.
    """
    shown = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not shown and not may_be_empty:
        raise Invalid(field, "empty")
    if len(shown) > longest:
        raise Invalid(field, "too_long", longest=longest, length=len(shown))
    if contains_my_number(shown):
        raise Invalid(field, "my_number")
    return shown


def check_title(field: str, text: str, *, may_be_empty: bool = False) -> str:
    """One line; line breaks and runs of blanks become one blank."""
    return check_text(field, " ".join(text.split()), MAX_TITLE, may_be_empty=may_be_empty)


def content_hash(salt: bytes, title: str, body: str, proposer: str, purposes: Sequence[str] = ()) -> bytes:
    """keccak256 of the salt and the canonical JSON of what was written. Anybody with the salt can check it.

    `purposes`: what payments are for, in their order; they follow the proposer where there are any.
    """
    text = json.dumps([title, body, proposer, *purposes], ensure_ascii=False, separators=(",", ":"))
    return keccak(salt + text.encode())


def compose(title: str, content: bytes, *, is_changeable: bool = False) -> str:
    """The description that goes on chain. The salt also makes the ids of two equal proposals differ."""
    return f"{title}\n\n{_MARK}{content.hex()}" + (f"\n{_CHANGEABLE}" if is_changeable else "")


def lets_ballots_change(description: str) -> bool:
    """Whether a voter may choose again until the close, by what the description ends in."""
    return description.endswith(_CHANGEABLE)


def title_of(description: str) -> str:
    """First line of a description, for proposals that were written elsewhere."""
    lines = [line.strip().lstrip("#").strip() for line in description.splitlines()]
    return next((line for line in lines if line and not line.startswith(_MARK)), "")[:MAX_TITLE]
