"""Signatures of webhooks in both directions.

Source: Standard Webhooks 1.0 (symmetric, `v1`): HMAC-SHA256 over `id.timestamp.body`, compared in constant time.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from chain.clock import unix
from points.bridges.errors import SignatureRefused

TOLERANCE = timedelta(minutes=5)
_PREFIX = "whsec_"
_SECRET_BYTES = 32
_MOST_SIGNATURES = 16
_ID = re.compile(r"[!-~]{1,200}")  # what a header can hold without a blank
_SECONDS = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class Signed:
    """The three headers of a webhook, as they came."""

    id: str
    timestamp: str
    signature: str


def new_secret() -> bytes:
    return secrets.token_bytes(_SECRET_BYTES)


def shown_secret(secret: bytes) -> str:
    return _PREFIX + base64.b64encode(secret).decode()


def sign(secret: bytes, message_id: str, timestamp: int, body: bytes) -> str:
    mac = hmac.digest(secret, b"%s.%d.%s" % (message_id.encode(), timestamp, body), "sha256")
    return "v1," + base64.b64encode(mac).decode()


def sign_with_all(keys: Iterable[bytes], message_id: str, timestamp: int, body: bytes) -> str:
    """During a rotation with each of the secrets, so that the receiver may know either."""
    return " ".join(sign(key, message_id, timestamp, body) for key in keys)


def check(given: Signed, body: bytes, keys: Iterable[bytes], now: datetime) -> None:
    """Raises: SignatureRefused."""
    if not (given.id and given.timestamp and given.signature):
        raise SignatureRefused("missing")
    if not _ID.fullmatch(given.id) or not _SECONDS.fullmatch(given.timestamp):
        raise SignatureRefused("timestamp_form" if _ID.fullmatch(given.id) else "missing")
    timestamp = int(given.timestamp)
    age, most = unix(now) - timestamp, int(TOLERANCE.total_seconds())
    offered = [mac for part in given.signature.split(" ")[:_MOST_SIGNATURES] if (mac := _mac(part))]
    wanted = [_mac(sign(key, given.id, timestamp, body)) or b"" for key in keys]
    # All pairs, so that the time taken says nothing about which secret it was.
    if not wanted:
        raise SignatureRefused("no_secret")
    if not sum(hmac.compare_digest(mac, want) for mac in offered for want in wanted):
        raise SignatureRefused("wrong")
    if age > most:
        raise SignatureRefused("too_old")
    if age < -most:
        raise SignatureRefused("too_new")


def _mac(part: str) -> bytes | None:
    """None for other versions and for what is no base64; senders may add signatures we do not know."""
    version, _, text = part.partition(",")
    if version != "v1":
        return None
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
