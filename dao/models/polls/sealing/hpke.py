"""Encryption to a public key (HPKE, RFC 9180): DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM.

Keys are X25519's, made from 16 random bytes: that many fit on a slip of paper and into a share.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SECRET_BYTES = 16
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_128_GCM)


def private_key_of(secret: bytes, purpose: bytes) -> X25519PrivateKey:
    """The same for the same 16 bytes and purpose."""
    if len(secret) != SECRET_BYTES:
        raise ValueError(f"{SECRET_BYTES} bytes wanted, {len(secret)} given")
    return X25519PrivateKey.from_private_bytes(HKDF(SHA256(), 32, salt=None, info=purpose).derive(secret))


def encrypt(public_key: bytes, plaintext: bytes, info: bytes) -> bytes:
    """Encapsulated key ‖ ciphertext. Only the same `info` decrypts it."""
    return _SUITE.encrypt(plaintext, X25519PublicKey.from_public_bytes(public_key), info)


def decrypt(key: X25519PrivateKey, encrypted: bytes, info: bytes) -> bytes | None:
    """None when it was not encrypted to this key with this `info`, or was changed since."""
    try:
        return _SUITE.decrypt(encrypted, key, info)
    except (InvalidTag, ValueError):
        return None
