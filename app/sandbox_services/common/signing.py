"""Signatures of events out and of messages in.

Source: Standard Webhooks 1.0, symmetric `v1`, written out here as docs/connect-a-service.md tells it to vendors.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Mapping

TOLERANCE_SECONDS = 300


class MessageRefused(Exception):
    """`reason`: missing, moment or wrong."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def sign(secret: str, message_id: str, moment: int, body: bytes) -> str:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    mac = hmac.digest(key, f"{message_id}.{moment}.".encode() + body, "sha256")
    return "v1," + base64.b64encode(mac).decode()


def signed_headers(secret: str, message_id: str, moment: int, body: bytes) -> dict[str, str]:
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(moment),
        "webhook-signature": sign(secret, message_id, moment, body),
    }


def check(secret: str, headers: Mapping[str, str], body: bytes, now: int) -> str:
    """The id of a message that is really Musubi's. Raises: MessageRefused."""
    message_id, moment = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    offered = headers.get("webhook-signature", "").split(" ")
    if not message_id or not moment.isascii() or not moment.isdecimal():
        raise MessageRefused("missing")
    if abs(now - int(moment)) > TOLERANCE_SECONDS:
        raise MessageRefused("moment")
    wanted = _mac(sign(secret, message_id, int(moment), body))
    if not any(hmac.compare_digest(_mac(one), wanted) for one in offered):
        raise MessageRefused("wrong")
    return message_id


def _mac(part: str) -> bytes:
    version, _, text = part.partition(",")
    try:
        return base64.b64decode(text, validate=True) if version == "v1" else b""
    except (binascii.Error, ValueError):
        return b""
