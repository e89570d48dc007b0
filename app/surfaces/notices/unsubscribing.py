"""The way out of mail: a link in every one that works without signing in, and at one press of the mail program.

A look at the link changes nothing, since mail programs open links ahead of their readers; the press does (RFC 8058).
"""

from __future__ import annotations

from flask import current_app, render_template, request, url_for
from itsdangerous import BadSignature, URLSafeSerializer

from app.security import csrf, limiter
from app.surfaces.notices import blueprint
from app.surfaces.notices.words import KINDS
from app.wiring import current_platform
from chain.errors import NotFound
from chain.ids import Address
from points.models import NoticeKind


@blueprint.get("/notices/mail/<token>")
@limiter.limit("60 per minute")
def offer_stop(token: str) -> str:
    _, kind = _opened(token)
    return render_template("notices/unsubscribe.html", token=token, kind=KINDS[kind][0], is_stopped=False)


@blueprint.post("/notices/mail/<token>")
@csrf.exempt  # type: ignore[untyped-decorator]  # the link shows who may; mail programs have no session
@limiter.limit("60 per minute")
def stop(token: str) -> str:
    account, kind = _opened(token)
    wanted = None if request.form.get("all") else kind
    current_platform().points.notices.choose.stop_mail(account, wanted)
    return render_template("notices/unsubscribe.html", token=token, kind=KINDS[kind][0], is_stopped=True)


def unsubscribe_link(account: Address, kind: NoticeKind) -> str:
    token = _serializer().dumps([account, kind])
    path = url_for("notices.offer_stop", token=token)
    return current_platform().settings.public_url.rstrip("/") + path


def _opened(token: str) -> tuple[Address, NoticeKind]:
    """Raises: NotFound."""
    try:
        account, kind = _serializer().loads(token)
        return Address(account), NoticeKind(kind)
    except (BadSignature, ValueError) as error:
        raise NotFound("notice", "link") from error


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="notice-mail")
