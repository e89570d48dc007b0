"""Whether an ID token is the provider's word on this very sign-in.

Source: OpenID Connect Core 3.1.3.7 and 3.1.3.6.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import BadSignatureError, JoseError
from joserfc.jwk import Key

from chain.clock import unix
from wallet.errors import IdentityRefused
from wallet.oidc.provider import ALGORITHMS

_SKEW = timedelta(seconds=30)
_OLDEST = timedelta(minutes=10)
_LONGEST = 8_000
FindKey = Callable[[str], Key]


@dataclass(frozen=True, slots=True)
class Expected:
    issuer: str
    client_id: str
    nonce: str
    access_token: str
    now: datetime


def check_id_token(text: str, find_key: FindKey, expected: Expected) -> str:
    """The subject. Raises: IdentityRefused (token_…), and what `find_key` raises."""
    claims = _signed_claims(text, find_key)
    if claims.get("iss") != expected.issuer:
        raise IdentityRefused("token_issuer")
    audience = claims.get("aud")
    if isinstance(audience, list) and len(audience) == 1:
        audience = audience[0]
    if audience != expected.client_id:  # a part of it is not it
        raise IdentityRefused("token_audience")
    if claims.get("azp", expected.client_id) != expected.client_id:
        raise IdentityRefused("token_audience")
    _check_times(claims, expected.now)
    if not _same(claims.get("nonce"), expected.nonce):
        raise IdentityRefused("token_nonce")
    if not _same(claims.get("at_hash"), half_hash(expected.access_token)):
        raise IdentityRefused("token_access")
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 1 <= len(subject) <= 255:
        raise IdentityRefused("token_unreadable")
    return subject


def half_hash(access_token: str) -> str:
    """Left half of the SHA-256, as both algorithms that we believe take it."""
    return urlsafe_b64encode(hashlib.sha256(access_token.encode()).digest()[:16]).rstrip(b"=").decode()


def _signed_claims(text: str, find_key: FindKey) -> Mapping[str, Any]:
    if len(text) > _LONGEST:
        raise IdentityRefused("token_unreadable")
    try:
        header = jws.extract_compact(text.encode()).headers()
        kid = header.get("kid")
        if not isinstance(kid, str):
            raise IdentityRefused("token_signature")
        key = find_key(kid)
        algorithm = ALGORITHMS.get(key.key_type)
        if algorithm is None or header.get("alg") != algorithm:  # of the key, never what the token wishes
            raise IdentityRefused("token_signature")
        claims = jwt.decode(text, key, algorithms=[algorithm]).claims
    except BadSignatureError as error:
        raise IdentityRefused("token_signature") from error
    except (JoseError, ValueError, TypeError) as error:
        raise IdentityRefused("token_unreadable") from error
    if not isinstance(claims, dict):
        raise IdentityRefused("token_unreadable")
    return claims


def _check_times(claims: Mapping[str, Any], now: datetime) -> None:
    issued, expires = _number(claims.get("iat")), _number(claims.get("exp"))
    if expires <= unix(now - _SKEW) or not unix(now - _OLDEST) <= issued <= unix(now + _SKEW):
        raise IdentityRefused("token_expired")


def _number(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise IdentityRefused("token_unreadable")
    return value


def _same(told: object, expected: str) -> bool:
    return isinstance(told, str) and hmac.compare_digest(told.encode(), expected.encode())
