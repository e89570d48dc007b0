"""The link to a receipt: the payment's number with our own mark of authenticity, so that none can be guessed."""

from __future__ import annotations

from flask import current_app, url_for
from itsdangerous import BadSignature, URLSafeSerializer

from app.wiring import current_platform
from chain.errors import NotFound


def receipt_token(payment_id: int) -> str:
    return str(_serializer().dumps(payment_id))


def payment_of_token(token: str) -> int:
    """Raises: NotFound."""
    try:
        return int(_serializer().loads(token))
    except BadSignature as error:
        raise NotFound("receipt", token) from error


def receipt_link(payment_id: int) -> str:
    """The whole address, for paper, QR and mail."""
    path = url_for("receipts.show", token=receipt_token(payment_id))
    return current_platform().settings.public_url.rstrip("/") + path


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="receipt")
