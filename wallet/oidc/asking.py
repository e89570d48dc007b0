"""What is asked of the provider: the address that a person is sent to, and the assertion that says who asks.

Source: OpenID Connect Core 3.1.2.1, RFC 7636 (PKCE), RFC 7523 (private_key_jwt).
"""

from __future__ import annotations

import hashlib
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from joserfc import jwk, jwt

from chain.clock import unix
from wallet.oidc.provider import Provider

# What we read: the name to notice somebody who was verified at a counter. The sex is never asked for.
SCOPE = "openid name address birthdate"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_ASSERTION_LIFE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Secrets:
    """Fresh for every request; all of printable ASCII and below 255 characters."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def draw(cls) -> Secrets:
        return cls(*(secrets.token_urlsafe(32) for _ in range(3)))


def authorize_url(provider: Provider, drawn: Secrets) -> str:
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": provider.redirect_url,
        "scope": SCOPE,
        "state": drawn.state,
        "nonce": drawn.nonce,
        "code_challenge": challenge(drawn.verifier),
        "code_challenge_method": "S256",
    }
    if provider.acr:
        asked["acr_values"] = provider.acr
    return f"{provider.authorize_url}?{urlencode(asked)}"


def challenge(verifier: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def client_assertion(provider: Provider, now: datetime) -> str:
    claims = {
        "iss": provider.client_id,
        "sub": provider.client_id,
        "aud": provider.token_url,
        "jti": secrets.token_urlsafe(24),
        "iat": unix(now),
        "exp": unix(now + _ASSERTION_LIFE),
    }
    header = {"alg": provider.algorithm, "kid": provider.key["kid"]}
    return jwt.encode(header, claims, jwk.import_key(dict(provider.key)), algorithms=[provider.algorithm])
