"""Dealing (鍵を分ける): a poll key is made, its secret is split among the trustees and thrown away; and the way back.

Fewer than `needed` shares tell nothing of the secret (Shamir).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from Crypto.Protocol.SecretSharing import Shamir
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from chain.hashing import keccak
from dao.models.polls.sealing.hpke import SECRET_BYTES, decrypt, encrypt, private_key_of
from dao.models.polls.sealing.seal import Seal, Trustee
from dao.models.polls.sealing.trustee_keys import TrusteeKey

_PURPOSE = b"musubi poll key"
_SHARE_INFO = b"musubi poll share"


def deal(trustees: Sequence[tuple[str, bytes]], needed: int) -> Seal:
    """`trustees`: name and public key of each. The secret is in memory while this runs, and nowhere afterwards."""
    secret = secrets.token_bytes(SECRET_BYTES)
    key = poll_key_of(secret).public_key().public_bytes_raw()
    shares = [share for _, share in Shamir.split(needed, len(trustees), secret, ssss=False)]
    made = tuple(
        Trustee(name, public.hex(), encrypt(public, share, _share_info(key, place)).hex(), _commitment(place, share))
        for place, ((name, public), share) in enumerate(zip(trustees, shares, strict=True), 1)
    )
    return Seal(key.hex(), needed, made)


def unlock(seal: Seal, place: int, key: TrusteeKey) -> bytes | None:
    """The share of the trustee at `place`, from 1; None when the key is another one's."""
    trustee = seal.trustees[place - 1]
    share = decrypt(key.private, bytes.fromhex(trustee.share), _share_info(seal.poll_key, place))
    return share if share is not None and is_share(seal, place, share) else None


def is_share(seal: Seal, place: int, share: bytes) -> bool:
    """Whether it is the one that was dealt."""
    return _commitment(place, share) == seal.trustees[place - 1].commitment


def recover(seal: Seal, shares: Mapping[int, bytes]) -> bytes | None:
    """The secret of the poll key, from shares by place; None with too few or with a wrong one among them."""
    right = [(place, share) for place, share in sorted(shares.items()) if is_share(seal, place, share)]
    if len(right) < seal.needed or len(right) < len(shares):
        return None
    secret: bytes = Shamir.combine(right[: seal.needed], ssss=False)
    return secret if is_secret_of(seal, secret) else None


def is_secret_of(seal: Seal, secret: bytes) -> bool:
    if len(secret) != SECRET_BYTES:
        return False
    return poll_key_of(secret).public_key().public_bytes_raw() == seal.poll_key


def poll_key_of(secret: bytes) -> X25519PrivateKey:
    return private_key_of(secret, _PURPOSE)


def _share_info(key: bytes, place: int) -> bytes:
    return _SHARE_INFO + key + bytes([place])


def _commitment(place: int, share: bytes) -> str:
    return keccak(bytes([place]) + share).hex()
