"""What a service's program reads to find its way: the discovery document and the keys.

Source: OpenID Connect Discovery 1.0, RFC 8414, RFC 9207.
"""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify

from app.surfaces.openid import blueprint
from app.wiring import current_platform
from wallet.openid.scopes import CLAIMS, Scope
from wallet.openid.services.keep_keys import ALGORITHM

_KEYS_SECONDS = 900


@blueprint.get("/.well-known/openid-configuration")
@blueprint.get("/.well-known/oauth-authorization-server")
def show_configuration() -> Response:
    return _public(_configuration(current_platform().openid.issuer))


@blueprint.get("/openid/keys")
def show_keys() -> Response:
    return _public(current_platform().openid.keys.published())


def _configuration(issuer: str) -> dict[str, Any]:
    here = f"{issuer}/openid"
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{here}/authorize",
        "token_endpoint": f"{here}/token",
        "userinfo_endpoint": f"{here}/userinfo",
        "revocation_endpoint": f"{here}/revoke",
        "jwks_uri": f"{here}/keys",
        "scopes_supported": [str(scope) for scope in Scope],
        "claims_supported": ["sub", "iss", "aud", "iat", "exp", "auth_time", "nonce", *_claims()],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        "revocation_endpoint_auth_methods_supported": ["client_secret_basic"],
        "code_challenge_methods_supported": ["S256"],
        "prompt_values_supported": ["none", "login", "consent", "select_account"],
        "authorization_response_iss_parameter_supported": True,
        "claims_parameter_supported": False,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "ui_locales_supported": ["ja", "en"],
        "service_documentation": f"{issuer}/api/v1/docs",
    }


def _claims() -> list[str]:
    return [claim for claims in CLAIMS.values() for claim in claims]


def _public(body: dict[str, Any]) -> Response:
    """Nothing in it is anybody's, so pages of other sites may read it as well."""
    response = jsonify(body)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = f"public, max-age={_KEYS_SECONDS}"
    return response
