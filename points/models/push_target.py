"""The address and keys at which a browser takes push messages (RFC 8030, RFC 8291). Pure."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from points.errors import PushRefused

_LONGEST_ADDRESS = 1_000
_KEY_BYTES, _AUTH_BYTES = 65, 16
_UNCOMPRESSED = 4  # the first byte of a point on the curve that is written out


@dataclass(frozen=True, slots=True)
class PushTarget:
    """`key` is the browser's public key on P-256, `auth` its shared secret, both base64url without padding."""

    endpoint: str
    key: str
    auth: str

    @classmethod
    def parse(cls, endpoint: str, key: str, auth: str) -> PushTarget:
        """What a browser said. Whether the address is a public one is found out when something is sent.

        Raises: PushRefused (address, keys).
        """
        _check_address(endpoint)
        raw = _decoded(key)
        if len(raw) != _KEY_BYTES or raw[0] != _UNCOMPRESSED or len(_decoded(auth)) != _AUTH_BYTES:
            raise PushRefused("keys")
        return cls(endpoint, key, auth)

    @classmethod
    def loaded(cls, text: bytes) -> PushTarget:
        return cls(**json.loads(text))

    def dumped(self) -> bytes:
        return json.dumps(asdict(self)).encode()


def from_base64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def to_base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _check_address(endpoint: str) -> None:
    try:
        parts = urlsplit(endpoint)
        is_good = (
            parts.scheme == "https" and bool(parts.hostname) and parts.port in (None, 443) and "@" not in parts.netloc
        )
    except ValueError:
        is_good = False
    if not is_good or len(endpoint) > _LONGEST_ADDRESS or not endpoint.isascii() or not endpoint.isprintable():
        raise PushRefused("address")


def _decoded(text: str) -> bytes:
    try:
        return from_base64url(text)
    except (binascii.Error, ValueError) as error:
        raise PushRefused("keys") from error
