"""The grants of OAuth that we offer, by Authlib; what they keep and look up is in wallet/openid/services.

Source: RFC 6749 4.1 and 6, RFC 7636, RFC 9207, OpenID Connect Core 1.0 3.1, RFC 9700 (refresh tokens rotate).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from authlib.oauth2.rfc6749 import InvalidGrantError, InvalidRequestError, grants
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc9207 import IssuerParameter
from authlib.oidc.core import UserInfoEndpoint
from authlib.oidc.core.grants import OpenIDCode
from joserfc.jwk import ECKey

from chain.clock import Clock, unix
from chain.ids import Address
from wallet.openid.services.find_client import Client
from wallet.openid.services.keep_keys import ALGORITHM, KeepKeys
from wallet.openid.services.keep_tokens import CodeRequest, Presented
from wallet.openid.services.read_claims import ReadClaims

ID_TOKEN_LIFE = timedelta(minutes=10)
LONGEST_VALUE = 500  # of state and nonce


class CodeGrant(grants.AuthorizationCodeGrant):  # type: ignore[misc]
    """`server` carries `tokens`; `request.signed_in_at` is set by the surface, which knows the browser's session."""

    TOKEN_ENDPOINT_AUTH_METHODS: ClassVar = ["client_secret_basic"]

    @staticmethod
    def validate_authorization_redirect_uri(request: Any, client: Client) -> str:
        """Authlib's own would repeat the address in its words, and may not where it holds a quotation mark."""
        given = str(request.payload.redirect_uri or "")
        if not client.check_redirect_uri(given):
            raise InvalidRequestError("The redirect_uri is not registered.")
        return given

    def save_authorization_code(self, code: str, request: Any) -> None:
        asked = request.payload.data
        wanted = CodeRequest(
            client=request.client,
            account=request.user,
            redirect_uri=request.payload.redirect_uri,
            asked=request.scope,
            nonce=asked.get("nonce", ""),
            challenge=asked["code_challenge"],
            signed_in_at=request.signed_in_at,
        )
        self.server.tokens.keep_code(code, wanted)

    def query_authorization_code(self, code: str, client: Client) -> Presented | None:
        found: Presented | None = self.server.tokens.code(code, client)
        return found

    def delete_authorization_code(self, authorization_code: Presented) -> None:
        """It was used up when the tokens were kept; it stays a while, so that a second use is known as one."""

    def authenticate_user(self, authorization_code: Presented) -> Address:
        return authorization_code.account

    def save_token(self, token: dict[str, str]) -> None:
        if "offline_access" not in token["scope"].split():
            token.pop("refresh_token", None)
        if not self.server.tokens.issue(self.request.authorization_code, token):
            raise InvalidGrantError("This code was used already.")


class RefreshGrant(grants.RefreshTokenGrant):  # type: ignore[misc]
    TOKEN_ENDPOINT_AUTH_METHODS: ClassVar = ["client_secret_basic"]
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, refresh_token: str) -> Presented | None:
        found: Presented | None = self.server.tokens.refresh(refresh_token, self.request.client)
        return found if found and "offline_access" in found.scope.split() else None

    def authenticate_user(self, refresh_token: Presented) -> Address:
        return refresh_token.account

    def save_token(self, token: dict[str, str]) -> None:
        if not self.server.tokens.issue(self.request.refresh_token, token):
            raise InvalidGrantError("This refresh token was used already.")

    def revoke_old_credential(self, refresh_token: Presented) -> None:
        """It was used up when the new tokens were kept."""


class Pkce(CodeChallenge):  # type: ignore[misc]
    """Everybody has to, and by S256: a plain challenge shows the verifier to whoever sees the request."""

    DEFAULT_CODE_CHALLENGE_METHOD = "S256"
    SUPPORTED_CODE_CHALLENGE_METHOD: ClassVar = ["S256"]

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        asked = grant.request.payload.data
        if not asked.get("code_challenge"):
            raise InvalidRequestError("Missing 'code_challenge': PKCE is required.")
        if asked.get("code_challenge_method") != "S256":
            raise InvalidRequestError("The 'code_challenge_method' has to be S256.")
        super().validate_code_challenge(grant, redirect_uri)


@dataclass(frozen=True, slots=True)
class IdTokens:
    """What ID tokens are made of. `wall`: the time that others have, too; `clock` may have been moved forward."""

    issuer: str
    keys: KeepKeys
    clock: Clock
    wall: Clock

    def seconds(self) -> int:
        return unix(self.wall.now())

    def signed_in(self, token: Presented) -> int:
        return self.seconds() - int((self.clock.now() - token.signed_in_at).total_seconds())


class IdToken(OpenIDCode):  # type: ignore[misc]
    """Says who it is by the name for that service alone, and when the person signed in; all else is asked for with the
    access token, so that nothing older than the question is believed."""

    def __init__(self, made_of: IdTokens) -> None:
        super().__init__(require_nonce=False)
        self.made_of = made_of

    def exists_nonce(self, nonce: str, request: Any) -> bool:
        """It is the service's own protection; a person who goes back a page may well send it twice."""
        return False

    def resolve_client_private_key(self, client: Client) -> ECKey:
        return self.made_of.keys.signing()

    def get_client_algorithm(self, client: Client) -> str:
        return ALGORITHM

    def get_encode_header(self, client: Client) -> dict[str, str]:
        return {"alg": ALGORITHM, "kid": self.made_of.keys.signing().kid or ""}

    def get_client_claims(self, client: Client) -> dict[str, Any]:
        now = self.made_of.seconds()
        until = now + int(ID_TOKEN_LIFE.total_seconds())
        return {"iss": self.made_of.issuer, "aud": client.client_id, "iat": now, "exp": until}

    def get_authorization_code_claims(self, authorization_code: Presented) -> dict[str, Any]:
        claims: dict[str, Any] = {
            "sub": authorization_code.subject,
            "auth_time": self.made_of.signed_in(authorization_code),
        }
        return claims | ({"nonce": authorization_code.nonce} if authorization_code.nonce else {})

    def generate_user_info(self, user: Address, scope: str) -> dict[str, Any]:
        return {}


class Issuer(IssuerParameter):  # type: ignore[misc]
    """So that an answer of ours is not taken for another provider's (RFC 9207)."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer

    def get_issuer(self) -> str:
        return self.issuer


class Revocation(RevocationEndpoint):  # type: ignore[misc]
    def query_token(self, token_string: str, token_type_hint: str | None) -> Presented | None:
        found: Presented | None = self.server.tokens.find_to_revoke(token_string)
        return found

    def revoke_token(self, token: Presented, request: Any) -> None:
        self.server.tokens.revoke(token)


class UserInfo(UserInfoEndpoint):  # type: ignore[misc]
    def __init__(self, claims: ReadClaims, **given: Any) -> None:
        super().__init__(**given)
        self.claims = claims

    def __call__(self, request: Any) -> tuple[int, dict[str, Any], list[tuple[str, str]]]:
        """Shorter than Authlib's: we sign none, and what is handed out is written down."""
        token = self.resource_protector.acquire_token("openid")
        headers = [("Content-Type", "application/json"), ("Cache-Control", "no-store")]
        return 200, self.claims.hand_out(token), headers
