"""How documents about tokens are answered and addressed: public, absolute, asked again after some minutes."""

from __future__ import annotations

from hashlib import sha256

from flask import Response, jsonify, request, url_for

from app.wiring import current_platform

_MINUTES = 300  # seconds


def absolute(endpoint: str, **values: object) -> str:
    return current_platform().settings.public_url.rstrip("/") + url_for(endpoint, **values)  # type: ignore[arg-type]


def described(english: str, japanese: str) -> str:
    """English with the Japanese beside it; in a demonstration it says so first."""
    label = "[Demonstration / デモ] " if current_platform().settings.demo else ""
    return f"{label}{english}\n\n{japanese}"


def metadata_answer(body: dict[str, object]) -> Response:
    """Asked again after some minutes, and then answered with 304 unless something changed."""
    response = jsonify(body)
    response.set_etag(sha256(response.data).hexdigest()[:32])
    response.headers["Cache-Control"] = f"public, max-age={_MINUTES}"
    response.headers["Access-Control-Allow-Origin"] = "*"  # wallets and markets read it from their own pages
    response.make_conditional(request)
    return response
