"""Rows of the OpenID provider: clients, consents, codes and tokens, signing keys."""

from wallet.openid.models.client import OpenIdClient, OpenIdSecret
from wallet.openid.models.consent import Consent, ConsentUse, Ending, Subject, UseKind
from wallet.openid.models.key import SigningKey
from wallet.openid.models.token import AuthorizationCode, IssuedToken, TokenKind

__all__ = [
    "AuthorizationCode",
    "Consent",
    "ConsentUse",
    "Ending",
    "IssuedToken",
    "OpenIdClient",
    "OpenIdSecret",
    "SigningKey",
    "Subject",
    "TokenKind",
    "UseKind",
]
