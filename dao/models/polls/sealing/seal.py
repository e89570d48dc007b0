"""What a poll's rules say of its seal. Whoever signs a ballot signs it too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

METHOD = "HPKE DHKEM(X25519,HKDF-SHA256) HKDF-SHA256 AES-128-GCM; key shared by Shamir over GF(2^128)"


@dataclass(frozen=True, slots=True)
class Trustee:
    """Hex throughout. `share` is locked to the trustee's key; `commitment` is the hash of what is inside, so that a
    wrong share is noticed."""

    name: str  # shown to everybody
    key: str
    share: str
    commitment: str


@dataclass(frozen=True, slots=True)
class Seal:
    """`needed` of the trustees open what was encrypted to `key`. The place of a trustee, from 1, is the share's."""

    key: str
    needed: int
    trustees: tuple[Trustee, ...]
    method: str = METHOD

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "trustees": [asdict(trustee) for trustee in self.trustees]}

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Seal:
        return cls(**{**found, "trustees": tuple(Trustee(**trustee) for trustee in found["trustees"])})

    @property
    def poll_key(self) -> bytes:
        return bytes.fromhex(self.key)

    @property
    def may_be_lost(self) -> int:
        """How many trustees may lose their keys without the ballots being lost."""
        return len(self.trustees) - self.needed
