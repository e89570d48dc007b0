"""The name under which an answer is kept: the same for the same account, and nobody's without the platform's key."""

from __future__ import annotations

import hashlib
import hmac

from chain.ids import Address

SALT_BYTES = 32


class Pseudonyms:
    """`secret`: the platform's own. Together with a survey's salt it makes a name; when the salt is forgotten, the way
    from an account to its answer is gone for good."""

    def __init__(self, secret: str) -> None:
        self._key = hashlib.sha256(b"musubi.survey:" + secret.encode()).digest()

    def of(self, salt: bytes, account: Address) -> bytes:
        return hmac.digest(self._key, salt + account.lower().encode(), "sha256")
