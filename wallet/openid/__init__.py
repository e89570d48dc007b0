"""Musubi as the ID (OpenID provider): services sign people in with us and get what each person agreed to. No Flask."""

from wallet.openid.assembly import OpenIdProvider, assemble

__all__ = ["OpenIdProvider", "assemble"]
