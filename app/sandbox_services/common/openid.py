"""Sign-in with Musubi's ID: everything but the client's id and secret is found by discovery.

Source: OpenID Connect Core 1.0 (code flow), RFC 7636 (S256), RFC 9207 (whose answer it is).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Blueprint, Flask, current_app, flash, redirect, request, session
from joserfc.errors import JoseError
from werkzeug.wrappers import Response

from app.sandbox_services.common.languages import t
from app.sandbox_services.common.paths import own_path
from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.common.site import Site, current_site
from app.sandbox_services.common.visiting import sign_in
from app.sandbox_services.common.visitors import OPENID

CALLBACK = "/sign-in/callback"
_NEXT = "after_sign_in"
_NAME = "musubi"

blueprint = Blueprint("openid", __name__)


def offer_sign_in(flask: Flask, site: Site) -> None:
    """Only where the service was given a secret for it."""
    if not site.connection.openid_secret:
        return
    OAuth(flask).register(
        _NAME,
        client_id=site.connection.client_id,
        client_secret=site.connection.openid_secret,
        server_metadata_url=f"{site.musubi_url}/.well-known/openid-configuration",
        client_kwargs={
            "scope": " ".join(site.about.scopes),
            "code_challenge_method": "S256",
            "token_endpoint_auth_method": "client_secret_basic",  # a way, no secret  # nosec B105
            "default_timeout": 10,
        },
    )
    flask.register_blueprint(blueprint)


@blueprint.get("/sign-in/musubi")
def ask_musubi() -> Response:
    session[_NEXT] = own_path(request.args.get("next", ""))
    try:
        return cast("Response", _client().authorize_redirect(current_site().address + CALLBACK))
    except requests.RequestException:
        raise _NO_ANSWER from None


@blueprint.get(CALLBACK)
def come_back() -> Response:
    target = own_path(session.get(_NEXT, ""))
    if request.args.get("error") == "access_denied":
        flash(t("サインインを取りやめました。", "You did not sign in."), "warning")
        return redirect("/sign-in", 303)
    if request.args.get("iss", "") != current_site().musubi_url:
        raise _WRONG_ANSWER
    try:
        answer: dict[str, Any] = _client().authorize_access_token()
        subject = str(answer["userinfo"]["sub"])
    except requests.RequestException:
        raise _NO_ANSWER from None
    except (OAuthError, JoseError, KeyError):
        raise _WRONG_ANSWER from None
    visitor = current_site().visitors.known(subject, OPENID)
    sign_in(visitor)
    for do in current_site().on_sign_in:
        do(visitor, str(answer.get("access_token", "")))
    return redirect(target, 303)


@dataclass(frozen=True, slots=True)
class Asked:
    """`claims`: what the person lets us know; None where Musubi refused the token, or did not answer at all."""

    claims: dict[str, Any] | None = None
    is_refused: bool = False


def ask_userinfo(site: Site, token: str) -> Asked:
    """With an access token of the sign-in. Its address is found by discovery."""
    if not token:
        return Asked(is_refused=True)
    try:
        found = requests.get(f"{site.musubi_url}/.well-known/openid-configuration", timeout=5)
        address = str(found.json()["userinfo_endpoint"])
        answer = requests.get(address, headers={"Authorization": f"Bearer {token}"}, timeout=5)
        if answer.status_code in (400, 401, 403):
            return Asked(is_refused=True)
        return Asked(dict(answer.json())) if answer.status_code == 200 else Asked()
    except (requests.RequestException, ValueError, KeyError, TypeError):
        return Asked()


def _client() -> Any:
    return current_app.extensions["authlib.integrations.flask_client"].create_client(_NAME)


_NO_ANSWER = Refused(
    "結びにつながりません。しばらくしてもう一度お試しください。", "Musubi does not answer. Try again later."
)
_WRONG_ANSWER = Refused(
    "サインインを確かめられませんでした。もう一度お試しください。",
    "The sign-in could not be checked. Please try again.",
)
