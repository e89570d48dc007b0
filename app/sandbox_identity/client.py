"""What the sandbox asks of the client, as strictly as the real provider: its parameters, and its proof of who asks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from joserfc import jwk, jwt
from joserfc.errors import JoseError

_PRINTABLE = re.compile(r"[\x20-\x7e]{1,255}")
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
_SCOPES = {"openid", "name", "address", "birthdate", "gender"}
_ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_MOST_SECONDS = 60


class Client:
    """`key`: registered, so only its public half is used here."""

    def __init__(self, client_id: str, redirect_url: str, key: Mapping[str, Any], token_url: str) -> None:
        self.id = client_id
        self.redirect_url = redirect_url
        imported = jwk.import_key(dict(key))
        self._algorithm = str(key.get("alg") or ("ES256" if key["kty"] == "EC" else "RS256"))
        self._key = jwk.import_key(imported.as_dict(private=False))
        self._token_url = token_url
        self._seen: set[str] = set()

    def is_known(self, asked: Mapping[str, str]) -> bool:
        return asked.get("client_id") == self.id and asked.get("redirect_uri") == self.redirect_url

    def problem(self, asked: Mapping[str, str]) -> str:
        """The error's code; empty where all is well."""
        if asked.get("response_type") != "code" or asked.get("code_challenge_method") != "S256":
            return "invalid_request"
        if not _CHALLENGE.fullmatch(asked.get("code_challenge", "")):
            return "invalid_request"
        if not all(_PRINTABLE.fullmatch(asked.get(name, "")) for name in ("state", "nonce")):
            return "invalid_request"
        scopes = set(asked.get("scope", "").split())
        return "" if "openid" in scopes and scopes <= _SCOPES else "invalid_scope"

    def is_itself(self, form: Mapping[str, str], now: int) -> bool:
        """Does the assertion prove it? Each is good for once."""
        if form.get("client_assertion_type") != _ASSERTION_TYPE or form.get("client_id") != self.id:
            return False
        try:
            claims = jwt.decode(form.get("client_assertion", ""), self._key, algorithms=[self._algorithm]).claims
        except (JoseError, ValueError):
            return False
        is_for_us = claims.get("iss") == claims.get("sub") == self.id and claims.get("aud") == self._token_url
        issued, expires, name = claims.get("iat", 0), claims.get("exp", 0), str(claims.get("jti", ""))
        is_fresh = now < expires <= issued + _MOST_SECONDS and abs(now - issued) <= _MOST_SECONDS
        if not is_for_us or not is_fresh or not name or name in self._seen:
            return False
        self._seen.add(name)
        return True
