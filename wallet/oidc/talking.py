"""Requests from us to the provider: the code for tokens, its keys, and what it says of the person.

All addresses come from the operator's settings and none from an answer or a person, so they may lie in a network of our
own, as the development provider's do. No redirect is followed; an answer is small and comes within seconds.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests
import structlog
from joserfc import jwk
from joserfc.errors import JoseError
from joserfc.jwk import Key

from chain.clock import Clock
from wallet.errors import IdentityRefused
from wallet.oidc.asking import ASSERTION_TYPE, client_assertion
from wallet.oidc.provider import ALGORITHMS, Provider

_MOST_BYTES = 64_000
_KEYS_KEPT_SECONDS = 600.0
_KEYS_AGAIN_SECONDS = 10.0  # for a key that we do not know: it may be new
_log = structlog.get_logger("wallet.oidc")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Used at once and kept nowhere."""

    access: str = field(repr=False)
    id: str = field(repr=False)


class ProviderLine:
    """`seconds`: how long one answer may take in all."""

    def __init__(self, provider: Provider, clock: Clock, seconds: float) -> None:
        self.provider = provider
        self._clock = clock
        self._seconds = seconds
        self._keys: dict[str, Key] = {}
        self._keys_at = -_KEYS_KEPT_SECONDS
        self._fetching = threading.Lock()

    def exchange(self, code: str, verifier: str) -> Tokens:
        """Raises: IdentityRefused (code_refused, provider_refused, provider_down)."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.provider.redirect_url,
            "client_id": self.provider.client_id,
            "code_verifier": verifier,
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": client_assertion(self.provider, self._clock.now()),
        }
        status, told = self._ask("POST", self.provider.token_url, data=form)
        if status != 200:
            said = str(told.get("error", ""))[:40]
            _log.warning("identity_token_refused", status=status, error=said)
            raise IdentityRefused("code_refused" if said == "invalid_grant" else "provider_refused")
        access, token = told.get("access_token"), told.get("id_token")
        if not isinstance(access, str) or not isinstance(token, str) or str(told.get("token_type")).lower() != "bearer":
            raise IdentityRefused("provider_down")
        return Tokens(access, token)

    def userinfo(self, access_token: str) -> Mapping[str, Any]:
        """Raises: IdentityRefused (provider_refused, provider_down)."""
        bearer = {"Authorization": f"Bearer {access_token}"}
        status, told = self._ask("GET", self.provider.userinfo_url, headers=bearer)
        if status != 200:
            _log.warning("identity_userinfo_refused", status=status)
            raise IdentityRefused("provider_refused")
        return told

    def key(self, kid: str) -> Key:
        """The provider's public key of that name. Raises: IdentityRefused (token_signature, provider_down)."""
        with self._fetching:
            age = time.monotonic() - self._keys_at
            if age > _KEYS_KEPT_SECONDS or (kid not in self._keys and age > _KEYS_AGAIN_SECONDS):
                self._keys, self._keys_at = self._fetch_keys(), time.monotonic()
            found = self._keys.get(kid)
        if found is None:
            raise IdentityRefused("token_signature")
        return found

    def _fetch_keys(self) -> dict[str, Key]:
        status, told = self._ask("GET", self.provider.keys_url)
        listed = told.get("keys")
        if status != 200 or not isinstance(listed, list):
            raise IdentityRefused("provider_down")
        usable = [one for one in listed if isinstance(one, dict) and _signs(one)]
        try:
            return {str(one["kid"]): jwk.import_key(one) for one in usable}
        except (JoseError, ValueError, TypeError) as error:
            raise IdentityRefused("provider_down") from error

    def _ask(self, method: str, url: str, **more: Any) -> tuple[int, Mapping[str, Any]]:
        until = time.monotonic() + self._seconds
        try:
            with requests.request(
                method, url, timeout=self._seconds, allow_redirects=False, stream=True, **more
            ) as answer:
                body = b""
                for part in answer.iter_content(8_192):
                    body += part
                    if len(body) > _MOST_BYTES or time.monotonic() > until:
                        raise IdentityRefused("provider_down")
                told = json.loads(body)
        except (requests.RequestException, ValueError) as error:
            _log.warning("identity_provider_down", error=type(error).__name__)
            raise IdentityRefused("provider_down") from error
        if answer.status_code >= 500 or not isinstance(told, dict):
            raise IdentityRefused("provider_down")
        return answer.status_code, told


def _signs(key: Mapping[str, Any]) -> bool:
    return key.get("kty") in ALGORITHMS and key.get("use", "sig") == "sig" and isinstance(key.get("kid"), str)
