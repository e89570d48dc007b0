"""The secret in a card's QR: 100 random bits behind a `#`, which a browser keeps to itself."""

from __future__ import annotations

import re
import secrets
import unicodedata

from eth_utils import keccak

PREFIX = "MUSUBI-CARD:"
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 20
_SHOWN = re.compile(rf"(?:{PREFIX}|/CARD#)([{_ALPHABET}]{{{_LENGTH}}})$")


def new_token() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def card_address(public_url: str, token: str) -> str:
    """What the QR holds. A phone's own camera opens a page that explains the card; the token never leaves the phone."""
    return f"{public_url.rstrip('/')}/card#{token}"


def read_token(text: str) -> str | None:
    """The token in what a scanner read; None when it is no card's. A scanner set to another keyboard garbles the
    beginning of an address, so only its end counts."""
    found = _SHOWN.search(unicodedata.normalize("NFKC", text).strip().upper())
    return found.group(1) if found else None


def hash_token(token: str) -> bytes:
    """Nobody finds 100 random bits by trying, so the hash needs no key."""
    return keccak(token.encode())
