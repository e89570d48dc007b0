"""The key of a trustee (立会人の鍵): 16 random bytes, written so that they can be kept on paper and typed again."""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from chain.errors import Invalid
from dao.models.polls.sealing.hpke import SECRET_BYTES, private_key_of

_PURPOSE = b"musubi poll trustee"
_CHECK_BYTES = 2
PUBLIC_BYTES = 32
_GROUP = 5
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"  # RFC 4648 base 32
_ALIKE = str.maketrans({"0": "O", "1": "I", "8": "B"})  # what is not in it, and what was meant


@dataclass(frozen=True, slots=True, repr=False)
class TrusteeKey:
    """Without a representation: it must not come into a log."""

    secret: bytes

    @classmethod
    def new(cls) -> TrusteeKey:
        return cls(secrets.token_bytes(SECRET_BYTES))

    @classmethod
    def read(cls, text: str) -> TrusteeKey:
        """As typed or scanned: case, spaces and hyphens do not matter. Raises: Invalid (key, key_mistyped)."""
        letters = "".join(letter for letter in text.upper().translate(_ALIKE) if letter in _LETTERS)
        try:
            found = base64.b32decode(letters + "=" * (-len(letters) % 8))
        except ValueError:
            raise Invalid("key", "key_mistyped") from None
        secret, check = found[:SECRET_BYTES], found[SECRET_BYTES:]
        if len(secret) != SECRET_BYTES or check != _check(secret):
            raise Invalid("key", "key_mistyped")
        return cls(secret)

    def words(self) -> str:
        """Six groups of letters, with two bytes that notice a slip."""
        letters = base64.b32encode(self.secret + _check(self.secret)).decode().rstrip("=")
        return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))

    @staticmethod
    def read_public(text: str) -> bytes:
        """The public half, as a trustee's browser sends it in hex. Raises: Invalid (key, key_mistyped)."""
        try:
            found = bytes.fromhex(text)
        except ValueError:
            found = b""
        if len(found) != PUBLIC_BYTES:
            raise Invalid("key", "key_mistyped")
        return found

    @property
    def private(self) -> X25519PrivateKey:
        return private_key_of(self.secret, _PURPOSE)

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes_raw()


def _check(secret: bytes) -> bytes:
    return hashlib.sha256(secret).digest()[:_CHECK_BYTES]
