"""The seal on codes that people show: proof that this installation made them."""

from __future__ import annotations

import base64
import hashlib
import hmac

from chain.errors import Invalid

_BYTES = 10


class Seal:
    """`secret` is the installation's own; `purpose` keeps codes of one kind from passing for another."""

    def __init__(self, secret: str, purpose: str) -> None:
        self._key = hashlib.sha256(f"musubi {purpose}\0".encode() + secret.encode()).digest()

    def put(self, named: str) -> str:
        return f"{named}.{self._of(named)}"

    def parts(self, code: str, count: int) -> list[str]:
        """What stands in front of the seal. Raises: Invalid (code) with reason foreign."""
        named, _, seal = code.strip().rpartition(".")
        parts = named.split(".")
        if len(parts) != count or not hmac.compare_digest(seal.upper().encode(), self._of(named).encode()):
            raise Invalid("code", "foreign")
        return parts

    def _of(self, named: str) -> str:
        made = hmac.new(self._key, named.encode(), hashlib.sha256).digest()[:_BYTES]
        return base64.b32encode(made).decode()
