"""Random secrets that a browser holds, and the hash of them that we keep."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """256 random bits, fit for a cookie or a URL."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """A plain hash is enough: nobody can guess 256 random bits."""
    return hashlib.sha256(token.encode()).digest()
