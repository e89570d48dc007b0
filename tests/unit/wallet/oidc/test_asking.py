"""What the provider is asked: the parameters of the request, and who we say we are."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwk, jwt

from chain.errors import ConfigError
from chain.settings import IdentityCheck, Settings
from wallet.oidc.asking import Secrets, authorize_url, challenge, client_assertion
from wallet.oidc.provider import Provider, provider_of

NOW = datetime(2026, 11, 27, tzinfo=UTC)


def provider(**changed: object) -> Provider:
    found = provider_of(Settings(_env_file=None).model_copy(update=changed))
    assert found is not None
    return found


def test_the_challenge_is_the_one_of_the_standard() -> None:
    """RFC 7636, appendix B."""
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    assert challenge(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_a_request_asks_for_a_code_with_fresh_secrets_and_not_for_the_sex() -> None:
    first, second = Secrets.draw(), Secrets.draw()
    asked = {name: told[0] for name, told in parse_qs(urlsplit(authorize_url(provider(), first)).query).items()}
    assert asked == {
        "response_type": "code", "client_id": "MusubiDevelopment", "acr_values": "aal3 crl",
        "redirect_uri": "http://127.0.0.1:8000/account/identity/callback", "scope": "openid name address birthdate",
        "state": first.state, "nonce": first.nonce, "code_challenge": challenge(first.verifier),
        "code_challenge_method": "S256",
    }  # fmt: skip
    drawn = [first.state, first.nonce, first.verifier, second.state, second.nonce, second.verifier]
    assert len(set(drawn)) == 6
    assert all(43 <= len(one) <= 128 for one in drawn)


@pytest.mark.parametrize(("kind", "algorithm"), [("EC", "ES256"), ("RSA", "RS256")])
def test_the_assertion_is_signed_as_the_registered_key_says(kind: str, algorithm: str) -> None:
    size: str | int = "P-256" if kind == "EC" else 2048
    made = jwk.generate_key(kind, size, {"kid": "mine"})  # type: ignore[call-overload]
    known = Provider(
        issuer="https://op.example", authorize_url="", token_url="https://op.example/token", userinfo_url="",
        keys_url="", client_id="RP1", redirect_url="", key=made.as_dict(private=True),
    )  # fmt: skip
    one, other = client_assertion(known, NOW), client_assertion(known, NOW)
    token = jwt.decode(one, made, algorithms=[algorithm])
    assert token.header == {"typ": "JWT", "alg": algorithm, "kid": "mine"}
    claims = token.claims
    assert (claims["iss"], claims["sub"], claims["aud"]) == ("RP1", "RP1", "https://op.example/token")
    assert 0 < claims["exp"] - claims["iat"] <= 60
    assert claims["jti"] != jwt.decode(other, made, algorithms=[algorithm]).claims["jti"]


def test_each_address_may_be_named_by_itself() -> None:
    named = provider(identity_issuer="https://op.example/realm", identity_token_url="https://token.example/")
    assert named.authorize_url == "https://op.example/realm/protocol/openid-connect/auth"
    assert named.token_url == "https://token.example/"
    assert provider_of(Settings(_env_file=None, identity_check=IdentityCheck.NONE)) is None


@pytest.mark.parametrize(
    "key", ["", "not json", "{}", '{"kty":"EC","kid":"a"}', '{"kty":"oct","k":"a","d":"a","kid":"a"}']
)
def test_a_key_that_cannot_sign_is_refused(key: str) -> None:
    with pytest.raises(ConfigError, match="IDENTITY_CLIENT_KEY"):
        provider_of(Settings(_env_file=None, identity_client_key=key))
