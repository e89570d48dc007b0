"""Where a service may have people sent back to.

Source: RFC 9700 2.1 and 4.1: compared letter by letter; RFC 8252 7.3 for loopback while developing.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from chain.errors import Invalid
from wallet.openid.models.client import LONGEST_REDIRECT

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def parse_redirect(text: str, *, allows_loopback: bool) -> str:
    """Raises: Invalid (redirect_form, redirect_https, too_long)."""
    uri = text.strip()
    if len(uri) > LONGEST_REDIRECT:
        raise Invalid("redirect_uris", "too_long", max_length=LONGEST_REDIRECT)
    try:
        parts = urlsplit(uri)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise Invalid("redirect_uris", "redirect_form", value=uri) from None
    is_plain = uri.isascii() and uri.isprintable() and not any(mark in uri for mark in " #\\*\"<>'")
    if not (is_plain and host) or "@" in parts.netloc:
        raise Invalid("redirect_uris", "redirect_form", value=uri)
    if parts.scheme != "https" and not (allows_loopback and parts.scheme == "http" and host in _LOOPBACK):
        raise Invalid("redirect_uris", "redirect_https", value=uri)
    return uri


def origin_of(uri: str) -> str:
    parts = urlsplit(uri)
    return f"{parts.scheme}://{parts.netloc}"
