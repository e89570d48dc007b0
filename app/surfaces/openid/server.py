"""Authlib's authorization server, put together for this request's platform."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer, ResourceProtector
from authlib.integrations.flask_oauth2.requests import FlaskOAuth2Payload, FlaskOAuth2Request
from authlib.oauth2.rfc6749 import InvalidRequestError, OAuth2Request
from authlib.oauth2.rfc6750 import BearerTokenGenerator, BearerTokenValidator
from flask import Request, request
from werkzeug.wrappers import Response

from app.wiring import current_platform
from wallet.openid import OpenIdProvider
from wallet.openid.grants import CodeGrant, IdToken, Issuer, Pkce, RefreshGrant, Revocation, UserInfo
from wallet.openid.models.token import ACCESS_LIFE
from wallet.openid.services.find_client import Client
from wallet.openid.services.keep_tokens import KeepTokens, Presented
from wallet.tokens import new_token

_PLAIN = re.compile(r"[a-z_ ]{0,60}")
_ONLY_OFFERED = {"request": "request_not_supported", "request_uri": "request_uri_not_supported"}


class Asked(FlaskOAuth2Request):  # type: ignore[misc]
    """Whether this installation is reached by https is the settings' to decide, not this request's."""

    def __init__(self, given: Request, signed_in_at: datetime | None = None) -> None:
        OAuth2Request.__init__(self, given.method, "https://here/", headers=given.headers)
        self._request = given
        self.payload = FlaskOAuth2Payload(given)
        self.signed_in_at = signed_in_at


class Server(AuthorizationServer):  # type: ignore[misc]
    def __init__(self, provider: OpenIdProvider, signed_in_at: datetime | None = None) -> None:
        super().__init__()
        self.provider = provider
        self.signed_in_at = signed_in_at
        self.register_token_generator("default", BearerTokenGenerator(_draw, _draw, int(ACCESS_LIFE.total_seconds())))
        self.register_grant(CodeGrant, [Pkce(required=True), IdToken(provider.id_tokens)])
        self.register_grant(RefreshGrant, [IdToken(provider.id_tokens)])
        self.register_extension(Issuer(provider.issuer))
        self.register_endpoint(Revocation)
        self.register_endpoint(UserInfo(provider.claims, server=self, resource_protector=_protector(provider)))

    @property
    def tokens(self) -> KeepTokens:
        return self.provider.tokens

    def query_client(self, client_id: str) -> Client | None:
        return self.provider.clients(client_id)

    def create_oauth2_request(self, given: object) -> Asked:
        return Asked(request, self.signed_in_at)

    def get_authorization_grant(self, asked: Asked) -> Any:
        """Raises: OAuth2Error."""
        if not _PLAIN.fullmatch(asked.payload.response_type or ""):
            raise InvalidRequestError("The response_type is not supported.")
        return super().get_authorization_grant(asked)

    def refuse(self, error: Any) -> Response:
        """The error, told to the service by way of the browser; with our own name, as all answers have it."""
        response: Response = self.handle_error_response(None, error)
        Issuer(self.provider.issuer).add_issuer_parameter(self, response)
        return response


class _Bearer(BearerTokenValidator):  # type: ignore[misc]
    def __init__(self, provider: OpenIdProvider) -> None:
        super().__init__()
        self.provider = provider

    def authenticate_token(self, token_string: str) -> Presented | None:
        """None also where the service was stopped, or is in test and this person may not try it."""
        token = self.provider.tokens.access(token_string)
        client = self.provider.clients(token.client_id) if token else None
        if token is None or client is None:
            return None
        may = not client.service.is_in_test or self.provider.may_try(token.account, client.service)
        return token if may else None


def server(signed_in_at: datetime | None = None) -> Server:
    return Server(current_platform().openid, signed_in_at)


def unsupported(error_of: dict[str, str] = _ONLY_OFFERED) -> str:
    """The error for something asked that we do not offer; empty when there is none."""
    found = next((error for name, error in error_of.items() if name in request.args), "")
    return found or ("invalid_request" if request.args.get("response_mode", "query") != "query" else "")


def _protector(provider: OpenIdProvider) -> ResourceProtector:
    protector = ResourceProtector()
    protector.register_token_validator(_Bearer(provider))
    return protector


def _draw(**_: object) -> str:
    return new_token()
