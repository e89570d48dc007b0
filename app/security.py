"""What every response and every form needs: rate limits, CSRF tokens, the content security policy with its nonce."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, g, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect, generate_csrf
from markupsafe import Markup, escape

from app.wiring import current_platform

limiter = Limiter(get_remote_address, storage_uri="memory://", headers_enabled=True, strategy="moving-window")
csrf = CSRFProtect()

# Screens that read QR codes with WebAssembly; only they may compile it.
_WASM_BLUEPRINTS = frozenset({"terminal"})
_WASM_PAGES = frozenset({"points.scan_shop"})
# Screens with a map; only they may load its tiles, from the one host that the settings name.
_MAP_BLUEPRINTS = frozenset({"shops", "console", "terminal"})
_MAP_PAGES = frozenset(
    {"marketplace.show_town", "marketplace.show_item", "marketplace.review_order", "marketplace.create_order"}
)
_EVERY_RESPONSE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
}
_HSTS = "max-age=63072000; includeSubDomains"


def register(flask: Flask) -> None:
    limiter.init_app(flask)
    csrf.init_app(flask)
    flask.after_request(_add_headers)
    flask.jinja_env.globals.update(csp_nonce=csp_nonce, csrf_field=csrf_field)


def csp_nonce() -> str:
    """The nonce of this response; every <script> and <style> element in a template carries it."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(18)
    return str(g.csp_nonce)


def csrf_field() -> Markup:
    """The hidden field that every posting form holds."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(escape(generate_csrf()))


def form_target(origin: str) -> None:
    """The forms of this response may lead to another site, where a person goes on and comes back from."""
    g.form_target = f" {origin}"


def _add_headers(response: Response) -> Response:
    for name, value in _EVERY_RESPONSE.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", _content_security_policy())
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", _HSTS)
    if response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", "no-store")
        response.vary.add("HX-Request")
        response.vary.add("Accept-Language")
    return response


def _content_security_policy() -> str:
    reads_codes = request.blueprint in _WASM_BLUEPRINTS or request.endpoint in _WASM_PAGES
    wasm = " 'wasm-unsafe-eval'" if reads_codes else ""
    nonce = f"'nonce-{csp_nonce()}'"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {nonce}{wasm}",
            f"style-src 'self' {nonce}",
            f"img-src 'self' data: blob:{_tile_host()}",
            "font-src 'self'",
            "media-src 'self' blob:",
            "connect-src 'self'",
            "manifest-src 'self'",
            f"form-action 'self'{g.get('form_target', '')}",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


def _tile_host() -> str:
    if request.blueprint not in _MAP_BLUEPRINTS and request.endpoint not in _MAP_PAGES:
        return ""
    tiles = urlsplit(current_platform().settings.map_tile_url)
    return f" {tiles.scheme}://{tiles.netloc.replace('{s}', '*')}" if tiles.netloc else ""
