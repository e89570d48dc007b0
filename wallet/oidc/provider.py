"""Who the identity provider is, and who we are to it: all from the settings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from chain.errors import ConfigError
from chain.settings import IdentityCheck, Settings, plain

CALLBACK = "/account/identity/callback"
ALGORITHMS = {"EC": "ES256", "RSA": "RS256"}  # by the kind of key; nothing else is signed or believed
_KEY_SETTING = "MUSUBI_IDENTITY_CLIENT_KEY"


@dataclass(frozen=True, slots=True)
class Provider:
    """`key`: our private JWK, whose public half is registered there."""

    issuer: str
    authorize_url: str
    token_url: str
    userinfo_url: str
    keys_url: str
    client_id: str
    redirect_url: str
    key: Mapping[str, Any]
    acr: str = ""

    @property
    def algorithm(self) -> str:
        return str(self.key.get("alg") or ALGORITHMS[self.key["kty"]])

    @property
    def origin(self) -> str:
        """Where people are sent to."""
        parts = urlsplit(self.authorize_url)
        return f"{parts.scheme}://{parts.netloc}"


def provider_of(settings: Settings) -> Provider | None:
    """None: this installation checks nobody's identity by the app.

    Raises: ConfigError.
    """
    if settings.identity_check is IdentityCheck.NONE:
        return None
    issuer = settings.identity_issuer or settings.identity_sandbox_issuer
    endpoints = f"{issuer}/protocol/openid-connect"
    return Provider(
        issuer=issuer,
        authorize_url=settings.identity_authorize_url or f"{endpoints}/auth",
        token_url=settings.identity_token_url or f"{endpoints}/token",
        userinfo_url=settings.identity_userinfo_url or f"{endpoints}/userinfo",
        keys_url=settings.identity_keys_url or f"{endpoints}/certs",
        client_id=settings.identity_client_id,
        redirect_url=settings.public_url.rstrip("/") + CALLBACK,
        key=_private_key(plain(settings.identity_client_key)),
        acr=settings.identity_acr,
    )


def _private_key(text: str) -> Mapping[str, Any]:
    try:
        key = json.loads(text)
    except ValueError as error:
        raise ConfigError(_KEY_SETTING, "must be a JSON Web Key") from error
    if not isinstance(key, dict) or key.get("kty") not in ALGORITHMS or "d" not in key or not key.get("kid"):
        raise ConfigError(_KEY_SETTING, "must be a private EC or RSA key with its kid")
    if key.get("alg", ALGORITHMS[key["kty"]]) != ALGORITHMS[key["kty"]]:
        raise ConfigError(_KEY_SETTING, "must be for ES256 or RS256")
    return key
