"""Encryption at rest: seals private keys and e-mail addresses, and makes keyed hashes to look them up by.

Sub-keys come from the key-encryption key by HKDF, one a purpose. Several key-encryption keys may be given, newest
first: the first seals, all open, until wallet/services/rotate_keystore_key.py has sealed everything anew.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from chain.errors import ConfigError

_NONCE_BYTES = 12
_VERSION_BYTES = 4


class Vault:
    """Sealed form: version of the key (4 bytes) ‖ AES-GCM nonce (12) ‖ ciphertext and tag.

    Source: NIST SP 800-38D (AES-256-GCM), RFC 5869 (HKDF-SHA-256).
    """

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys or not all(keys):
            raise ConfigError("MUSUBI_KEYSTORE_KEY", "is empty")
        self._masters = {_derive(key.encode(), "version", _VERSION_BYTES): key.encode() for key in keys}
        self._current = next(iter(self._masters))
        self._index_keys: dict[tuple[bytes, str], bytes] = {}
        self._ciphers: dict[tuple[bytes, str], AESGCM] = {}

    @property
    def current_version(self) -> str:
        return self._current.hex()

    def seal(self, purpose: str, secret: bytes, bound_to: str = "") -> bytes:
        """Encrypt; only the same `purpose` and `bound_to` open it again."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = self._cipher(self._current, purpose).encrypt(nonce, secret, bound_to.encode())
        return self._current + nonce + sealed

    def open(self, purpose: str, sealed: bytes, bound_to: str = "") -> bytes:
        """Raises: ConfigError when none of the given keys opens it, or when it was tampered with."""
        version, rest = sealed[:_VERSION_BYTES], sealed[_VERSION_BYTES:]
        if version not in self._masters:
            raise ConfigError("MUSUBI_KEYSTORE_KEY", f"the key of version {version.hex()} is needed as well")
        try:
            return self._cipher(version, purpose).decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], bound_to.encode())
        except InvalidTag as error:
            raise ConfigError("MUSUBI_KEYSTORE_KEY", "does not open what is stored") from error

    def is_current(self, sealed: bytes) -> bool:
        return sealed[:_VERSION_BYTES] == self._current

    def index(self, purpose: str, text: str) -> bytes:
        """A keyed hash under the newest key: equal texts meet, nobody without the key can guess one."""
        return self._index(self._current, purpose, text)

    def indexes(self, purpose: str, text: str) -> list[bytes]:
        """The hashes under every key, newest first, to look up rows not yet sealed anew."""
        return [self._index(version, purpose, text) for version in self._masters]

    def _index(self, version: bytes, purpose: str, text: str) -> bytes:
        name = (version, purpose)
        key = self._index_keys.get(name)
        if key is None:  # kept: a list asks for 100,000 of them
            key = self._index_keys[name] = _derive(self._masters[version], f"index:{purpose}", 32)
        return hmac.digest(key, text.encode(), "sha256")

    def _cipher(self, version: bytes, purpose: str) -> AESGCM:
        name = (version, purpose)
        cipher = self._ciphers.get(name)
        if cipher is None:  # kept: a forecast opens 100,000 events
            cipher = self._ciphers[name] = AESGCM(_derive(self._masters[version], f"seal:{purpose}", 32))
        return cipher


def _derive(master: bytes, purpose: str, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=f"musubi/{purpose}".encode()).derive(master)
