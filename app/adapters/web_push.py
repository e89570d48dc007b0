"""Messages that only one browser can read (RFC 8291, aes128gcm of RFC 8188), sent through its push service (RFC 8030)
with a signature that tells who sends (VAPID, RFC 8292)."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from datetime import timedelta
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.adapters.public_https import AddressRefused, NoAnswer, post
from chain.clock import Clock, unix
from points.errors import PushGone, PushUnavailable
from points.models.push_target import PushTarget, from_base64url, to_base64url

MOST_BYTES = 3_900  # of a message: what every push service takes
_RECORD = 4_096
_LAST_RECORD = b"\x02"
_KEPT = timedelta(days=1)  # by the push service, for a browser that is off
_SIGNED_FOR = timedelta(hours=12)
_GONE = (404, 410)
Post = Callable[[str, bytes, Mapping[str, str]], int]


class WebPush:
    """`key`: the private key of the installation as `musubi push-key` prints it. `contact`: whom a push service writes
    to when something is wrong."""

    def __init__(self, key: str, contact: str, clock: Clock, send: Post = post) -> None:
        self._key = private_key(key)
        self._contact = contact
        self._clock = clock
        self._post = send

    @property
    def public_key(self) -> str:
        """What a browser is told before it subscribes."""
        return to_base64url(_point(self._key.public_key()))

    def send(self, target: PushTarget, message: bytes, topic: str) -> None:
        """Raises: PushGone, PushUnavailable."""
        try:
            body = encrypt(target, message)
            status = self._post(target.endpoint, body, self._headers(target.endpoint, topic))
        except (AddressRefused, ValueError) as error:  # a key that is no point on the curve is a ValueError
            raise PushGone() from error
        except NoAnswer as error:
            raise PushUnavailable() from error
        if status in _GONE:
            raise PushGone()
        if not 200 <= status < 300:
            raise PushUnavailable()

    def _headers(self, endpoint: str, topic: str) -> dict[str, str]:
        parts, now = urlsplit(endpoint), self._clock.now()
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "exp": unix(now + _SIGNED_FOR),
            "sub": f"mailto:{self._contact}",
        }
        return {
            "Authorization": f"vapid t={_token(claims, self._key)}, k={self.public_key}",
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(int(_KEPT.total_seconds())),
            "Topic": topic,
            "Urgency": "normal",
        }


def encrypt(
    target: PushTarget, message: bytes, own: ec.EllipticCurvePrivateKey | None = None, salt: bytes | None = None
) -> bytes:
    """One record. A key pair and a salt of its own for every message; given ones are for comparing with the standard.

    Raises: ValueError when the browser's key is no point on the curve.
    """
    own, salt = own or ec.generate_private_key(ec.SECP256R1()), salt or secrets.token_bytes(16)
    theirs, ours = from_base64url(target.key), _point(own.public_key())
    browser = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
    shared = own.exchange(ec.ECDH(), browser)
    secret = _derive(from_base64url(target.auth), b"WebPush: info\x00" + theirs + ours, shared, 32)
    key = _derive(salt, b"Content-Encoding: aes128gcm\x00", secret, 16)
    nonce = _derive(salt, b"Content-Encoding: nonce\x00", secret, 12)
    head = salt + _RECORD.to_bytes(4) + len(ours).to_bytes(1) + ours
    return head + AESGCM(key).encrypt(nonce, message[:MOST_BYTES] + _LAST_RECORD, None)


def new_key() -> str:
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return to_base64url(number.to_bytes(32))


def private_key(text: str) -> ec.EllipticCurvePrivateKey:
    """Raises: ValueError."""
    return ec.derive_private_key(int.from_bytes(from_base64url(text)), ec.SECP256R1())


def _token(claims: Mapping[str, object], key: ec.EllipticCurvePrivateKey) -> str:
    """A JSON Web Token with ES256 (RFC 7515, RFC 7518 section 3.4)."""
    parts = [json.dumps(part, separators=(",", ":")).encode() for part in ({"typ": "JWT", "alg": "ES256"}, claims)]
    signed = ".".join(map(to_base64url, parts))
    r, s = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    return f"{signed}.{to_base64url(r.to_bytes(32) + s.to_bytes(32))}"


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _derive(salt: bytes, what: bytes, secret: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, what).derive(secret)
