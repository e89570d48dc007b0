"""Whether the person has to sign in anew: where a service wants to know that it is really the person, just now."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache

from flask import request
from itsdangerous import BadSignature, URLSafeSerializer

from app.wiring import current_platform
from chain.clock import unix
from chain.settings import plain

LOGIN = "musubi_login"  # in the address: we sent the person to sign in, at that second
_KEPT_SECONDS = 3_600
_SECONDS = re.compile(r"[0-9]{1,9}")


def has_to_sign_in(signed_in_at: datetime | None) -> bool:
    """By `prompt` or `max_age`; what came of a sign-in that we asked for, is new enough."""
    if signed_in_at is None:
        return True
    sent_at = _sent_at()
    if sent_at is not None and unix(signed_in_at) >= sent_at:
        return False
    prompts, most = request.args.get("prompt", "").split(), request.args.get("max_age", "")
    age = current_platform().clock.now() - signed_in_at
    is_too_old = bool(_SECONDS.fullmatch(most)) and age.total_seconds() > int(most)
    return is_too_old or "login" in prompts or "select_account" in prompts


def mark_of_login() -> str:
    """Signed: nobody but us says that a sign-in was asked for."""
    now = unix(current_platform().clock.now())
    return str(_signer(plain(current_platform().settings.secret_key)).dumps(now))


def came_from_sign_in() -> bool:
    return _sent_at() is not None


def _sent_at() -> int | None:
    """None also for one of long ago: an address that somebody kept asks nobody to be believed for ever."""
    try:
        sent_at = int(_signer(plain(current_platform().settings.secret_key)).loads(request.args.get(LOGIN, "")))
    except BadSignature:
        return None
    return sent_at if unix(current_platform().clock.now()) - sent_at < _KEPT_SECONDS else None


@cache
def _signer(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt="openid-login")
